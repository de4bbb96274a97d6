"""The real clients of what the drop-in endpoints replace, from the package index, against a running server."""

import gzip
import json
import socket
from collections.abc import Iterator

import akismet
import httpx
import openai
import pytest
from googleapiclient import discovery
from googleapiclient.errors import HttpError

from rejoinder.interop.coral.signature import signature
from tests.acceptance.installed import run_node, run_python
from tests.acceptance.newsroom import open_newsroom
from tests.acceptance.server import Installation, Server, running

SECRET = "empsec_" + "5a" * 32
INSULT = "You are a stupid idiot."
THANKS = "Thank you for this careful report."
SPAM = "Buy cheap phones now at https://cheap-phones.example 50% off, order today!"

pytestmark = [pytest.mark.slow, pytest.mark.filterwarnings("ignore")]  # the clients' own, not ours


@pytest.fixture(scope="module")
def server(tmp_path_factory) -> Iterator[Server]:
    """A running server."""
    installation = Installation(
        tmp_path_factory.mktemp("clients"),
        REJOINDER_CORAL_SIGNING_SECRET=SECRET,
        REJOINDER_HOSTS="127.0.0.1,commentanalyzer.googleapis.com,.rest.akismet.com",
    )
    open_newsroom(installation)
    with running(installation) as server:
        yield server


@pytest.fixture(scope="module")
def key(server) -> str:
    """An API key of the server."""
    return server.installation.must("key", "add", "clients").splitlines()[-1]


@pytest.fixture(scope="module")
def short_key(server) -> str:
    """An API key as Akismet's clients take it."""
    return server.installation.must("key", "add", "wordpress", "--short").splitlines()[-1]


def toxicity(answer) -> float:
    return answer["attributeScores"]["TOXICITY"]["summaryScore"]["value"]


def test_google_api_python_client(server, key):
    document = f"{server.base_url}/perspective/$discovery/rest?version=v1alpha1"
    with discovery.build(
        "commentanalyzer", "v1alpha1", developerKey=key, discoveryServiceUrl=document, static_discovery=False
    ) as service:
        answers = {}

        def analyze(text):
            body = {"comment": {"text": text}, "requestedAttributes": {"TOXICITY": {}}, "languages": ["en"]}
            return service.comments().analyze(body=body)

        def keep(name, answer, error):
            answers[name] = error or answer["attributeScores"]["TOXICITY"]["summaryScore"]["value"]

        assert analyze(INSULT).execute()["languages"] == ["en"]
        batch = service.new_batch_http_request(callback=keep)
        for name, text in (("insult", INSULT), ("thanks", THANKS), ("arabic", "سأقتلك يا كلب")):
            batch.add(analyze(text), request_id=name)
        batch.execute()
        assert answers["thanks"] < 0.3 < 0.7 < min(answers["insult"], answers["arabic"])
        feedback = {"comment": {"text": THANKS}, "attributeScores": {"TOXICITY": {"summaryScore": {"value": 0}}}}
        assert service.comments().suggestscore(body=feedback).execute()["detectedLanguages"] == ["en"]
        with pytest.raises(HttpError, match=r"Comment must be non-empty\."):
            analyze("").execute()


def test_openai(server, key):
    with openai.OpenAI(api_key=key, base_url=f"{server.base_url}/v1") as client:
        answer = client.moderations.create(input=[THANKS, INSULT], model="omni-moderation-latest")
        assert [result.flagged for result in answer.results] == [False, True]
        assert answer.results[1].categories.harassment
        assert answer.results[1].category_scores.self_harm_intent == 0
        assert answer.results[1].category_applied_input_types.illicit == []
        parts = client.moderations.create(input=[{"type": "text", "text": INSULT}])
        assert len(parts.results) == 1
        with pytest.raises(openai.BadRequestError, match="should not be empty"):
            client.moderations.create(input="")
        with pytest.raises(openai.AuthenticationError):
            client.with_options(api_key="wrong").moderations.create(input=INSULT)


class Repointed(httpx.HTTPTransport):
    """Sends what a client means for Akismet to the server: the way to repoint this one."""

    def __init__(self, base_url: str) -> None:
        super().__init__()
        self._base = httpx.URL(base_url)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """The server's answer."""
        path = b"/akismet" + request.url.raw_path
        url = self._base.copy_with(raw_path=path)
        headers = {name: value for name, value in request.headers.items() if name != "host"}
        return super().handle_request(httpx.Request(request.method, url, headers=headers, content=request.read()))


def test_akismet(server, short_key):
    config = akismet.Config(key=short_key, url="https://news.example.org")
    with httpx.Client(transport=Repointed(server.base_url), timeout=30) as http:
        client = akismet.SyncClient.validated_client(config=config, http_client=http)
        check = client.comment_check
        assert check(user_ip="203.0.113.7", comment_content=SPAM) == akismet.CheckResponse.SPAM
        assert check(user_ip="203.0.113.7", comment_content=THANKS) == akismet.CheckResponse.HAM
        assert check(user_ip="203.0.113.7", comment_author="akismet-guaranteed-spam")
        assert client.submit_spam(user_ip="203.0.113.7", comment_content=SPAM)
        assert client.submit_ham(user_ip="203.0.113.7", comment_content=THANKS)
        assert client.usage_limit()["limit"] == "none"
        with pytest.raises(akismet.APIKeyError):
            akismet.SyncClient.validated_client(config=config._replace(key="wrong"), http_client=http)


def test_googles_client_for_node(server, key):
    document = f"{server.base_url}/perspective/$discovery/rest?version=v1alpha1"
    told = run_node("google.cjs", document, key, INSULT, THANKS)
    assert toxicity(told["thanks"]) < 0.3 < 0.7 < toxicity(told["insult"])
    assert (told["insult"]["languages"], told["insult"]["clientToken"]) == (["en"], "t")
    assert told["suggested"]["detectedLanguages"] == ["en"]
    assert "Comment must be non-empty." in told["empty"]


def test_a_wrapper_for_node_with_its_host_built_in(server, key):
    told = run_node("perspective.cjs", key, INSULT, THANKS, url=server.base_url)
    assert toxicity(told["thanks"]) < 0.3 < 0.7 < toxicity(told["insult"])
    assert told["wrong"] == "API key not valid. Please pass a valid API key."
    assert told["unknown"] == "Unknown requested attribute: FOO"


def test_conversation_ais_client_for_node(server, key):
    told = run_node("conversationai.cjs", server.base_url, key, INSULT, THANKS, url=server.base_url)
    assert set(told["insult"]) == {"TOXICITY", "SPAM"}
    assert told["thanks"]["TOXICITY"] < 0.3 < 0.7 < told["insult"]["TOXICITY"]


def test_a_wrapper_for_python_by_its_template(server, key):
    told = run_python("perspective_1.py", "perspective", server.base_url, key, INSULT, THANKS)
    assert told["thanks"]["TOXICITY"] < 0.3 < 0.7 < told["insult"]["TOXICITY"]
    assert told["spans"]["attributeScores"]["TOXICITY"]["spanScores"][0]["end"] == len(INSULT)
    assert (told["suggested"]["detectedLanguages"], told["empty"]) == (["en"], "Comment must be non-empty.")


def test_a_wrapper_for_python_with_its_host_built_in(server, key):
    told = run_python("perspectiveapi_1.py", "perspectiveapi", server.base_url, key, INSULT, THANKS)
    assert told["thanks"] < 0.3 < 0.7 < told["insult"][0]


def test_openai_for_node(server, key):
    told = run_node("openai.mjs", f"{server.base_url}/v1", key, INSULT, THANKS)
    assert [result["flagged"] for result in told["listed"]["results"]] == [False, True]
    assert told["listed"]["model"] == "omni-moderation-latest"
    assert len(told["parts"]["results"]) == 1
    assert told["empty"].startswith("400 ")
    assert told["wrong"].startswith("401 ")


def test_akismet_for_node_with_the_key_in_the_host(server, short_key):
    told = run_node("akismet.cjs", short_key, SPAM, THANKS, url=server.base_url)
    assert (told["verified"], told["spam"], told["thanks"], told["trapped"]) == (True, True, False, True)
    assert (told["unverified"], told["wrong"]) == (False, "Invalid API key")


def test_akismet_for_node_by_its_base_address(server, short_key):
    told = run_node("cedx.mjs", f"{server.base_url}/akismet/", short_key, SPAM, THANKS)
    assert told == {"verified": True, "spam": True, "ham": True}


def test_corals_call(server):
    def moderate(text):
        body = json.dumps({"action": "NEW", "comment": {"body": text, "parentID": None}}, indent=2).encode()
        headers = {"X-Coral-Signature": signature(SECRET, body), "Content-Type": "application/json"}
        return httpx.post(f"{server.base_url}/coral/moderate", content=body, headers=headers)

    assert moderate(THANKS).status_code == 204
    assert moderate(INSULT).json()["status"] == "SYSTEM_WITHHELD"


@pytest.mark.parametrize("predecessor", ["perspective", "coral", "akismet", "openai"])
def test_the_doctor_says_ready(server, key, short_key, predecessor):
    given = {"coral": ("--secret", SECRET), "akismet": ("--key", short_key)}.get(predecessor, ("--key", key))
    printed = server.installation.must("doctor", "--from", predecessor, "--url", server.base_url, *given)
    assert printed.splitlines()[-1] == "ready"


def test_a_body_in_chunks_is_read_whole(server, key):
    body = json.dumps({"comment": {"text": INSULT}, "requestedAttributes": {"TOXICITY": {}}}).encode()
    url = f"{server.base_url}/perspective/v1alpha1/comments:analyze?key={key}"
    assert toxicity(httpx.post(url, content=iter([body[:9], body[9:]])).json()) > 0.7
    zipped = gzip.compress(body)
    headers = {"Content-Encoding": "gzip"}
    assert toxicity(httpx.post(url, content=iter([zipped[:9], zipped[9:]]), headers=headers).json()) > 0.7
    large = (b"x" * 65_536 for _ in range(80))
    assert httpx.post(url, content=large).json()["error"]["status"] == "INVALID_ARGUMENT"
    assert httpx.get(f"{server.base_url}/healthz").status_code == 200


MARK = "Zqxmarkwort"
BODY = json.dumps({"comment": {"text": MARK, "body": MARK}, "input": MARK, "requestedAttributes": {"TOXICITY": {}}})
PATHS = ("/perspective/v1alpha1/comments:analyze", "/coral/moderate", "/v1/moderations", "/akismet/1.1/comment-check")
ABUSE = {
    "a huge header": f"X-Big: {'x' * 60_000}\r\n",
    "many headers": "".join(f"X-{n}: y\r\n" for n in range(300)),
    "a charset that is none": "Content-Type: application/json; charset=rot13\r\n",
    "bytes beyond ASCII": "Authorization: Bearer \xe9\xff\r\nX-Coral-Signature: sha256=\xe9\r\n",
    "two lengths": "Content-Length: 1\r\n",
    "a length that is none": "Content-Length: many\r\n",
    "chunks that are none": "Transfer-Encoding: chunked\r\n",
    "a foreign host": "Host: elsewhere.example\r\n",
    "a compression that is none": "Content-Encoding: gzip\r\n",
    "a cookie": f"Cookie: rejoinder_session={'y' * 4000}; csrftoken=\x01\r\n",
}


def raw_status(server, request: bytes) -> int:
    """The status of a request written by hand; 0 where the server only hangs up."""
    host, port = server.base_url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=30) as connection:
        connection.sendall(request)
        connection.shutdown(socket.SHUT_WR)
        try:
            answer = connection.recv(4096)
        except ConnectionResetError:
            answer = b""
    return int(answer.split()[1]) if answer.startswith(b"HTTP/") else 0


@pytest.mark.parametrize("abuse", ABUSE)
def test_abused_headers_end_in_no_fault_and_no_word_in_a_log(server, abuse):
    for path in PATHS:
        head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{ABUSE[abuse]}Content-Length: {len(BODY)}\r\n\r\n{BODY}"
        assert raw_status(server, head.encode("latin-1")) < 500, path
    assert httpx.get(f"{server.base_url}/healthz").status_code == 200
    assert MARK not in (server.installation.data_dir / "server.log").read_text(errors="replace")


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(
    "line", ["GET {} HTTP/1.1", "POST {}%00 HTTP/1.1", "POST {}?a=%ff&\xff HTTP/1.1", "BREW {} HTTP/1.1"]
)
def test_abused_request_lines_end_in_no_fault(server, path, line):
    request = f"{line.format(path)}\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\n\r\n"
    assert raw_status(server, request.encode("latin-1")) < 500
