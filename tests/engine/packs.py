"""Small packs for tests, written inline: enough of a language to show a rule, and nothing more."""

from rejoinder.engine import PackSet
from rejoinder.engine.lang.pack import Pack
from rejoinder.engine.lang.validate import read_lexicon, read_lists, read_patterns

LEXICON_HEAD = "term\tlabel\tscore\taim\tscope\tnote\n"
PATTERN_HEAD = "pattern\tlabel\tscore\tnote\n"

ENGLISH_LEXICON = """\
damnword*\tprofanity\t0.9\talways\tany\t
bumword\tvulgarity\t0.9\talways\town\t
clodpole*\tpersonal_attack\t0.9\tperson\tany\t
scum of the pond\tpersonal_attack\t0.9\talways\tany\t
smelly\tracism\t0.9\tgroup\town\t
"""
ENGLISH_LISTS = """\
you: [you, your, yourself]
you_are: [you are, you're, youre]
i: [i, me, my]
we: [we, us, our]
they: [he, she, they, them, him]
they_are: [he is, she is, they are]
be: [is, are, was, you're]
i_will: [i will, we will, i'll]
person_nouns: [reporter, woman, man]
negation: [not, never, nobody, no, don't]
reporting: [called, said, calling, says]
condemn: [disgusting, shameful, unacceptable]
condemn_violence: [violence is never the answer]
harm: [kill, burn]
groups_racism: [martians, venusians]
never: [damnwordham]
idioms_harmless: [kill time]
publisher_words: [newspaper, reporting, headline]
journalism_criticism: [biased, clickbait]
promo_commercial: [buy now]
promo_personal: [follow me]
promo_call: [follow, subscribe]
promo_place: [channel, page]
contact: [call me, whatsapp me]
constructive: [because, for example]
source_words: [study]
"""
ENGLISH_PATTERNS = """\
<i_will> .. <harm> <you>\tthreat\t0.95\t
<you_are> .. (clodpole*|cabbage)\tpersonal_attack\t0.9\t
(go|please) (and)? <harm> <you>\tthreat\t0.9\t
"""


def make_pack(code: str, lexicon: str = "", lists: str = "{}", patterns: str = "", **pieces: tuple[str, ...]) -> Pack:
    """A pack out of rows without their heads; fails when a row has a problem."""
    terms, problems = read_lexicon(LEXICON_HEAD + lexicon, "lexicon.tsv")
    named, found, list_problems = read_lists(lists, "lists.yaml")
    rows, pattern_problems = read_patterns(PATTERN_HEAD + patterns, "patterns.tsv", named)
    assert not (*problems, *list_problems, *pattern_problems)
    return Pack(code, terms, named, rows, **{**found, **pieces}, digest=f"digest-{code}")


def english() -> PackSet:
    """The English test pack alone."""
    return PackSet([make_pack("en", ENGLISH_LEXICON, ENGLISH_LISTS, ENGLISH_PATTERNS)])
