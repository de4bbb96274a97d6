"""Short sentences about a group: friendly, plain and hostile ones that share most of their words.

The data sets hold few short sentences that name a group and mean no harm, so a classifier learns that naming one is
the harm. Here the predicate alone tells: short/<lang>.yaml lists the sentences, the groups are the vocabulary's.
``{}`` takes a group in the file's form, ``{sg}`` in the form of that name. A kind with ``words`` of its own speaks of
those instead: hard words on things harm nobody, the same words on a person do. ``[label]`` adds a label.
"""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any, Final

import yaml

from training.contrast import expand, inflect
from training.contrast.schema import Split, states

HERE: Final = Path(__file__).parent / "short"
EACH: Final[dict[Split, int]] = {"train": 9, "test": 4}
"""Groups that each sentence is said of."""
HOSTILE: Final = frozenset({"toxicity", "identity_abuse"})
HARM: Final = {
    "hostile": HOSTILE,
    "threat": HOSTILE | {"threat"},
    "person": frozenset({"toxicity", "personal_attack"}),
}
"""Labels of the kinds that do harm; a group adds its own."""


def _spoken_of(lang: str, split: Split, form: str, kind: dict[str, Any]) -> tuple[expand.Word, ...]:
    if "words" not in kind:
        return expand.vocabulary(lang, split)["group"]
    return tuple(expand.Word({form: word.strip()}, frozenset()) for word in kind["words"][split].split(";"))


def rows(lang: str, split: Split) -> Iterator[dict[str, Any]]:
    """Rows of one language as generate.rows gives them; none where the language has no file."""
    path = HERE / f"{lang}.yaml"
    if not path.exists():
        return
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    for kind, halves in content["kind"].items():
        groups = _spoken_of(lang, split, content["form"], halves)
        for number, listed in enumerate(halves[split].splitlines()):
            rng = Random(f"{lang} {split} short {kind} {number}")  # noqa: S311
            named = expand.OVERRIDE.match(listed)
            more, line = (named[1].split(), listed[named.end() :]) if named else ([], listed)
            for group in rng.sample(groups, min(EACH[split], len(groups))):
                text = inflect.capital(
                    inflect.tidy(line.format(group.forms[content["form"]], **group.forms), lang), lang
                )
                text = text.removesuffix(".") if rng.random() < 0.3 else text
                text = inflect.lower(text, lang) if rng.random() < 0.15 else text
                labels = HARM[kind] | group.tags if kind in HARM else frozenset()
                yield {
                    "id": f"{lang}-{split}-short_{kind}-{number:03d}-{groups.index(group):02d}",
                    "text": text,
                    "lang": lang,
                    "labels": states(frozenset(labels).union(more)),
                    "functionality": f"short_{kind}",
                    "split": split,
                }
