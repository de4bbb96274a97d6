"""What mail a reader wants."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from pydantic import BaseModel

from rejoinder.comments.services.mail_wishes import MailWishes, set_mail_wishes
from rejoinder.widget.answers import fresh
from rejoinder.widget.cors import embeddable
from rejoinder.widget.embed.bodies import read
from rejoinder.widget.embed.mine import own_reader


class Wishes(BaseModel):
    """What changes; what is left out stays."""

    frequency: str | None = None
    hour: int | None = None
    time_zone: str | None = None
    replies: bool | None = None
    mentions: bool | None = None


@embeddable("GET", "PATCH")
def notifications(request: HttpRequest) -> HttpResponse:
    """How often (off, instant, daily), at what hour of which time zone, and about what beside what they follow."""
    reader = own_reader(request)
    if request.method == "PATCH":
        reader = set_mail_wishes(reader=reader, wishes=MailWishes(**read(request, Wishes).model_dump()))
    response = JsonResponse(
        {
            "frequency": reader.notifications,
            "hour": reader.mail_hour,
            "time_zone": reader.time_zone or reader.site.time_zone,
            "replies": reader.wants_replies,
            "mentions": reader.wants_mentions,
        }
    )
    return fresh(response)
