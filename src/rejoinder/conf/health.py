"""Is the process alive; is the installation ready to take and assess comments."""

from datetime import timedelta
from typing import Final

from django.db import Error as DatabaseFailure
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone

from rejoinder.engine import EngineError, warm_up
from rejoinder.moderation.models import WorkerBeat

BEAT_LIMIT: Final = timedelta(seconds=20)


def healthz(request: HttpRequest) -> HttpResponse:
    """200 while the process answers."""
    return JsonResponse({"status": "ok"})


def readyz(request: HttpRequest) -> HttpResponse:
    """200 when database, worker and engine are ready; else 503. Each part says how it stands."""
    parts = {"database": _database(), "worker": "unknown", "model": _engine()}
    if parts["database"] == "ok":
        parts["worker"] = _worker()
    ready = all(state == "ok" for state in parts.values())
    return JsonResponse({"status": "ready" if ready else "not ready", **parts}, status=200 if ready else 503)


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseFailure:
        return "unreachable"
    return "ok"


def _worker() -> str:
    try:
        newest = WorkerBeat.objects.order_by("-seen_at").first()
    except DatabaseFailure:
        return "unknown: the database is not migrated"
    if newest is None or abs(timezone.now() - newest.seen_at) > BEAT_LIMIT:
        return "none running: start rejoinder worker"
    return "ok"


def _engine() -> str:
    try:
        warm_up()
    except EngineError as error:
        return error.code
    return "ok"
