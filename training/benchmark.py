"""Rows for ``rejoinder bench-engine``: those that neither training nor calibration used, and harmful ones in disguise.

Run: ``python -m training.benchmark FOLDER``, with REJOINDER_DATA where there are labelled comments; without it the
contrast sets alone are written.
"""

import argparse
import gzip
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any, Final

from training.augment import ARABIZI, NEIGHBOURS
from training.contrast import generate, scripts, spelling
from training.contrast.schema import LANGUAGES
from training.data import CALIBRATION_OF_CONTRAST
from training.data import LANGUAGES as SERVED
from training.labelling import annotated
from training.places import DATA, chooser, fraction
from training.sources import names

Row = dict[str, Any]

DISGUISED: Final = 36
"""Harmful comments per language that are put into each disguise."""
NOT_HARMFUL: Final = frozenset({"constructive", "criticism_of_publisher"})

EMOJI: Final[Mapping[str, Mapping[str, str]]] = {
    "en": {"pig": "🐷", "pigs": "🐷", "dog": "🐶", "dogs": "🐶", "rat": "🐀", "rats": "🐀", "snake": "🐍", "ass": "🍑",
           "shit": "💩", "clown": "🤡", "kill": "🔪", "shoot": "🔫", "burn": "🔥", "dead": "💀", "vermin": "🐀"},
    "ar": {"كلب": "🐶", "كلاب": "🐶", "خنزير": "🐷", "خنازير": "🐷", "حمار": "🫏", "جرذان": "🐀", "خراء": "💩"},
    "tr": {"köpek": "🐶", "köpekler": "🐶", "domuz": "🐷", "eşek": "🫏", "yılan": "🐍", "bok": "💩", "palyaço": "🤡"},
    "fa": {"سگ": "🐶", "خوک": "🐷", "الاغ": "🫏", "خر": "🫏", "مار": "🐍", "موش": "🐀", "گه": "💩", "دلقک": "🤡"},
    "ckb": {"سەگ": "🐶", "بەراز": "🐷", "کەر": "🫏", "مار": "🐍", "مشک": "🐀", "گوو": "💩"},
    "kmr": {"kûçik": "🐶", "seg": "🐶", "beraz": "🐷", "ker": "🫏", "mar": "🐍", "mişk": "🐀", "gû": "💩"},
}  # fmt: skip
"""A list of its own, though what it holds is known to engine and training too: insults mostly have these pictures."""


def emoji(text: str, lang: str, rng: Random) -> str:
    """Emoji for the words that have one."""
    words = EMOJI.get(lang, {})
    return " ".join(words.get(word.lower(), word) for word in text.split(" "))


def keyboard(text: str, lang: str, rng: Random) -> str:
    """One letter of some words replaced by its neighbour on the keyboard."""

    def change(word: str) -> str:
        at = rng.randrange(1, len(word))
        row = next((keys for keys in NEIGHBOURS if word[at].lower() in keys), "")
        if not row:
            return word
        place = row.index(word[at].lower())
        return word[:at] + row[place - 1 if place else 1] + word[at + 1 :]

    return spelling._some(text, change, rng, 0.4)


def arabizi(text: str, lang: str, rng: Random) -> str:
    """Arabic in Latin letters and digits."""
    return "".join(ARABIZI.get(ch, ch) for ch in text)


def disguises(lang: str) -> Mapping[str, Callable[[str, str, Random], str]]:
    """Every way that makes sense in a language, by name."""
    ways = {**spelling.disguises(lang), **scripts.other_script(lang), "emoji": emoji, "keyboard": keyboard}
    return {**ways, "arabizi": arabizi} if lang == "ar" else ways


def contrast() -> Iterator[Row]:
    """The contrast sets' test half, without what calibration used."""
    for row in generate.rows(split="test"):
        if fraction(row["id"], "contrast") >= CALIBRATION_OF_CONTRAST:
            yield {**row, "source": f"contrast_{row['lang']}"}


def _plain_and_harmful(row: Row) -> bool:
    if row["functionality"].startswith(("disguise", "other_script", "latin", "arabic", "arabizi", "finglish")):
        return False
    return any(value >= 0.5 for head, value in row["labels"].items() if head not in NOT_HARMFUL)


def in_disguise() -> Iterator[Row]:
    """Harmful comments plain and in every disguise; what a disguise leaves as it was is not written."""
    plain = [row for row in contrast() if _plain_and_harmful(row)]
    for lang in LANGUAGES:
        harmful = [row for row in plain if row["lang"] == lang]
        harmful.sort(key=lambda row: fraction(row["id"], "disguised"))
        for name, way in disguises(lang).items():
            made = 0
            for row in harmful:
                text = way(row["text"], lang, chooser(row["id"], name))
                if text != row["text"] and made < DISGUISED:
                    made += 1
                    yield {**row, "id": f"{row['id']}-{name}", "text": text, "disguise": name, "of": row["id"]}


def real() -> Iterator[Row]:
    """Labelled comments that neither training nor calibration used; labels that people gave alone."""
    for name in names():
        with gzip.open(DATA / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
            for row in map(json.loads, file):
                if row["split"] == "train" or row["lang"] not in SERVED or fraction(row["id"], "calibration") < 0.5:
                    continue
                kept = {*annotated(row), *({"promotion"} & row["labels"].keys())}
                labels = {head: value for head, value in row["labels"].items() if head in kept}
                fields = ("id", "text", "lang", "source", "parent", "spans")
                yield {key: row[key] for key in fields if row.get(key) is not None} | {"labels": labels}


def _write(path: Path, rows: Iterable[Row]) -> int:
    lines = [json.dumps({**row, "split": "test"}, ensure_ascii=False) + "\n" for row in rows]
    with gzip.GzipFile(path, "wb", mtime=0) as file:
        file.writelines(line.encode() for line in lines)
    return len(lines)


def main() -> None:
    """Write the files into the folder, and say what is in them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    folder: Path = parser.parse_args().folder
    folder.mkdir(parents=True, exist_ok=True)
    ways: dict[str, Callable[[], Iterable[Row]]] = {"contrast": contrast, "disguised": in_disguise}
    if DATA.is_dir() and any(DATA.glob("*.jsonl.gz")):
        ways["real"] = real
    for name, way in ways.items():
        print(f"{name}: {_write(folder / f'{name}.jsonl.gz', way())} rows")  # noqa: T201


if __name__ == "__main__":
    main()
