"""Addresses of the sign-in window."""

from django.urls import path

from rejoinder.widget.sign_in import pages, passkeys, providers

urlpatterns = [
    path("embed/sign-in", pages.window, name="sign_in"),
    path("embed/sign-in/email", pages.email, name="sign_in_email"),
    path("embed/sign-in/code", pages.code, name="sign_in_code"),
    path("embed/sign-in/continue", pages.carry_on, name="sign_in_continue"),
    path("embed/sign-in/out", pages.out, name="sign_in_out"),
    path("embed/sign-in/with/<slug:provider>", providers.go, name="sign_in_with"),
    path("embed/sign-in/callback", providers.callback, name="sign_in_callback"),
    path("embed/sign-in/passkey", passkeys.sign_in, name="sign_in_passkey"),
    path("embed/sign-in/passkey/new", passkeys.new, name="sign_in_passkey_new"),
    path("embed/sign-in/passkey/change", passkeys.change, name="sign_in_passkey_change"),
]
