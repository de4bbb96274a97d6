"""A guideline file read, or everything that is wrong with it."""

import re
from pathlib import Path
from typing import Final, get_args

import yaml

from rejoinder.engine.errors import BadFile, Problem
from rejoinder.engine.guidelines.model import Guideline, GuidelineRole, GuidelineSet, content_version
from rejoinder.engine.guidelines.nodes import Reader, suggestion
from rejoinder.engine.guidelines.spelling import near_built_in

LIMIT_BYTES: Final = 300_000
"""A longer file is no guideline file; the built-in one, in eight languages, has a tenth of that."""

ROLES: Final[tuple[GuidelineRole, ...]] = get_args(GuidelineRole)
SET_FIELDS: Final = ("version", "source", "language", "publisher_names", "guidelines")
GUIDELINE_FIELDS: Final = ("key", "role", "family", "kinds", "words", "title", "text", "rejection")
TEXTS: Final = ("title", "text", "rejection")
KEY: Final = re.compile(r"[a-z][a-z0-9_]{0,63}\Z")
LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*\Z")
"""A BCP 47 tag (RFC 5646), language in small letters first: ``en``, ``ckb``, ``pt-BR``."""


def load_guidelines(path: Path | str) -> GuidelineSet:
    """The guideline set in a YAML or JSON file.

    Raises:
        BadFile: with every problem in the file, each with its line, column and a hint where there is one.
    """
    path = Path(path)
    try:
        with path.open("rb") as file:
            content = file.read(LIMIT_BYTES + 1)
    except OSError as error:
        raise BadFile([Problem(str(path), f"The file can't be read: {error.strerror}.", code="unreadable")]) from error
    return parse_guidelines(content, name=str(path))


def parse_guidelines(content: bytes | str, *, name: str = "guidelines") -> GuidelineSet:
    """As ``load_guidelines``, from what a file or a form field holds; ``name`` is what problems call it."""
    text = _text(content, name)
    reader = Reader(name, text)
    root = _compose(text, name)
    if root is None:
        raise BadFile([Problem(name, "The file is empty.", hint="It needs 'guidelines:' and a list.", code="empty")])
    guidelines = _SetReader(reader).read(root)
    if reader.problems:
        raise BadFile(sorted(reader.problems, key=lambda problem: (problem.line or 0, problem.column or 0)))
    return guidelines


def _text(content: bytes | str, name: str) -> str:
    if len(content) > LIMIT_BYTES:
        raise BadFile([Problem(name, f"The file is longer than {LIMIT_BYTES:,} bytes.", code="too_large")])
    text = (content if isinstance(content, str) else _utf8(content, name)).removeprefix("\ufeff")
    # PyYAML knows no tab between tokens, which JSON allows; inside its strings JSON allows none.
    return text.replace("\t", " ") if text.lstrip().startswith(("{", "[")) else text


def _utf8(content: bytes, name: str) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        problem = Problem(name, "The file is not UTF-8.", line, None, "Save it as UTF-8.", code="not_utf8")
        raise BadFile([problem]) from error


def _compose(text: str, name: str) -> yaml.Node | None:
    try:
        return yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        raise BadFile([_syntax_problem(error, text, name)]) from error
    except yaml.reader.ReaderError as error:
        position = error.position if isinstance(error.position, int) else 0
        line = text.count("\n", 0, position) + 1
        message = "The file holds a character YAML does not allow (a control character)."
        raise BadFile([Problem(name, message, line, code="bad_text")]) from error
    except RecursionError as error:
        raise BadFile([Problem(name, "Lists or mappings are nested too deeply.", code="too_deep")]) from error


def _syntax_problem(error: yaml.MarkedYAMLError, text: str, name: str) -> Problem:
    mark = error.problem_mark or error.context_mark
    message = f"The file is not YAML: {error.problem or error.context}."
    if mark is None:
        return Problem(name, message, code="syntax")
    lines = text.split("\n")
    source = lines[mark.line].rstrip("\r") if mark.line < len(lines) else ""
    hint = "A text with ': ' or '#' in it, or one that begins with a sign, wants quotes around it."
    if "\t" in source:
        message, hint = "A tab stands here; YAML wants spaces.", "Set your editor to indent with spaces."
    return Problem(name, message, mark.line + 1, mark.column + 1, hint, source.replace("\t", " "), "syntax")


class _SetReader:
    """Reads the document's fields off its nodes."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.language = ""

    def read(self, root: yaml.Node) -> GuidelineSet:
        reader = self.reader
        fields = reader.fields(root, "A guideline file", SET_FIELDS)
        if "language" in fields:
            self.language = self._language(fields["language"][1])
        names: tuple[str, ...] = ()
        if "publisher_names" in fields:
            nodes = reader.items(fields["publisher_names"][1], "'publisher_names'")
            names = tuple(reader.string(node, "A publisher's name") for node in nodes)
        guidelines = self._guidelines(fields["guidelines"][1]) if "guidelines" in fields else ()
        if "guidelines" not in fields and isinstance(root, yaml.MappingNode):
            reader.note(root, "There is no 'guidelines'.", "Add 'guidelines:' and a list under it.", "missing_key")
        version = reader.string(fields["version"][1], "'version'") if "version" in fields else ""
        source = reader.string(fields["source"][1], "'source'", empty=True) if "source" in fields else reader.name
        return GuidelineSet(version or content_version(guidelines, names), guidelines, source, names)

    def _guidelines(self, node: yaml.Node) -> tuple[Guideline, ...]:
        seen: dict[str, int] = {}
        read: list[Guideline] = []
        for entry in self.reader.items(node, "'guidelines'"):
            guideline = self._guideline(entry)
            if guideline.key in seen:
                hint = f"The first begins in line {seen[guideline.key]}; one of them wants another key."
                self.reader.note(entry, f"Two guidelines have the key '{guideline.key}'.", hint, "duplicate")
            elif guideline.key:
                seen[guideline.key] = entry.start_mark.line + 1
            read.append(guideline)
        if not read and isinstance(node, yaml.SequenceNode):
            self.reader.note(node, "The list of guidelines is empty.", code="empty")
        return tuple(read)

    def _guideline(self, node: yaml.Node) -> Guideline:
        reader = self.reader
        values = {name: value for name, (_, value) in reader.fields(node, "A guideline", GUIDELINE_FIELDS).items()}
        for name in ("key", "role", "title", "text"):
            if name not in values and isinstance(node, yaml.MappingNode):
                reader.note(node, f"This guideline has no '{name}'.", code="missing_key")
        role = self._role(values["role"]) if "role" in values else None
        key = self._key(values["key"], "A key", meant=role in (None, "prohibition")) if "key" in values else ""
        kinds = reader.items(values["kinds"], "'kinds'") if "kinds" in values else ()
        known = len(reader.problems)
        texts: dict[str, dict[str, str]] = {}
        for name in TEXTS:
            if name in values:
                texts[name] = self._texts(values[name], name)
        if role is not None and len(reader.problems) == known:
            self._complete(node, role, texts)
        return Guideline(
            key,
            role or "welcome",
            tuple(self._key(kind, "A kind", meant=True) for kind in kinds),
            texts.get("title", {}),
            texts.get("text", {}),
            texts.get("rejection", {}),
            self._key(values["family"], "A family", meant=False) if "family" in values else "",
            reader.string(values["words"], "'words'", empty=True) if "words" in values else "",
        )

    def _role(self, node: yaml.Node) -> GuidelineRole | None:
        value = self.reader.string(node, "'role'")
        for role in ROLES:
            if role == value:
                return role
        if value:
            self.reader.note(node, f"There is no role '{value}'.", suggestion(value, ROLES), "unknown_role")
        return None

    def _key(self, node: yaml.Node, what: str, *, meant: bool) -> str:
        """``meant``: whether a key of ours, misspelt, would leave a guideline that no check ever speaks to."""
        key = self.reader.string(node, what)
        if not key:
            return ""
        if not KEY.match(key):
            hint = "Small letters a-z, digits and _ only, beginning with a letter, 64 at most."
            self.reader.note(node, f"'{key}' can't be a key.", hint, "bad_key")
            return ""
        near = near_built_in(key) if meant else None
        if near:
            hint = f"Did you mean '{near}'? For a rule of your own take a key less like it."
            self.reader.note(node, f"'{key}' is no key the checks know, but nearly one.", hint, "misspelt_key")
        return key

    def _language(self, node: yaml.Node) -> str:
        code = self.reader.string(node, "A language code")
        if code and not LANGUAGE.match(code):
            hint = "Write it as in HTML: en, ar, ckb, kmr, tr, fa, pt-BR."
            self.reader.note(node, f"'{code}' is no language code.", hint, "bad_language")
            return ""
        return code

    def _texts(self, node: yaml.Node, name: str) -> dict[str, str]:
        reader = self.reader
        if isinstance(node, yaml.ScalarNode):
            text = reader.string(node, f"'{name}'")
            if text and not self.language:
                hint = f"Write '{name}: {{en: …}}', or name the language once for all at the top: 'language: en'."
                reader.note(node, f"Which language is this '{name}' in?", hint, "no_language")
            return {self.language: text} if text and self.language else {}
        texts: dict[str, str] = {}
        for key_node, value in reader.fields(node, f"'{name}'").values():
            code = self._language(key_node)
            text = reader.string(value, f"'{name}' in '{code}'")
            if code and text:
                texts[code] = text
        return texts

    def _complete(self, node: yaml.Node, role: GuidelineRole, texts: dict[str, dict[str, str]]) -> None:
        """A guideline is whole in each language it is given in, so that no reader gets half of it."""
        if role == "prohibition" and "rejection" not in texts:
            hint = "Add the sentence its writer is sent: 'Your comment was not published because …'."
            self.reader.note(node, "This prohibition has no 'rejection'.", hint, "missing_key")
        elif role != "prohibition" and "rejection" in texts:
            self.reader.note(node, f"A {role} rejects nothing; it has no 'rejection'.", code="unknown_key")
        given = sorted({code for by_language in texts.values() for code in by_language})
        for name, by_language in texts.items():
            missing = [code for code in given if code not in by_language]
            if missing:
                self.reader.note(node, f"Its '{name}' is missing in: {', '.join(missing)}.", code="missing_text")
            elif not given:
                self.reader.note(node, f"Its '{name}' is given in no language.", code="missing_text")
