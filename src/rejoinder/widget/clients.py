"""Who makes a call, as the limits and the services know them."""

from django.conf import settings
from django.http import HttpRequest

from rejoinder.comments.models import Reader
from rejoinder.comments.sending import sender_of, sender_of_reader
from rejoinder.comments.services.submit import Sender


def sender_here(request: HttpRequest, reader: Reader | None, *, name: str = "") -> Sender:
    """The reader who is signed in, else a guest under the name they gave."""
    if reader is None:
        return sender_of(request.META, name=name, environment=settings.ENVIRONMENT)
    return sender_of_reader(request.META, reader=reader, environment=settings.ENVIRONMENT)


def client_key(request: HttpRequest) -> str:
    """What the address of the request is known by to the limits."""
    return sender_here(request, None).address_key


def client_of(request: HttpRequest) -> dict[str, str]:
    """The same as services of signing in take it, with the secret it is hashed under."""
    return {"client_key": client_key(request), "secret": settings.ENVIRONMENT.secret_key}
