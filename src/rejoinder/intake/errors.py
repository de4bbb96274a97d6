"""What intake raises.

    IntakeError
    ├── UnreadableSource   unreadable_source
    ├── NotText            not_text
    ├── BadEncoding        bad_encoding
    ├── TooLarge           too_large
    ├── NoArticleFound     no_article_found
    ├── FetchRefused       fetch_refused
    └── FetchFailed        fetch_failed

Problems in a CMS file are listed in ``rejoinder.engine.errors.BadFile`` (``bad_file``), as in guideline files.
The docstring of a class is its default message.
"""


class IntakeError(Exception):
    """The page could not be taken in."""

    code = "intake_error"

    def __init__(self, detail: str = "") -> None:
        self.detail = detail
        super().__init__(f"{self.__doc__} {detail}".strip())


class UnreadableSource(IntakeError):
    """The file can't be read."""

    code = "unreadable_source"


class NotText(IntakeError):
    """This is no page of text: no HTML, no JSON and no plain text."""

    code = "not_text"


class BadEncoding(IntakeError):
    """The page's bytes can't be read as text in any encoding it names or we know."""

    code = "bad_encoding"


class TooLarge(IntakeError):
    """The page is larger than the limit."""

    code = "too_large"


class NoArticleFound(IntakeError):
    """No article was found on the page."""

    code = "no_article_found"


class FetchRefused(IntakeError):
    """The address is not one Rejoinder fetches."""

    code = "fetch_refused"


class FetchFailed(IntakeError):
    """The page could not be fetched."""

    code = "fetch_failed"
