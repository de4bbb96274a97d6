"""Google-shaped errors. Clients match substrings of the messages, so these are kept to the letter.

PerspectiveError
├── (one factory below per situation of the contract)
"""

from typing import Any, Final

TEXT_LIMIT_BYTES: Final = 20_480
_TYPE: Final = "type.googleapis.com/google.commentanalyzer.v1alpha1.Error"
_SERVICE: Final = "commentanalyzer.googleapis.com"


class PerspectiveError(Exception):
    """An answer other than 200: HTTP ``code``, Google ``status`` and ``details``."""

    def __init__(self, code: int, status: str, message: str, *details: dict[str, Any]) -> None:
        self.code, self.status, self.message, self.details = code, status, message, details
        self.retry_after_s: int | None = None
        super().__init__(status)

    def body(self) -> dict[str, Any]:
        """The envelope."""
        error: dict[str, Any] = {"code": self.code, "message": self.message, "status": self.status}
        if self.details:
            error["details"] = list(self.details)
        return {"error": error}


def invalid(message: str, error_type: str = "INVALID_REQUEST", **fields: Any) -> PerspectiveError:
    """400 with Perspective's own detail."""
    return PerspectiveError(400, "INVALID_ARGUMENT", message, {"@type": _TYPE, "errorType": error_type, **fields})


def bad_json(problem: str) -> PerspectiveError:
    """400: the body can't be read."""
    return PerspectiveError(400, "INVALID_ARGUMENT", f"Invalid JSON payload received. {problem}")


def unknown_field(name: str) -> PerspectiveError:
    """400, in strict mode alone: Google's platform refuses a field that it doesn't know."""
    problem = f'Unknown name "{name}": Cannot find field.'
    violation = {"@type": "type.googleapis.com/google.rpc.BadRequest", "fieldViolations": [{"description": problem}]}
    return PerspectiveError(400, "INVALID_ARGUMENT", f"Invalid JSON payload received. {problem}", violation)


def too_long(size: int) -> PerspectiveError:
    """400: more bytes than Perspective takes."""
    return invalid(
        f"Comment text was too many bytes. Value ({size}) exceeded limit ({TEXT_LIMIT_BYTES}).", "COMMENT_TOO_LONG"
    )


def language_not_supported(attribute: str, detected: list[str], requested: list[str]) -> PerspectiveError:
    """400: the attribute has no honest answer in the language; the caller may drop it and call again."""
    languages = ",".join(requested or detected or ["und"])
    return invalid(
        f"Attribute {attribute} does not support request languages: {languages}",
        "LANGUAGE_NOT_SUPPORTED_BY_ATTRIBUTE",
        languageNotSupportedByAttributeError={
            "attribute": attribute,
            "detectedLanguages": detected,
            "requestedLanguages": requested,
        },
    )


def not_found(what: str = "Method not found.") -> PerspectiveError:
    """404: nothing is at this address, or not by this method."""
    return PerspectiveError(404, "NOT_FOUND", what)


def no_key() -> PerspectiveError:
    """403: no credential at all."""
    return PerspectiveError(
        403,
        "PERMISSION_DENIED",
        "Method doesn't allow unregistered callers (callers without established identity). "
        "Please use API Key or other form of API consumer identity to call this API.",
    )


def wrong_key() -> PerspectiveError:
    """400, as Google answers a key it doesn't know."""
    return PerspectiveError(
        400,
        "INVALID_ARGUMENT",
        "API key not valid. Please pass a valid API key.",
        {
            "@type": "type.googleapis.com/google.rpc.ErrorInfo",
            "reason": "API_KEY_INVALID",
            "domain": "googleapis.com",
            "metadata": {"service": _SERVICE},
        },
    )


def quota(limit: int, retry_after_s: int) -> PerspectiveError:
    """429: the key has made its ``limit`` calls of this minute."""
    return _exhausted("requests", str(limit), retry_after_s)


def overloaded(retry_after_s: int) -> PerspectiveError:
    """429: more than this machine can answer in time."""
    return _exhausted("concurrent requests", "0", retry_after_s)


def _exhausted(what: str, limit: str, retry_after_s: int) -> PerspectiveError:
    metadata = {
        "quota_metric": f"{_SERVICE}/default_requests",
        "quota_limit": "DefaultRequestsPerMinutePerProject",
        "quota_limit_value": limit,
        "quota_location": "global",
        "service": _SERVICE,
        "consumer": "projects/rejoinder",
    }
    info = {"reason": "RATE_LIMIT_EXCEEDED", "domain": "googleapis.com", "metadata": metadata}
    links = [{"description": "REJOINDER_CALLS_PER_MINUTE sets it, on the server that you call."}]
    error = PerspectiveError(
        429,
        "RESOURCE_EXHAUSTED",
        f"Quota exceeded for quota metric 'Default {what}' and limit 'Default {what} per minute' of service "
        f"'{_SERVICE}' for consumer 'rejoinder'.",
        {"@type": "type.googleapis.com/google.rpc.ErrorInfo", **info},
        {"@type": "type.googleapis.com/google.rpc.Help", "links": links},
    )
    error.retry_after_s = retry_after_s
    return error


def unavailable() -> PerspectiveError:
    """503: a check failed or ran out of time. A number made up in its place would be worse than none."""
    return PerspectiveError(503, "UNAVAILABLE", "The comment could not be assessed.")
