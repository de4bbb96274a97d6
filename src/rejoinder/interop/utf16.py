"""Places in a text as JavaScript and Google count them: in UTF-16 code units."""


def utf16_length(text: str) -> int:
    """Length in UTF-16 code units; a lone surrogate counts as one."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def utf16_span(text: str, start: int, end: int) -> tuple[int, int]:
    """The code-point span ``text[start:end]`` in UTF-16 code units."""
    begin = utf16_length(text[:start])
    return begin, begin + utf16_length(text[start:end])
