"""The encoder: a plain BERT (Devlin et al. 2019) with one sigmoid per head, written out so that it exports."""

from pathlib import Path
from typing import Final

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from rejoinder.engine.models.heads import HEADS

HIDDEN: Final = 384
ATTENTION_HEADS: Final = 12
EPSILON: Final = 1e-12


class Layer(nn.Module):
    """One transformer layer, normalised after each half."""

    def __init__(self) -> None:
        super().__init__()
        self.q, self.k, self.v, self.ao = (nn.Linear(HIDDEN, HIDDEN) for _ in range(4))
        self.fi, self.fo = nn.Linear(HIDDEN, HIDDEN * 4), nn.Linear(HIDDEN * 4, HIDDEN)
        self.aln, self.oln = nn.LayerNorm(HIDDEN, EPSILON), nn.LayerNorm(HIDDEN, EPSILON)
        self.drop = nn.Dropout(0.1)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        batch, tokens, _ = x.shape

        def split(y: Tensor) -> Tensor:
            return y.view(batch, tokens, ATTENTION_HEADS, HIDDEN // ATTENTION_HEADS).transpose(1, 2)

        q, k, v = split(self.q(x)), split(self.k(x)), split(self.v(x))
        weights = torch.softmax(q @ k.transpose(-1, -2) * (HIDDEN // ATTENTION_HEADS) ** -0.5 + bias, dim=-1)
        seen = (weights @ v).transpose(1, 2).reshape(batch, tokens, HIDDEN)
        x = self.aln(x + self.drop(self.ao(seen)))
        y: Tensor = self.oln(x + self.drop(self.fo(functional.gelu(self.fi(x)))))
        return y


class Network(nn.Module):
    """Ids to logits. ``old`` rows of the word table stay frozen: moving the rows that the training data happens to
    use would pull them away from those it lacks, and our data lacks most of Persian and Kurdish."""

    def __init__(self, table: np.ndarray, old: int, layers: int, positions: int) -> None:
        super().__init__()
        self.old = old
        self.register_buffer("words", torch.from_numpy(table[:old].copy()))
        self.added = nn.Parameter(torch.from_numpy(table[old:].copy()))
        self.pos = nn.Parameter(torch.zeros(positions, HIDDEN))
        self.ln = nn.LayerNorm(HIDDEN, EPSILON)
        self.layers = nn.ModuleList(Layer() for _ in range(layers))
        self.drop = nn.Dropout(0.1)
        self.out = nn.Linear(HIDDEN, len(HEADS))
        nn.init.normal_(self.out.weight, std=0.02)
        nn.init.constant_(self.out.bias, -2.0)

    def embed(self, ids: Tensor) -> Tensor:
        """Word vectors ``(batch, tokens, HIDDEN)``."""
        words: Tensor = functional.embedding(ids.clamp(max=self.old - 1), self.words)
        is_new = ids >= self.old
        if bool(is_new.any()):
            words = words.clone()
            words[is_new] = functional.embedding(ids[is_new] - self.old, self.added).to(words.dtype)
        return words

    def encode(self, words: Tensor, mask: Tensor, own: Tensor) -> Tensor:
        """Logits ``(batch, heads)`` from word vectors; ``mask`` and ``own`` are 1.0 for tokens to read and to pool."""
        x = self.drop(self.ln(words + self.pos[: words.shape[1]]))
        bias = ((1.0 - mask) * -1e4)[:, None, None, :].to(x.dtype)
        for layer in self.layers:
            x = layer(x, bias)
        pooled = (x.float() * own[..., None]).sum(1) / own.sum(1, keepdim=True)
        logits: Tensor = self.out(self.drop(pooled))
        return logits

    def forward(self, ids: Tensor, mask: Tensor, own: Tensor) -> Tensor:
        return self.encode(self.embed(ids), mask, own)


def from_base(base: Path, table: Path, old: int) -> Network:
    """A network with the decoded weights; the token type, always 0, is added to the positions."""
    tensors = np.load(base)
    count = 1 + max(int(name[1 : name.index(".")]) for name in tensors.files if name[0] == "l")
    network = Network(np.load(table), old, count, tensors["emb.pos"].shape[0])
    state: dict[str, Tensor] = {"pos": torch.from_numpy(tensors["emb.pos"] + tensors["emb.type"])}
    for name in tensors.files:
        short = name.removesuffix(".w").removesuffix(".b")
        full = short + (".weight" if name.endswith(".w") else ".bias")
        if name.startswith("emb.ln"):
            state["ln" + full.removeprefix("emb.ln")] = torch.from_numpy(tensors[name])
        elif name[0] == "l":
            state["layers." + full[1:]] = torch.from_numpy(tensors[name])
    missing, unexpected = network.load_state_dict(state, strict=False)
    if unexpected or set(missing) != {"words", "added", "out.weight", "out.bias"}:
        raise ValueError(f"the base does not fit: {sorted(missing)} {sorted(unexpected)}")
    return network
