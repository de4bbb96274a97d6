"""From the rules a page states to a guideline set a person can accept, change or drop."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from rejoinder.engine.guidelines import Guideline, GuidelineRole, GuidelineSet, content_version, default_guidelines
from rejoinder.intake.clauses import Clause, list_clauses, names
from rejoinder.intake.folding import folded
from rejoinder.intake.furniture import ends_as_sentence
from rejoinder.intake.model import shortened
from rejoinder.intake.sentences import sentences
from rejoinder.intake.tables import Patterns, Table, tables

HEADING_WORDS: Final = 6
"""A line of at most so many words that ends as no sentence does is the heading over the rules."""
LIST_WORDS: Final = 12
"""A sentence no longer than this that names something forbidden forbids it: ``No threats, please.``"""
NOT_NAMES: Final = frozenset(
    map(folded, ("we", "us", "our site", "this site", "the site", "our", "all", "ئێمە", "ما", "em", "biz"))
)
"""What stands where a publisher's name might and is none."""
OTHER_REJECTION: Final = {
    "en": "Your comment was not published because it does not meet this rule: {words}",
    "ar": "لم يُنشر تعليقكم لأنه لا يلتزم بهذه القاعدة: {words}",
    "ckb": "لێدوانەکەتان بڵاو نەکرایەوە، چونکە لەگەڵ ئەم ڕێنماییە ناگونجێت: {words}",
    "kmr": "Şîroveya we nehat weşandin, ji ber ku li gorî vê rêbazê nîne: {words}",
    "tr": "Yorumunuz şu kurala uymadığı için yayımlanmadı: {words}",
    "fa": "دیدگاه شما منتشر نشد، چون با این قاعده سازگار نیست: {words}",
}


def propose_guidelines(rules: Sequence[str], *, language: str = "en", source: str = "page") -> GuidelineSet | None:
    """The guidelines a page's rules amount to, each with the words it rests on; None where they amount to none.

    Only what the page names is proposed. What is not recognised comes as ``other_1``, ``other_2`` … so that a person
    sees it. ``language``: the article's; the rules may be in another.
    """
    stated = sentences(rules)
    best: _Proposal | None = None
    for table in sorted(tables(), key=lambda table: table.language != language):
        proposal = _Proposal(table)
        proposal.read(stated)
        if proposal.known and (best is None or len(proposal.known) > len(best.known)):
            best = proposal
    if best is None:
        return None
    guidelines = best.guidelines()
    publisher = tuple(best.publisher_names)
    return GuidelineSet(content_version(guidelines, publisher), guidelines, source, publisher)


class _Proposal:
    """What the rules say when they are read with one language's table."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.known: dict[str, list[str]] = {}
        """Words by guideline key, as the page has them."""
        self.kinds: list[str] = []
        self.others: list[tuple[GuidelineRole, str]] = []
        self.publisher_names: list[str] = []

    def read(self, stated: Sequence[str]) -> None:
        """Sorts every sentence; one that says two things counts for both."""
        for sentence in stated:
            self._name_publisher(sentence)
            if not self._forbids(sentence) and not self._states(sentence) and not self._is_frame(sentence):
                self.others.append(("procedure", sentence))

    def guidelines(self) -> tuple[Guideline, ...]:
        """Welcomes, prohibitions, procedure; within each in the page's order, what was not recognised last."""
        built_in = default_guidelines()
        proposed: list[Guideline] = []
        for key, words in self.known.items():
            guideline = built_in.get(key)
            if guideline is not None:
                kinds = tuple(self.kinds) if key == "abuse" else ()
                proposed.append(replace(guideline, kinds=kinds, words=" ".join(words)))
        for number, (role, text) in enumerate(self.others, start=1):
            proposed.append(self._other(f"other_{number}", role, text))
        order = ("welcome", "prohibition", "procedure")
        return tuple(sorted(proposed, key=lambda guideline: order.index(guideline.role)))

    def _forbids(self, sentence: str) -> bool:
        table, text = self.table, folded(sentence)
        refuses = _any(table.intro, text) or _any(table.procedure["rejected_if_not_met"], text)
        if not names(text, table):
            return False
        if not refuses and len(sentence.split()) > LIST_WORDS:
            return False
        for clause in list_clauses(sentence, table):
            self._take(clause)
        return True

    def _take(self, clause: Clause) -> None:
        if not clause.keys:
            self.others.append(("prohibition", clause.words))
        for key in clause.keys:
            self._note(key, clause.words)
        self.kinds.extend(kind for kind in clause.kinds if kind not in self.kinds)

    def _states(self, sentence: str) -> bool:
        table, text = self.table, folded(sentence)
        keys = [key for key, patterns in table.welcomes.items() if _any(patterns, text)]
        if _any(table.procedure["never_edited"], text):
            keys.append("never_edited")
        elif _any(table.procedure["rejected_if_not_met"], text):
            keys.append("rejected_if_not_met")
        for key in keys:
            self._note(key, sentence)
        return bool(keys)

    def _is_frame(self, sentence: str) -> bool:
        """What stands around the rules and asks for none: who moderates, a heading, ``the following:``."""
        text = folded(sentence)
        if self.table.comment.search(text) and _any(self.table.moderates, text):
            return True
        if sentence.endswith(":"):
            return True
        return len(sentence.split()) <= HEADING_WORDS and not ends_as_sentence(sentence)

    def _note(self, key: str, words: str) -> None:
        stated = self.known.setdefault(key, [])
        if words not in stated:
            stated.append(words)

    def _name_publisher(self, sentence: str) -> None:
        for pattern in self.table.publisher:
            found = pattern.search(sentence)
            name = found["name"].strip(" «»\"“”'،,") if found else ""
            if name and folded(name) not in NOT_NAMES and name not in self.publisher_names:
                self.publisher_names.append(name)

    def _other(self, key: str, role: GuidelineRole, words: str) -> Guideline:
        language = self.table.language
        rejection = {language: OTHER_REJECTION[language].format(words=words)} if role == "prohibition" else {}
        return Guideline(
            key, role, title={language: shortened(words)}, text={language: words}, rejection=rejection, words=words
        )


def _any(patterns: Patterns, text: str) -> bool:
    return any(pattern.search(text) for pattern in patterns)
