"""Comments assessed a second on one core: the engine whole, and what others run.

A word list (better-profanity), and a BERT of 110 million parameters in fp32 as users of Detoxify run it (weights
random: speed only).

Run: ``make bench``; with BERT: ``python -m benchmarks.assessment --torch PYTHON``, a Python that has torch.
"""

import argparse
import json
import subprocess
import sys
import time
from typing import Final

from benchmarks import measured, peers
from benchmarks.measured import Table
from rejoinder.engine import Policy, Submission, assess, default_guidelines, recommend, warm_up

ROUNDS: Final = 3
COUNT: Final = 64
SENTENCES: Final = (
    "Thank you for this careful report about the pumping station.",
    "You are a stupid liar and everybody in the council knows it.",
    "I would like to know who guards the stations at night, and what it costs.",
    "They should all go back to where they came from.",
    "Buy the best filters at our shop, thirty percent off today only!",
    "The minister said he would kill the project; good, it was a waste of money.",
)
_WORDS: Final = """
import json, sys, time
from better_profanity import profanity
texts = json.load(sys.stdin)
profanity.contains_profanity(texts[0])
began = time.process_time()
for text in texts:
    profanity.contains_profanity(text)
print(len(texts) / (time.process_time() - began))
"""
_BERT: Final = """
import json, sys, time, torch
torch.set_num_threads(1)
texts, size = json.load(sys.stdin), int(sys.argv[1])
layer = torch.nn.TransformerEncoderLayer(768, 12, 3072, activation="gelu", batch_first=True)
model = torch.nn.Sequential(torch.nn.Embedding(30522, 768), torch.nn.TransformerEncoder(layer, 12)).eval()
# A word piece is 4.5 characters of English on average.
lengths = [max(4, round(len(text) / 4.5) + 2) for text in texts]
with torch.inference_mode():
    model(torch.zeros(1, 8, dtype=torch.long))
    began = time.process_time()
    for first in range(0, len(texts), size):
        batch = lengths[first : first + size]
        model(torch.zeros(len(batch), max(batch), dtype=torch.long))
print(len(texts) / (time.process_time() - began))
"""


def main(torch: str, rounds: int) -> None:
    """Measures and writes the report."""
    texts = [" ".join(SENTENCES[(n + k) % len(SENTENCES)] for k in range(1 + n % 3)) for n in range(COUNT)]
    warm_up()
    table = Table("One core", "Comments a second of processor time; 60 to 190 characters each.", "BERT, batch 1")
    sides = {"Rejoinder, whole engine": lambda: _ours(texts)}
    python = str(peers.peers_python())
    sides["better-profanity, words only"] = lambda: _theirs([python, "-c", _WORDS], texts)
    if torch:
        for size in (1, 32):
            sides[f"BERT, batch {size}"] = lambda size=size: _theirs([torch, "-c", _BERT, str(size)], texts)
    for _ in range(rounds):
        for side, measure in sides.items():
            table.add(side, per_second=measure())
    note = (
        "The engine reads a comment with every check in all its languages, gives scores for each guideline and the "
        "words they rest on, and recommends. It takes comments one by one: batches of unequal lengths cost more in "
        "padding than they save."
    )
    measured.write("assessment", [table], note)


def _ours(texts: list[str]) -> float:
    guidelines, policy = default_guidelines(), Policy()
    began = time.process_time()
    for text in texts:
        recommend(assess(Submission("1", text), guidelines=guidelines), policy=policy, guidelines=guidelines)
    return len(texts) / (time.process_time() - began)


def _theirs(command: list[str], texts: list[str]) -> float:
    ended = subprocess.run(command, input=json.dumps(texts), capture_output=True, text=True, check=True)
    return float(ended.stdout)


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--torch", default="", help="a Python that has torch")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    chosen = parser.parse_args(sys.argv[1:])
    main(chosen.torch, chosen.rounds)
