"""Addresses of the calls, under ``/embed/v1/``."""

from django.urls import path

from rejoinder.widget.embed import counts, writing

app_name = "embed"

urlpatterns = [
    path("counts", counts.counts, name="counts"),
    path("challenge", writing.challenge, name="challenge"),
    path("articles/<str:key>/comments", writing.submit, name="submit"),
    path("articles/<str:key>/advice", writing.advice, name="advice"),
]
