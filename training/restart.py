"""Stage ``restart``: a checkpoint made of the classifier that ships, so that training goes on where it stopped.

The shipped file is int8: matrices come back within half a step of their scale, which the first minutes of training
mend; a logit moves by less than export's own rounding. The optimiser starts anew. The vocabulary is the shipped one,
so this stage takes the place of ``vocabulary``; it needs ``base``. Run: ``python -m training.restart``
"""

import argparse
import json
from dataclasses import asdict

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from rejoinder.engine.models import files
from training.network import HIDDEN, Network
from training.places import SHIPPED, WORK, digest, logger
from training.stream import Position
from training.train import BEFORE, CHECKPOINT, network, optimiser, save

PARTS = ("q", "k", "v", "ao", "fi", "fo")
TABLE = "table.weight"


def matrices(model: onnx.ModelProto, constants: dict[str, np.ndarray]) -> list[np.ndarray]:
    """Weights ``(inputs, outputs)`` of the integer products, in the order of the graph."""
    found = []
    for node in model.graph.node:
        if node.op_type == "MatMulInteger" and node.input[1] in constants:
            stem = node.input[1].removesuffix("_quantized")
            steps, zero = constants[f"{stem}_scale"], constants[f"{stem}_zero_point"]
            found.append((constants[node.input[1]].astype(np.float32) - zero) * steps)
    return found


def restore(net: Network, model: onnx.ModelProto) -> None:
    """Put the file's weights into the network. Raises ValueError where they do not fit."""
    constants = {tensor.name: numpy_helper.to_array(tensor) for tensor in model.graph.initializer}
    state = net.state_dict()
    names = [f"layers.{n}.{part}.weight" for n in range(len(net.layers)) for part in PARTS] + ["out.weight"]
    found = matrices(model, constants)
    if len(found) != len(names):
        raise ValueError(f"{len(found)} matrices in the file, {len(names)} in the network")
    for name, matrix in zip(names, found, strict=True):
        state[name] = torch.from_numpy(matrix.T.copy())
    table = constants[f"{TABLE}_quantized"].astype(np.float32) - constants[f"{TABLE}_zero_point"]
    state["added"] = torch.from_numpy(table[net.old :] * constants[f"{TABLE}_scale"])
    for name in state:
        if f"net.{name}" in constants:
            state[name] = torch.from_numpy(constants[f"net.{name}"].copy())
    net.load_state_dict(state)


def vocabulary(pieces: list[tuple[str, float]], base: list[tuple[str, float]]) -> list[int]:
    """Row in the base of each leading piece that is the base's own; those after them were added."""
    place = {piece: row for row, (piece, _) in enumerate(base)}
    rows: list[int] = []
    for piece, score in pieces:
        row = place.get(piece, -1)
        if row <= (rows[-1] if rows else -1) or abs(base[row][1] - score) > 1e-6:
            break
        rows.append(row)
    return rows


def main() -> None:
    """Write ``checkpoint.pt`` with no samples seen, the shipped vocabulary, and ``before.json``: what the shipped
    classifier was trained for; in place of any that are there."""
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    log = logger("restart")
    shipped = (SHIPPED / files.TOKENIZER).read_text(encoding="utf-8")
    pieces = [(piece, score) for piece, score in json.loads(shipped)["model"]["vocab"]]
    rows = vocabulary(pieces, json.loads((WORK / "pieces.json").read_text(encoding="utf-8")))
    table = np.zeros((len(pieces), HIDDEN), np.float32)
    table[: len(rows)] = np.load(WORK / "words.npy", mmap_mode="r")[rows]
    np.save(WORK / "table.npy", table)
    told = json.dumps({"old": len(rows), "pieces": pieces}, ensure_ascii=False)
    (WORK / "vocabulary.json").write_text(told, encoding="utf-8")
    (WORK / "tokenizer.json").write_text(shipped, encoding="utf-8")
    net = network()
    restore(net, onnx.load(str(SHIPPED / files.ENCODER)))
    state, adam = net.state_dict(), optimiser(net).state_dict()
    save(WORK / CHECKPOINT, network=state, adam=adam, position=asdict(Position()), samples=0, seconds=0.0)
    before = json.loads((SHIPPED / files.MANIFEST).read_text(encoding="utf-8"))["training"]
    (WORK / BEFORE).write_text(json.dumps(before), encoding="utf-8")
    log.info(
        "restarted from %s, %d of %d pieces the base's", digest(SHIPPED / files.ENCODER)[:8], len(rows), len(pieces)
    )


if __name__ == "__main__":
    main()
