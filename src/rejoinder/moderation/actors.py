"""Who stands on record where no moderator acted. Written in English; the desk says them in the reader's language."""

from typing import Final

COMMAND_LINE: Final = "command line"
BUILT_IN: Final = "built-in"
"""What an installation brings along: the first guidelines and policy of a site."""
NIGHT: Final = "every night"
"""The worker, training by night."""
READER: Final = "reader"
"""What a reader does; which reader is the comment's business."""
DEMO: Final = "demo"

NO_PERSON: Final = (COMMAND_LINE, BUILT_IN, NIGHT, READER, DEMO)
