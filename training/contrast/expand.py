"""Templates and vocabularies, read from YAML and filled in.

templates/<lang>.yaml: functionality -> {labels, train, test}, ``bare: true`` where no sentence may be put around it,
and ``weight: 2`` where twice as many rows are wanted. ``train`` and ``test`` are blocks of one template a line.
A line may start with ``[label label]`` to replace the functionality's labels; ``parent >>> reply`` makes a reply.
``{slot}`` takes a word; ``{slot2}`` another one of the same slot; ``{slot/tag}`` only words under that tag;
``{slot.form}`` the form of that name, ``{Slot}`` the word with a capital. ``+slot`` among the labels adds the tag of
the word that was taken.

vocab/<lang>.yaml: slot -> {forms, train, test}; words are parted by ``;`` and their forms by ``|``, and may be grouped
under tags (one label, or several parted by a space).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, Final

import yaml

from training.contrast import inflect
from training.contrast.schema import Split

HERE: Final = Path(__file__).parent
SLOT: Final = re.compile(r"\{([A-Za-z][a-z_]*?)(\d?)(?:/([a-z_]+))?(?:\.([a-z_]+))?\}")
OVERRIDE: Final = re.compile(r"^\[([^\]]*)\]\s*")
NO_LETTER: Final = re.compile(r"\W+")
REPEATS: Final = 3
"""How often one filled template may come back under another opening or closing sentence."""


@dataclass(frozen=True, slots=True)
class Word:
    forms: Mapping[str, str]
    tags: frozenset[str]


@dataclass(frozen=True, slots=True)
class Template:
    functionality: str
    text: str
    parent: str | None
    labels: frozenset[str]
    tagged: frozenset[str]
    """Slots whose word adds its tag to the labels."""
    bare: bool
    """Stands alone, without a sentence before or after it."""


@dataclass(frozen=True, slots=True)
class Filled:
    functionality: str
    text: str
    parent: str | None
    labels: frozenset[str]


def _load(path: Path) -> dict[str, Any]:
    with path.open(encoding="utf-8") as file:
        data = yaml.safe_load(file)
    if not isinstance(data, dict):
        raise ValueError(f"{path.name}: a mapping was expected")
    return data


def _words(section: str | Mapping[str, str], names: list[str]) -> tuple[Word, ...]:
    groups = section if isinstance(section, Mapping) else {"": section}
    words = []
    for tag, listed in groups.items():
        for entry in filter(None, (part.strip() for part in listed.replace("\n", ";").split(";"))):
            forms = [form.strip() for form in entry.split("|")]
            if len(forms) != len(names):
                raise ValueError(f"{entry!r} has {len(forms)} forms, not {len(names)}")
            words.append(Word(dict(zip(names, forms, strict=True)), frozenset(tag.split())))
    return tuple(words)


@cache
def vocabulary(lang: str, split: Split) -> dict[str, tuple[Word, ...]]:
    """Slot -> words of that half, in the order of the file."""
    slots = _load(HERE / "vocab" / f"{lang}.yaml")
    return {name: _words(slot[split], str(slot.get("forms", "base")).split()) for name, slot in slots.items()}


def _template(functionality: str, line: str, body: Mapping[str, Any]) -> Template:
    labels = body.get("labels") or ""
    override = OVERRIDE.match(line)
    if override:
        labels, line = override[1], line[override.end() :]
    parent, arrow, text = line.rpartition(" >>> ")
    named = labels.split()
    return Template(
        functionality,
        text,
        parent if arrow else None,
        frozenset(n for n in named if not n.startswith("+")),
        frozenset(n[1:] for n in named if n.startswith("+")),
        bool(arrow) or bool(body.get("bare")),
    )


@cache
def weights(lang: str) -> dict[str, int]:
    """Functionality -> how many shares of the rows it gets, in the order of the file."""
    return {name: int(body.get("weight", 1)) for name, body in _load(HERE / "templates" / f"{lang}.yaml").items()}


@cache
def templates(lang: str, split: Split) -> dict[str, tuple[Template, ...]]:
    """Functionality -> its templates of that half, in the order of the file."""
    return {
        name: tuple(_template(name, line.strip(), body) for line in body[split].splitlines() if line)
        for name, body in _load(HERE / "templates" / f"{lang}.yaml").items()
    }


def _choose(fit: list[Word], rng: Random) -> Word:
    """Any word, or (three times in five) a tag first, so that small groups of words come up as well."""
    tags = sorted({" ".join(sorted(word.tags)) for word in fit})
    if len(tags) > 1 and rng.random() < 0.6:
        tag = rng.choice(tags)
        fit = [word for word in fit if " ".join(sorted(word.tags)) == tag]
    return rng.choice(fit)


def _fill(template: Template, lang: str, words: Mapping[str, tuple[Word, ...]], rng: Random) -> Filled:
    taken: dict[str, Word] = {}

    def put(found: re.Match[str]) -> str:
        named, number, tag, form = found.groups()
        slot = named.lower()
        if slot + number not in taken:
            used = [word for key, word in taken.items() if key.rstrip("0123456789") == slot]
            fit = [w for w in words[slot] if w not in used and (not tag or tag in w.tags)]
            if not fit:
                raise ValueError(f"{lang} {template.functionality}: no word left for {found[0]}")
            taken[slot + number] = _choose(fit, rng)
        word = inflect.form(taken[slot + number].forms, form, lang)
        return word if named == slot else inflect.capital(word, lang)

    text = inflect.tidy(SLOT.sub(put, template.text), lang)
    parent = None if template.parent is None else SLOT.sub(put, template.parent)
    labels = set(template.labels)
    for key, word in taken.items():
        if key.rstrip("0123456789") in template.tagged:
            labels |= word.tags
    return Filled(template.functionality, text, parent, frozenset(labels))


def _say(core: str, lang: str, words: Mapping[str, tuple[Word, ...]], rng: Random, *, alone: bool) -> str:
    """The sentence as somebody would post it: with or without a neutral sentence around it, tidy or hasty."""
    core = inflect.capital(core, lang)
    dice = 0.5 if alone else rng.random()
    if dice < 0.25:
        core = f"{rng.choice(words['opener']).forms['base']} {core}"
    if dice > 0.72 or dice < 0.05:
        core = f"{core} {rng.choice(words['closer']).forms['base']}"
    if core.endswith(".") and not core.endswith("..") and rng.random() < 0.35:
        core = core[:-1] + rng.choice(("", "", "", "!", "...", " .."))
    return inflect.lower(core, lang) if rng.random() < 0.15 else core


def fill(lang: str, split: Split, functionality: str, quota: int) -> Iterator[Filled]:
    """About ``quota`` different texts of a functionality, spread evenly over its templates."""
    words, listed = vocabulary(lang, split), templates(lang, split)[functionality]
    seen: set[tuple[str | None, str]] = set()
    for number, template in enumerate(listed):
        rng = Random(f"{lang} {split} {functionality} {number}")  # noqa: S311
        share = quota * (number + 1) // len(listed) - quota * number // len(listed)
        cores: dict[str, int] = {}
        for _ in range(share * 6):
            if share == 0:
                break
            core = _fill(template, lang, words, rng)
            if cores.get(core.text + (core.parent or ""), 0) >= REPEATS:
                continue
            text = _say(core.text, lang, words, rng, alone=template.bare)
            key = (core.parent, NO_LETTER.sub("", text).lower())
            if key in seen:
                continue
            seen.add(key)
            cores[core.text + (core.parent or "")] = cores.get(core.text + (core.parent or ""), 0) + 1
            share -= 1
            yield Filled(functionality, text, core.parent, core.labels)
