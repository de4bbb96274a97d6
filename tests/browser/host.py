"""A publisher's own server: pages of another origin, with a policy as strict as they come."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

PAGE = """<!doctype html>
<html lang="{lang}" dir="{dir}">
<head><meta charset="utf-8"><title>A page of the publisher's</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/page.css"><link rel="icon" href="data:,"></head>
<body><main><h1>A page of the publisher's</h1><p id="passage">Two shelters have been built. هەردووکیان بچووکن.</p>
<p>Comments: <span data-rejoinder-count="{key}">-</span></p>
<rejoinder-comments article="{key}"{more}>
<a href="{base}/articles/{key}#comments">Read the comments</a></rejoinder-comments>
</main><script type="module" src="{base}/embed/loader.js"></script></body></html>"""
STYLE = "p { color: green !important } button, .comment { display: none; font-size: 60px } main { max-width: 44rem }"
POLICY = (
    "default-src 'none'; script-src {base}; connect-src {base}; style-src 'self'; img-src data:; base-uri 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
"""What docs/how-to/embed-the-comments.md tells a publisher to allow, and nothing more."""


def host_server(port: int, base: str) -> ThreadingHTTPServer:
    """A running server on the port; ``base`` is the installation's address."""

    class Host(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            path, _, query = self.path.partition("?")
            if path == "/page.css":
                kind, text = "text/css", STYLE
            else:
                key, lang = path.strip("/").split("/")
                direction = "rtl" if lang == "ckb" else "ltr"
                more = f' sso="{query.removeprefix("sso=")}"' if query else ""
                kind = "text/html; charset=utf-8"
                text = PAGE.format(key=key, lang=lang, dir=direction, base=base, more=more)
            body = text.encode()
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Security-Policy", POLICY.format(base=base))
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", port), Host)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server
