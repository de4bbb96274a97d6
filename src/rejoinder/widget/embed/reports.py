"""Reporting a published comment from the section on a publisher's page."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from pydantic import BaseModel

from rejoinder.moderation.services.reporting import NewReport, report_comment
from rejoinder.widget.answers import fresh
from rejoinder.widget.cors import embeddable
from rejoinder.widget.embed.bodies import read
from rejoinder.widget.reports import published_comment, reporter_of


class Reported(BaseModel):
    """A report as the section sends it; ``is_notice`` says that the comment is illegal."""

    guideline: str = ""
    note: str = ""
    is_notice: bool = False
    name: str = ""
    email: str = ""
    good_faith: bool = False
    is_child_abuse: bool = False


@embeddable("POST")
def report(request: HttpRequest, comment: UUID) -> HttpResponse:
    """201 once the report is durable."""
    new = NewReport(**read(request, Reported).model_dump())
    reporter = reporter_of(request, new, published_comment(comment).article.site)
    made = report_comment(comment=comment, new=new, reporter=reporter, now=timezone.now())
    response = JsonResponse({"report": {"id": str(made.uuid), "status": "open"}}, status=201)
    return fresh(response)
