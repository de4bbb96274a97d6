"""A publisher's own server: pages of another origin, with a policy as strict as they come."""

import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

GUIDE = Path(__file__).parent.parent.parent / "docs/how-to/embed-the-comments.md"
ADDRESS = "https://comments.example.org"
"""The installation's address, as the guide writes it."""

PAGE = """<!doctype html>
<html lang="{lang}" dir="{dir}">
<head><meta charset="utf-8"><title>A page of the publisher's</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/page.css"><link rel="icon" href="data:,"></head>
<body><main><h1>A page of the publisher's</h1><p id="passage">Two shelters have been built. هەردووکیان بچووکن.</p>
<p>Comments: <span data-rejoinder-count="{key}">-</span></p>
{snippet}
</main></body></html>"""
STYLE = "p { color: green !important } button, .comment { display: none; font-size: 60px } main { max-width: 44rem }"
POLICY = (
    "default-src 'none'; {allowed}; style-src 'self'; img-src data:; base-uri 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)


def documented(language: str = "") -> str:
    """The guide's first snippet in this language (``html``, ``django`` …); the policy for ``""``."""
    blocks = re.findall(r"^```([\w-]*)\n(.*?)^```$", GUIDE.read_text(), re.DOTALL | re.MULTILINE)
    return next(text for name, text in blocks if name == language).strip()


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
                kind = "text/html; charset=utf-8"
                snippet = documented("html").replace(ADDRESS, base).replace("coast-4711", key)
                if query:
                    snippet = snippet.replace("<rejoinder-comments", f'<rejoinder-comments sso="{query[4:]}"', 1)
                text = PAGE.format(key=key, lang=lang, dir=direction, snippet=snippet)
            body = text.encode()
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Security-Policy", POLICY.format(allowed=documented().replace(ADDRESS, base)))
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", port), Host)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server
