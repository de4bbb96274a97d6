"""Stage ``export``: the encoder as one int8 ONNX file, and the tokenizer beside it.

Weights of matrices per channel, the word table per table, activations at run time. Seven bits for weights, since
the u8 x s8 products of processors without VNNI saturate with eight (ONNX Runtime's documentation on quantisation).
Run: ``python -m training.export``
"""

import argparse
import json
import tempfile
import warnings
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from tokenizers import Tokenizer
from torch import Tensor, nn

from rejoinder.engine.models import files
from training.network import Network
from training.places import SHIPPED, WORK, logger
from training.train import BEFORE, CHECKPOINT, network

OPSET = 17
SAMPLES = ("you are an idiot", "bu yorum çok güzel", "هذا تعليق جيد", "ئەم هەواڵە زۆر باشە", "well said 👍")


class Exported(nn.Module):
    """The network with one word table, giving the tokens' own shares as well."""

    def __init__(self, net: Network) -> None:
        super().__init__()
        self.net = net
        self.table = nn.Embedding.from_pretrained(torch.cat([net.words, net.added.data]))

    def forward(self, ids: Tensor, mask: Tensor, own: Tensor) -> tuple[Tensor, Tensor]:
        """``logits`` (batch, heads), and ``tokens`` (batch, tokens, heads) whose mean over own tokens, with the bias
        of the heads, they are."""
        net = self.net
        x = net.ln(self.table(ids) + net.pos[: ids.shape[1]])
        bias = ((1.0 - mask) * -1e4)[:, None, None, :]
        for layer in net.layers:
            x = layer(x, bias)
        tokens = x @ net.out.weight.T
        logits = (tokens * own[..., None]).sum(1) / own.sum(1, keepdim=True) + net.out.bias
        return logits, tokens


def write(net: Network, path: Path, reduced: bool = True) -> None:
    """The network as an int8 ONNX file."""
    ones = torch.ones(2, 7)
    dynamic = {name: {0: "batch", 1: "length"} for name in ("ids", "mask", "own", "tokens")} | {"logits": {0: "batch"}}
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        whole = Path(folder) / "whole.onnx"
        torch.onnx.export(
            Exported(net).eval(),
            (ones.long(), ones, ones),
            str(whole),
            input_names=["ids", "mask", "own"],
            output_names=["logits", "tokens"],
            dynamic_axes=dynamic,
            opset_version=OPSET,
            dynamo=False,
        )
        onnx.checker.check_model(str(whole))
        quantize_dynamic(
            whole,
            path,
            per_channel=True,
            reduce_range=reduced,
            weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul", "Gather"],
        )


def differences(net: Network, path: Path, tokenizer: Tokenizer) -> float:
    """Largest difference of a logit between the file and the network, on a few texts."""
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    worst = 0.0
    for text in SAMPLES:
        ids = np.array([[0, *tokenizer.encode(text, add_special_tokens=False).ids, 2]])
        ones = np.ones(ids.shape, np.float32)
        with torch.no_grad():
            exact = net.eval()(torch.from_numpy(ids), torch.from_numpy(ones), torch.from_numpy(ones)).numpy()
        worst = max(
            worst, float(np.abs(session.run(["logits"], {"ids": ids, "mask": ones, "own": ones})[0] - exact).max())
        )
    return worst


def main() -> None:
    """Write ``encoder.onnx`` and ``tokenizer.json`` to the folder the engine loads from."""
    argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter).parse_args()
    log = logger("export")
    state = torch.load(WORK / CHECKPOINT, map_location="cpu", weights_only=True)
    net = network()
    net.load_state_dict(state["network"])
    SHIPPED.mkdir(parents=True, exist_ok=True)
    write(net, SHIPPED / files.ENCODER)
    tokenizer = Tokenizer.from_file(str(WORK / "tokenizer.json"))
    tokenizer.save(str(SHIPPED / files.TOKENIZER), pretty=False)
    path = WORK / BEFORE
    before = json.loads(path.read_text(encoding="utf-8")) if path.exists() else {"samples": 0, "minutes": 0.0}
    minutes = round(before["minutes"] + state["seconds"] / 60, 1)
    run = {"samples": before["samples"] + state["samples"], "minutes": minutes}
    (WORK / "run.json").write_text(json.dumps(run), encoding="utf-8")
    sizes = {name: (SHIPPED / name).stat().st_size for name in (files.ENCODER, files.TOKENIZER)}
    log.info(
        "%s after %s; logits moved by at most %.3f", sizes, run, differences(net, SHIPPED / files.ENCODER, tokenizer)
    )


if __name__ == "__main__":
    main()
