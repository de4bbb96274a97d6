"""Addresses of the drop-in endpoints, as their protocols write them."""

import re

from django.urls import re_path

from rejoinder.interop.akismet import views as akismet
from rejoinder.interop.coral import views as coral
from rejoinder.interop.openai import views as openai
from rejoinder.interop.perspective import views as perspective

app_name = "interop"

_AKISMET = "|".join(map(re.escape, akismet.ANSWERS))

urlpatterns = [
    # A slash at the end is forgiven: who is answered 404 publishes.
    # Without the folder too: clients with the address built in reach us by a name in the operator's own network.
    re_path(r"^(?:perspective/)?v1alpha1/comments(?::|%3A)(?P<method>\w+)/?$", perspective.call, name="perspective"),
    re_path(r"^(?:perspective/)?batch/?$", perspective.batch, name="perspective_batch"),
    re_path(r"^(?P<root>perspective/|)\$discovery/rest/?$", perspective.discovery, name="perspective_discovery"),
    re_path(r"^perspective/", perspective.nothing),
    re_path(r"^coral/moderate/?$", coral.moderate, name="coral"),
    re_path(r"^v1/moderations/?$", openai.moderations, name="openai"),
    re_path(r"^moderations/?$", openai.moderations, name="openai_unversioned"),
    # Without the folder too: clients that put the key into the host name can't write one.
    re_path(rf"^(?:akismet/)?1\.[12]/(?P<call>{_AKISMET})/?$", akismet.answer, name="akismet"),
]
