"""Stage ``train``: tune the encoder; stop, resume and rebuild the mixture at will.

The learning rate rises over the first samples and falls to zero at the wall-time budget or the number of samples,
whichever share is further. A checkpoint lies in ``<work>/checkpoint.pt``, written every few minutes and on SIGTERM;
a run finds it and goes on, on whatever mixture there is then. One thread, since two shared cores are often slower
than one (measured), or a GPU with ``--device cuda``. Run: ``python -m training.train --minutes 70 --samples 200000``
"""

import argparse
import contextlib
import json
import os
import signal
import time
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import torch
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from training.data import MIXTURE, read
from training.network import Network, from_base
from training.places import SEED, WORK, digest, logger
from training.stream import Batch, Position, Stream

CHECKPOINT: Final = "checkpoint.pt"
BEFORE: Final = "before.json"
"""Written by the stage restart: samples and minutes of the classifier that this run goes on from."""
ENCODER_RATE: Final = 1.5e-4
HEADS_RATE: Final = 1e-3
NEW_ROWS_RATE: Final = 3e-4
WARM_UP: Final = 0.03
SAVED_EVERY_S: Final = 240


def network() -> Network:
    """The untuned network over the trimmed vocabulary."""
    old = json.loads((WORK / "vocabulary.json").read_text(encoding="utf-8"))["old"]
    return from_base(WORK / "base.npz", WORK / "table.npy", old)


def optimiser(net: Network) -> torch.optim.AdamW:
    """AdamW with decay on matrices alone, faster for what starts from nothing."""
    named = dict(net.named_parameters())
    new = {"added", "out.weight", "out.bias"}
    matrices = [p for name, p in named.items() if p.dim() == 2 and name not in new and name != "pos"]
    rest = [p for name, p in named.items() if (p.dim() == 1 and name not in new) or name == "pos"]
    return torch.optim.AdamW(
        [
            {"params": matrices, "lr": ENCODER_RATE, "weight_decay": 0.01},
            {"params": rest, "lr": ENCODER_RATE, "weight_decay": 0.0},
            {"params": [net.added], "lr": NEW_ROWS_RATE, "weight_decay": 0.0},
            {"params": [net.out.weight, net.out.bias], "lr": HEADS_RATE, "weight_decay": 0.0},
        ],
        betas=(0.9, 0.98),
    )


def schedule(progress: float) -> float:
    """Share of the full learning rate at this share of the run."""
    return min(progress / WARM_UP, (1.0 - progress) / (1.0 - WARM_UP), 1.0) if progress < 1 else 0.0


def loss_of(logits: Tensor, values: Tensor, weights: Tensor) -> Tensor:
    """Masked cross entropy per row, summed over heads."""
    each = functional.binary_cross_entropy_with_logits(logits.float(), values, reduction="none")
    return (each * weights).sum() / len(values)


def save(path: Path, **state: Any) -> None:
    """Write a checkpoint whole or not at all."""
    part = path.with_suffix(".part")
    torch.save(state, part)
    os.replace(part, path)


def autocast(device: str, precision: str) -> contextlib.AbstractContextManager[Any]:
    """Mixed precision where asked for."""
    if precision == "bf16":
        return torch.autocast(device, torch.bfloat16)
    return contextlib.nullcontext()


def quicker(device: str) -> str:
    """bf16 where a matrix product is quicker in it, else fp32 (18 times quicker on processors without AVX-512)."""
    took: dict[str, float] = {}
    x, w = torch.randn(1024, 384, device=device), torch.randn(384, 1536, device=device)
    for precision in ("fp32", "bf16"):
        with autocast(device, precision):
            float((x @ w).sum())
            start = time.monotonic()
            for _ in range(5):
                float((x @ w).sum())
            took[precision] = time.monotonic() - start
    return min(sorted(took), key=took.__getitem__)


def _until(stream: Stream) -> Iterator[Batch]:
    for batches in stream:
        yield from batches


def main() -> None:
    """Train to the end of the budget, from the checkpoint where there is one."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=90, help="wall time over all resumed runs")
    parser.add_argument("--samples", type=int, default=400_000, help="rows over all resumed runs")
    parser.add_argument("--stop-after", type=float, default=1e9, help="minutes after which this run pauses")
    parser.add_argument("--rate", type=float, default=1.0, help="share of the full learning rates; less to train on")
    parser.add_argument("--device", default="cpu")
    parser.add_argument("--precision", choices=("auto", "bf16", "fp32"), default="auto")
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    torch.manual_seed(SEED)
    torch.set_num_threads(options.threads)
    log, path = logger("train"), WORK / CHECKPOINT
    precision = quicker(options.device) if options.precision == "auto" else options.precision
    log.info("precision %s, torch %s", precision, torch.__version__)
    log.info("mixture sha256 %s, options %s", digest(WORK / MIXTURE), vars(options))
    net = network().to(options.device).train()
    adam, position, samples, before = optimiser(net), Position(), 0, 0.0
    rates = [group["lr"] * options.rate for group in adam.param_groups]
    if path.exists():
        state = torch.load(path, map_location=options.device, weights_only=True)
        net.load_state_dict(state["network"])
        adam.load_state_dict(state["adam"])
        position, samples, before = Position(**state["position"]), state["samples"], state["seconds"]
        log.info("resumed at %d samples, %.0f minutes", samples, before / 60)
    rows = [row for row in read() if row["split"] == "train"]
    stream = Stream(rows, Tokenizer.from_file(str(WORK / "tokenizer.json")), position)
    start = saved = shown = time.monotonic()
    total, count = 0.0, 0
    asked: list[int] = []
    signal.signal(signal.SIGTERM, lambda number, _: asked.append(number))
    for batch in _until(stream):
        spent = before + time.monotonic() - start
        progress = max(spent / 60 / options.minutes, samples / options.samples)
        done = bool(asked) or progress >= 1 or time.monotonic() - start >= options.stop_after * 60
        if done or time.monotonic() - saved >= SAVED_EVERY_S:
            saved = time.monotonic()
            save(
                path,
                network=net.state_dict(),
                adam=adam.state_dict(),
                position=asdict(position),
                samples=samples,
                seconds=spent,
            )
        if done:
            break
        for group, rate in zip(adam.param_groups, rates, strict=True):
            group["lr"] = rate * schedule(progress)
        ids, mask, own, values, weights = (tensor.to(options.device) for tensor in batch)
        with autocast(options.device, precision):
            logits = net(ids, mask, own)
        loss = loss_of(logits, values, weights)
        adam.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        adam.step()
        samples, total, count = samples + len(ids), total + float(loss.detach()), count + 1
        if time.monotonic() - shown >= 60:
            shown = time.monotonic()
            speed = samples / (before + shown - start)
            log.info("%d samples, %.1f/s, loss %.4f, progress %.3f", samples, speed, total / count, progress)
            total, count = 0.0, 0
    log.info("stopped at %d samples, %.0f minutes", samples, spent / 60)


if __name__ == "__main__":
    main()
