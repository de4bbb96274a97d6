"""A real OpenID provider on loopback."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager

EMAIL = "mina@readers.example"


@contextmanager
def provider_server() -> Iterator[str]:
    """The issuer's address. It knows ``mina``, whose address is verified, and ``plain``, whose is not."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from oidc_provider_mock import User, run_server_in_thread

        claims = {"name": "Mina", "email": EMAIL, "email_verified": True}
        users = (User(sub="mina", claims=claims), User(sub="plain", claims={"email": EMAIL}))
        with run_server_in_thread(user_claims=users) as server:
            yield f"http://localhost:{server.server_port}"
