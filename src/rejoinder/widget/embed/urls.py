"""Addresses of the calls, under ``/embed/v1/``."""

from django.urls import include, path

from rejoinder.widget.embed import counts, receipts, reports, writing
from rejoinder.widget.embed.section import section
from rejoinder.widget.embed.thread import thread

app_name = "embed"

urlpatterns = [
    path("articles/<str:key>/section", section, name="section"),
    path("articles/<str:key>/thread", thread, name="thread"),
    path("counts", counts.counts, name="counts"),
    path("challenge", writing.challenge, name="challenge"),
    path("articles/<str:key>/comments", writing.submit, name="submit"),
    path("receipts/<str:token>", receipts.receipt, name="receipt"),
    path("receipts/<str:token>/appeal", receipts.appeal, name="appeal"),
    path("comments/<uuid:comment>/report", reports.report, name="report"),
    path("articles/<str:key>/advice", writing.advice, name="advice"),
    path("", include("rejoinder.widget.embed.between_urls")),
    path("", include("rejoinder.widget.embed.session_urls")),
]
