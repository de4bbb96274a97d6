"""The guideline set Rejoinder ships with."""

from functools import cache
from importlib.resources import files
from typing import Final

from rejoinder.engine.errors import MissingResource
from rejoinder.engine.guidelines.loading import parse_guidelines
from rejoinder.engine.guidelines.model import GuidelineSet

FILE: Final = "builtin.yaml"


@cache
def default_guidelines() -> GuidelineSet:
    """The set a new site begins with, in ar, ckb, de, en, fa, fr, kmr and tr; ``source`` is ``built-in``.

    Raises:
        MissingResource: its file is gone from the installation.
    """
    try:
        content = (files(__package__) / FILE).read_bytes()
    except OSError as error:
        raise MissingResource(FILE) from error
    return parse_guidelines(content, name=FILE)
