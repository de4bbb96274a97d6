"""A text with words marked is the text, code point for code point, and the marks are where they should be."""

import html5lib
from hypothesis import given
from hypothesis import strategies as st

from rejoinder.publishing.verbatim import marked_html

TEXTS = st.text(
    st.one_of(st.sampled_from("<>&\"' \r\nا👍\u0301"), st.characters(exclude_categories=["Cs", "Cc"])), max_size=40
)
SPANS = st.lists(st.tuples(st.integers(-5, 45), st.integers(-5, 45)), max_size=5)


def read(html):
    """The element as a browser reads it."""
    return html5lib.parseFragment(f"<div>{html}</div>", namespaceHTMLElements=False)[0]


@given(TEXTS, SPANS)
def test_the_text_stays_what_it_is(text, spans):
    element = read(marked_html(text, spans))
    assert "".join(element.itertext()) == text.replace("\x00", "")
    assert {child.tag for child in element.iter()} <= {"div", "mark"}


@given(TEXTS, SPANS)
def test_what_is_marked_is_what_the_spans_cover(text, spans):
    covered = {at for start, end in spans for at in range(max(start, 0), min(end, len(text)))}
    marks = [mark.text for mark in read(marked_html(text, spans)).iter("mark")]
    assert "".join(marks) == "".join(text[at] for at in sorted(covered))


def test_words_before_and_after_are_escaped():
    assert marked_html("<b>bad</b>\r", [(3, 6), (4, 6)]) == "&lt;b&gt;<mark>bad</mark>&lt;/b&gt;&#13;"
