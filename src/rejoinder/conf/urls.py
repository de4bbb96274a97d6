"""All addresses."""

from django.urls import include, path

from rejoinder.api.api import api
from rejoinder.conf.health import healthz, readyz

urlpatterns = [
    path("", include("rejoinder.widget.urls")),
    path("embed/v1/", include("rejoinder.widget.embed.urls")),
    path("desk/", include("rejoinder.desk.urls")),
    path("accounts/", include("rejoinder.accounts.urls")),
    path("api/v1/", api.urls),
    path("", include("rejoinder.interop.urls")),
    path("healthz", healthz),
    path("readyz", readyz),
]

handler400 = "rejoinder.conf.failures.bad_request"
handler403 = "rejoinder.conf.failures.permission_denied"
handler404 = "rejoinder.conf.failures.not_found"
handler500 = "rejoinder.conf.failures.server_error"
