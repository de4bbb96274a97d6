"""Addresses of the calls, under ``/embed/v1/``."""

from django.urls import path

from rejoinder.widget.embed import receipts, writing

app_name = "embed"

urlpatterns = [
    path("challenge", writing.challenge, name="challenge"),
    path("articles/<str:key>/comments", writing.submit, name="submit"),
    path("receipts/<str:token>", receipts.receipt, name="receipt"),
    path("receipts/<str:token>/appeal", receipts.appeal, name="appeal"),
    path("articles/<str:key>/advice", writing.advice, name="advice"),
]
