"""What the engine's tests share: guidelines, a small English pack, and a way to assess with them."""

from collections.abc import Callable

import pytest

from rejoinder.engine import (
    CHECKS,
    Assessment,
    Budget,
    Context,
    Guideline,
    GuidelineSet,
    PackSet,
    Submission,
    assess,
)
from tests.engine.packs import english

ROCKETS_PARAGRAPHS = (
    "Fourteen rockets were fired at Erbil on Monday. One contractor was killed and nine people were wounded.",
    "The mayor said that whoever did this will burn in shame and that the city would not be frightened.",
)


LEXICAL = tuple(check for check in CHECKS if check.id != "classifier")
"""What inline packs put to the test; the classifier has tests of its own."""


@pytest.fixture
def guidelines() -> GuidelineSet:
    keys = ("profanity", "threats", "personal_attacks", "vulgarity")
    return GuidelineSet(
        "test-1",
        (
            Guideline("criticism_of_publisher", "welcome"),
            *(Guideline(key, "prohibition") for key in keys),
            Guideline("abuse", "prohibition", ("sexism", "racism", "homophobia", "xenophobia")),
            Guideline("promotion", "prohibition", ("commercial_promotion", "personal_promotion")),
        ),
    )


@pytest.fixture(scope="session")
def packs() -> PackSet:
    return english()


@pytest.fixture
def assess_text(guidelines: GuidelineSet, packs: PackSet) -> Callable[..., Assessment]:
    def run(text: str, context: Context | None = None, **options: object) -> Assessment:
        options = {"packs": packs, "checks": LEXICAL, "budget": Budget(total_ms=60_000, check_ms=60_000)} | options
        submission = Submission("c1", text, "en")
        return assess(submission, guidelines=guidelines, context=context or Context(), **options)  # type: ignore[arg-type]

    return run
