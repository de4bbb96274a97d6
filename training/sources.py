"""Reading the labelled comments: which sources, under which licences."""

import gzip
import json
from collections.abc import Iterator
from typing import Any, Final

from training.places import DATA

Row = dict[str, Any]

NOT_SHIPPABLE: Final = ("GPL", "CC-BY-SA")
"""Licences on labels and texts that might bind the weights; rows under them are left out.

Wikipedia's own text (CC BY-SA) under annotations that are free stays; the card says so.
"""


def shippable(licence: str) -> bool:
    """Whether weights may be trained on rows under this licence and then shipped."""
    return not licence.startswith(NOT_SHIPPABLE)


def names() -> list[str]:
    """All sources, sorted. Raises FileNotFoundError where there is no data."""
    found = sorted(path.name.removesuffix(".jsonl.gz") for path in DATA.glob("*.jsonl.gz"))
    if not found:
        raise FileNotFoundError(f"no <source>.jsonl.gz in {DATA}; set REJOINDER_DATA")
    return found


def raw_rows() -> Iterator[Row]:
    """Every row that may be trained on, source by source."""
    for name in names():
        with gzip.open(DATA / f"{name}.jsonl.gz", "rt", encoding="utf-8") as file:
            for line in file:
                row: Row = json.loads(line)
                if not shippable(row["license"]):
                    break
                yield row
