"""What published files are called, and what HTTP calls them."""

from typing import Final

CONTENT_TYPES: Final = {
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "atom": "application/atom+xml; charset=utf-8",
}
ENCODING_NAMES: Final = {"br": "br", "gz": "gzip"}
"""How HTTP calls what store.ENCODINGS writes, the smaller first."""
HEAD: Final = "head.json"
PUBLISHED: Final = "published"
"""The folder of all sites' folders."""
