"""What an OpenID provider says is believed when signed, for us, in answer to us; and it is called nowhere else."""

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from django.utils import timezone

from rejoinder.comments import openid
from rejoinder.comments.errors import ProviderNotUsable, SignInFailed
from rejoinder.comments.models import OpenIdProvider
from tests.oidc import provider_server

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture(scope="module")
def issuer():
    with provider_server() as address:
        yield address


@pytest.fixture(scope="module")
def keys():
    return [rsa.generate_private_key(public_exponent=65537, key_size=2048) for _ in range(2)]


CLAIMS = {"sub": "mina", "aud": "us", "iss": "https://issuer.example", "nonce": "n"}


@pytest.mark.parametrize(
    ("claims", "algorithm", "key"),
    [
        ({**CLAIMS, "nonce": "other"}, "RS256", 0),
        ({**CLAIMS, "nonce": None}, "RS256", 0),
        ({**CLAIMS, "aud": "them"}, "RS256", 0),
        ({**CLAIMS, "aud": ["us", "them"]}, "RS256", 0),
        ({**CLAIMS, "iss": "https://evil.example"}, "RS256", 0),
        ({**CLAIMS, "exp": 1}, "RS256", 0),
        ({**CLAIMS, "sub": ""}, "RS256", 0),
        (CLAIMS, "RS256", 1),
        (CLAIMS, "none", 0),
        (CLAIMS, "HS256", 0),
    ],
)
def test_what_the_provider_did_not_sign_for_us_now_is_not_believed(monkeypatch, keys, claims, algorithm, key):
    at = int(timezone.now().timestamp())
    claims = {"iat": at, "exp": at + 60, **claims}
    signer = {"RS256": keys[key], "none": None, "HS256": "x" * 64}[algorithm]
    token = jwt.encode(claims, signer, algorithm=algorithm, headers={"kid": "1"})
    jwk = jwt.algorithms.RSAAlgorithm.to_jwk(keys[0].public_key(), as_dict=True)
    known = {"keys": [{**jwk, "kid": "1", "use": "sig", "alg": "RS256"}]}
    answers = {"token": {"id_token": token, "access_token": "a"}, "jwks": known}
    monkeypatch.setattr(openid, "_call", lambda method, url, **_: answers[url])
    provider = OpenIdProvider(
        issuer="https://issuer.example", client_id="us", token_endpoint="token", jwks_uri="jwks", userinfo_endpoint=""
    )
    pending = openid.Pending("s", "n", "v")
    with pytest.raises(SignInFailed):
        openid.finish(provider, pending=pending, code="c", back="b", client_secret="")
    answers["token"]["id_token"] = jwt.encode(
        {"iat": at, "exp": at + 60, **CLAIMS}, keys[0], algorithm="RS256", headers={"kid": "1"}
    )
    assert openid.finish(provider, pending=pending, code="c", back="b", client_secret="").subject == "mina"


@pytest.mark.parametrize(
    ("issuer", "is_private"),
    [
        ("http://issuer.example", False),
        ("http://issuer.example", True),
        ("https://user:password@issuer.example", False),
        ("file:///etc/passwd", True),
        ("https://127.0.0.1:1", False),
        ("https://169.254.169.254", False),
        ("https://[::1", False),
        ("", False),
    ],
)
def test_where_no_provider_is_looked_for(issuer, is_private):
    with pytest.raises(ProviderNotUsable):
        openid.discover(issuer, is_private=is_private)


def test_a_provider_on_the_publishers_own_network_is_said_to_be(issuer):
    with pytest.raises(ProviderNotUsable):
        openid.discover(issuer, is_private=False)
    with pytest.raises(ProviderNotUsable):
        openid.discover(issuer + "/elsewhere", is_private=True)
    assert openid.discover(issuer, is_private=True).token_endpoint.startswith(issuer)


@pytest.mark.parametrize(
    "lie",
    [
        {"issuer": "https://evil.example"},
        {"token_endpoint": "http://169.254.169.254/latest"},
        {"jwks_uri": "file:///etc/passwd"},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"token_endpoint": None},
        {"code_challenge_methods_supported": ["plain"]},
    ],
)
def test_a_provider_that_leads_elsewhere_is_not_taken(monkeypatch, lie):
    honest = {name: f"https://issuer.example/{name}" for name in openid._ADDRESSES}
    found = {"issuer": "https://issuer.example", **honest, **lie}
    monkeypatch.setattr(openid, "_call", lambda *_, **__: found)
    with pytest.raises(ProviderNotUsable):
        openid.discover("https://issuer.example", is_private=False)


def test_the_servers_call_follows_no_redirect(httpserver_redirect):
    with pytest.raises(SignInFailed):
        openid._call("GET", httpserver_redirect, is_private=True)


@pytest.fixture
def httpserver_redirect():
    import threading
    from http.server import BaseHTTPRequestHandler, HTTPServer

    class Redirect(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(302)
            self.send_header("Location", "http://127.0.0.1:1/")
            self.end_headers()

        def log_message(self, *_):
            pass

    server = HTTPServer(("127.0.0.1", 0), Redirect)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()
