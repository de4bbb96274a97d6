"""Pages as crawlers save them, from the parts in pages.yaml."""

from dataclasses import dataclass
from pathlib import Path

import yaml


@dataclass(frozen=True)
class Page:
    """The parts of one page, and what the rules on it are to give."""

    section: str
    title: str
    caption: str
    credit_line: str
    credit: str
    place: str
    paragraphs: tuple[str, ...]
    heading: str
    rules: tuple[str, ...]
    post: str
    furniture: tuple[str, ...]
    publisher: str

    def text(
        self, *, titled: bool = False, copies: int = 2, captioned: bool = True, ruled: bool = True, newline: str = "\n"
    ) -> str:
        """The page as plain text; every copy after the first lacks the opening paragraph, as crawls have it."""
        lines = [self.section]
        lines += [self.title] if titled else []
        lines += [f"{self.caption} {self.credit_line}"] if captioned else []
        lines += [self.furniture[0], *self.paragraphs]
        for _ in range(copies - 1):
            lines += self.paragraphs[1:]
        lines += self.furniture[1:]
        lines += [self.heading, *self.rules] if ruled else []
        lines += [self.post]
        return newline.join(lines) + newline


def _pages() -> dict[str, Page]:
    data = yaml.safe_load(Path(__file__).with_name("pages.yaml").read_text(encoding="utf-8"))
    return {
        language: Page(**{name: tuple(value) if isinstance(value, list) else value for name, value in parts.items()})
        for language, parts in data.items()
    }


PAGES = _pages()
EN, AR, CKB, KMR, TR, FA = (PAGES[language] for language in ("en", "ar", "ckb", "kmr", "tr", "fa"))
PROHIBITIONS = {
    *("profanity", "threats", "personal_attacks", "vulgarity", "abuse", "commercial_promotion", "personal_promotion"),
}
KINDS = {"sexism", "racism", "homophobia", "xenophobia"}
