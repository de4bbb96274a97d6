"""Addresses of signing in, under ``/embed/v1/``."""

from django.urls import path

from rejoinder.widget.embed import session

urlpatterns = [
    path("session", session.session, name="session"),
    path("session/email", session.email, name="session_email"),
    path("session/code", session.code, name="session_code"),
    path("session/sso", session.sso, name="session_sso"),
]
