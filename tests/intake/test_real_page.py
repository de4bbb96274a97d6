"""The page the project began with. It is not ours to keep here, so this runs only where it lies beside the checkout."""

from pathlib import Path

import pytest

from rejoinder.intake import read_source

PAGE = Path(__file__).parents[3] / "shared" / "page" / "news-page.txt"
PROHIBITIONS = [
    *("profanity", "threats", "personal_attacks", "vulgarity", "abuse", "commercial_promotion", "personal_promotion"),
]


@pytest.mark.skipif(not PAGE.exists(), reason="the page lies outside the repository and is not there")
def test_the_real_page_comes_in_whole() -> None:
    taken = read_source(PAGE)
    article = taken.article
    assert (article.section, article.title, article.language) == ("Iraq", "", "en")
    assert [caption.credit for caption in article.captions] == ["Haidar Hamadani/ AFP"]
    assert article.dateline_place == "ERBIL, Kurdistan Region"
    assert len(article.paragraphs) == len(set(article.paragraphs)) == 14
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    assert list(article.paragraphs) == lines[2:16]
    assert article.label.endswith("…")

    proposed = taken.guidelines
    assert proposed is not None
    assert [guideline.key for guideline in proposed.prohibitions()] == PROHIBITIONS
    abuse = proposed.get("abuse")
    assert abuse is not None
    assert abuse.kinds == ("sexism", "racism", "homophobia", "xenophobia")
    assert {g.key for g in proposed.guidelines} - set(PROHIBITIONS) == {
        *("relevance", "discussion", "criticism_of_publisher", "rejected_if_not_met", "never_edited"),
    }
    assert proposed.publisher_names == ("Rudaw",)
    rules = " ".join(lines[lines.index("Comments") :])
    for guideline in proposed.guidelines:
        assert guideline.words
        assert all(part.strip() in rules for part in guideline.words.split(". "))
