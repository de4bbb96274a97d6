"""Stage ``vocabulary``: the pieces worth their place, and new ones for Sorani and emoji.

XLM-R's 250,002 pieces are cut to those that our languages use; XLM-R never read Sorani (4 pieces a word) and knows
few emoji. A new row is the mean of the rows of what it was spelled with before: its pieces, or for an emoji the
pieces of its Unicode name. Run: ``python -m training.vocabulary [--messages DIR …]``
"""

import argparse
import json
import unicodedata
from collections import Counter
from pathlib import Path
from typing import Final

import numpy as np
from tokenizers import Tokenizer, models, pre_tokenizers, trainers

from rejoinder.engine.models.normalise import normalise
from training import corpora
from training.places import WORK, logger
from training.sources import raw_rows

SPECIAL: Final = ("<s>", "<pad>", "</s>", "<unk>")
SORANI_PIECES: Final = 4000
BEST_NEW_SCORE: Final = -9.5
"""Log probability of the best new piece; above the sum of any two old pieces, below the frequent ones."""
EMOJI_SCORE: Final = -10.0
EMOJI_BLOCKS: Final = ((0x1F300, 0x1FAFF), (0x2600, 0x27BF), (0x1F100, 0x1F2FF), (0x2B00, 0x2BFF), (0x2190, 0x23FF))
MAX_PIECES: Final = 66000


def unigram(pieces: list[tuple[str, float]]) -> Tokenizer:
    """A tokenizer over pieces with scores; piece k has id k. Text must be normalised before."""
    tokenizer = Tokenizer(models.Unigram(pieces, unk_id=SPECIAL.index("<unk>"), byte_fallback=False))
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always", split=True)
    return tokenizer


def _always(piece: str) -> bool:
    """Single letters of our scripts, punctuation and symbols stay whatever was counted."""
    plain = piece.lstrip("▁")
    if len(plain) != 1:
        return not plain
    category, code = unicodedata.category(plain), ord(plain)
    ours = code < 0x250 or 0x370 <= code < 0x530 or 0x600 <= code < 0x780
    return (ours and normalise(plain) == plain) or category[0] in "PSN"


def emoji() -> list[str]:
    """Single code points shown as pictures, with a Unicode name."""
    every = (chr(code) for first, last in EMOJI_BLOCKS for code in range(first, last + 1))
    return [ch for ch in every if unicodedata.category(ch) == "So" and unicodedata.name(ch, "") and normalise(ch) == ch]


def count(whole: Tokenizer, messages: dict[str, list[str]]) -> Counter[int]:
    """How often each old piece is used; a word of a list counts once, like a rare word of running text."""
    counts: Counter[int] = Counter()
    lists = [*corpora.frequent(), *corpora.kurmanji(), *(text for texts in messages.values() for text in texts)]
    comments = (row["text"] for row in raw_rows() if row["split"] == "train")
    for texts in (lists, comments):
        batch = [normalise(text) for text in texts]
        for encoding in whole.encode_batch_fast(batch):
            counts.update(encoding.ids)
    return counts


def sorani_pieces(words: dict[str, int], known: set[str]) -> list[tuple[str, float]]:
    """Best new pieces by a unigram model of Sorani words, with scores on XLM-R's scale."""
    model = Tokenizer(models.Unigram())
    model.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    trainer = trainers.UnigramTrainer(
        vocab_size=SORANI_PIECES * 2, special_tokens=[], max_piece_length=10, show_progress=False
    )
    model.train_from_iterator((word for word, number in sorted(words.items()) for _ in range(number)), trainer)
    learned = json.loads(model.to_str())["model"]["vocab"]
    new = sorted(((score, piece) for piece, score in learned if piece not in known and len(piece) > 1), reverse=True)
    top = new[0][0]
    return [(piece, BEST_NEW_SCORE + (score - top) * 0.5) for score, piece in new[:SORANI_PIECES]]


def main() -> None:
    """Write ``vocabulary.json`` (pieces with scores), ``table.npy`` (their rows) and the number of old rows."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--messages", type=Path, nargs="*", default=[], help="folders with gettext catalogues to count")
    arguments = parser.parse_args()
    log = logger("vocabulary")
    pieces = [(piece, score) for piece, score in json.loads((WORK / "pieces.json").read_text(encoding="utf-8"))]
    whole = unigram(pieces)
    messages = corpora.catalogues(arguments.messages)
    words = corpora.sorani(messages.get("ckb", []))
    counts = count(whole, messages)
    for encoding in whole.encode_batch_fast(sorted(words)):
        counts.update(set(encoding.ids))
    always = {k for k, (piece, _) in enumerate(pieces[:-1]) if k < len(SPECIAL) or _always(piece)}
    ranked = [k for k, _ in sorted(counts.items(), key=lambda item: (-item[1], item[0])) if k not in always]
    kept = sorted(always | set(ranked[: MAX_PIECES - len(always)]))
    old = [pieces[k] for k in kept]
    known = {piece for piece, _ in old}
    new = sorani_pieces(words, known)
    names = {ch: unicodedata.name(ch).lower() for ch in emoji() if ch not in known}
    table = np.load(WORK / "words.npy", mmap_mode="r")
    parts = [*(piece.replace("▁", " ").strip() for piece, _ in new), *names.values()]
    trimmed = unigram(old)
    rows = [table[np.array(kept)[trimmed.encode(part).ids]].mean(axis=0) for part in parts]
    full = [*old, *new, *((ch, EMOJI_SCORE) for ch in names)]
    np.save(WORK / "table.npy", np.concatenate([table[kept], np.stack(rows)]).astype(np.float32))
    (WORK / "vocabulary.json").write_text(
        json.dumps({"old": len(old), "pieces": full}, ensure_ascii=False), encoding="utf-8"
    )
    unigram(full).save(str(WORK / "tokenizer.json"), pretty=False)
    log.info("%d old pieces (%d seen), %d Sorani, %d emoji", len(old), len(counts), len(new), len(names))


if __name__ == "__main__":
    main()
