"""What clients show of an account. We keep no counts of these calls, so every count is 0."""

import re
from datetime import datetime
from typing import Any, Final

from rejoinder.interop.akismet.requests import BadCall, Call

_COUNTS: Final = {"spam": 0, "ham": 0, "missed_spam": 0, "false_positives": 0}
_MONTH: Final = re.compile(r"[0-9]{4}-(?:0[1-9]|1[0-2])")
_NUMBER: Final = re.compile(r"[0-9]{1,9}")
_CSV_HEAD: Final = "Site,Total API Calls,Spam,Ham,Missed Spam,False Positives,Is Revoked"


def usage_limit(call: Call) -> dict[str, Any]:
    """No monthly limit."""
    answer: dict[str, Any] = {"limit": "none", "usage": 0, "percentage": "0", "throttled": False}
    if call["extended"] == "true":
        answer |= {"notice_level": "NOTICE_NONE", "upgrade": False}
    return answer


def key_sites(call: Call, now: datetime) -> dict[str, Any] | str:
    """Activity by site in one month, which is none that we kept: JSON, or text where CSV is asked for."""
    month = call["month"] or f"{now:%Y-%m}"
    if not _MONTH.fullmatch(month):
        raise BadCall("The month should be such as 2026-11.")
    if call["format"] == "csv":
        return f"Active sites in {month}\n{_CSV_HEAD}\n"
    return {month: [], "limit": _number(call["limit"], 500), "offset": _number(call["offset"], 0), "total": 0}


def stats() -> dict[str, Any]:
    """For the WordPress plugin's dashboard."""
    return {**_COUNTS, "accuracy": 100, "time_saved": 0, "breakdown": {}}


def subscription(call: Call) -> dict[str, Any]:
    """For the WordPress plugin's dashboard: one active account, the site's."""
    return {
        "account_id": call.site.pk,
        "account_type": "rejoinder",
        "account_name": call.site.name,
        "status": "active",
        "next_billing_date": False,
        "limit_reached": False,
    }


def _number(text: str, default: int) -> int:
    return int(text) if _NUMBER.fullmatch(text) else default
