"""The stages that need torch, scipy or the wheel's format, each on something tiny."""

import struct

import pytest

np = pytest.importorskip("numpy")


def test_blocks_of_four_bits_are_read() -> None:
    from training.base import dequantise

    nibbles = bytes(((j % 16) | ((15 - j % 16) << 4)) for j in range(16))
    row = dequantise(np.float16(0.5).tobytes() + nibbles, 1, 32)[0]
    assert row[:16].tolist() == [(j - 8) * 0.5 for j in range(16)]
    assert row[16:].tolist() == [(7 - j) * 0.5 for j in range(16)]


def test_another_file_is_no_base() -> None:
    from training.base import decode

    with pytest.raises(ValueError, match="not a packed"):
        decode(struct.pack("<4sI7ifi", b"GGUF", 1, *([0] * 7), 0.0, 32))


def test_learning_rate_rises_and_falls() -> None:
    pytest.importorskip("torch")
    from training.train import WARM_UP, schedule

    assert schedule(0.0) == 0.0
    assert schedule(WARM_UP) == 1.0
    assert schedule(0.5) > schedule(0.9) > schedule(1.0) == schedule(1.2) == 0.0


def test_masked_labels_leave_no_trace() -> None:
    torch = pytest.importorskip("torch")
    from training.train import loss_of

    logits = torch.zeros(2, 16, requires_grad=True)
    weights = torch.zeros(2, 16)
    weights[0, 3] = 1.0
    loss_of(logits, torch.ones(2, 16), weights).backward()
    assert logits.grad is not None
    assert logits.grad.nonzero().tolist() == [[0, 3]]


def test_parent_and_padding_are_not_pooled() -> None:
    torch = pytest.importorskip("torch")
    from training.network import Network

    torch.manual_seed(0)
    net = Network(np.random.default_rng(0).normal(size=(20, 384)).astype("float32"), 15, 1, 32).eval()
    ids = torch.tensor([[0, 5, 16, 2, 7, 2]])
    own = torch.tensor([[1.0, 1, 1, 1, 0, 0]])
    seen = net(ids, torch.ones(1, 6), own)
    unseen = net(ids, own, own)
    assert not torch.equal(seen, unseen)
    assert torch.allclose(unseen, net(ids[:, :4], own[:, :4], own[:, :4]), atol=1e-5)


def test_a_linear_table_learns_a_word() -> None:
    pytest.importorskip("scipy")
    from training.linear import fit, sample

    rows = [
        {"id": str(k), "source": "a", "plain": f"{word} talk number {k}", "labels": {"toxicity": [value, 1.0]}}
        for k in range(30)
        for word, value in (("stupid", 1.0), ("pleasant", 0.0))
    ]
    from rejoinder.engine.models.linear import Linear

    model = Linear({"latin": fit(sample(rows, {"a": len(rows)}), 15)})
    bad, good = model.logits("a stupid man"), model.logits("a pleasant man")
    assert bad is not None
    assert good is not None
    assert bad[0] > good[0] + 1


def test_the_stack_trusts_the_part_that_is_right() -> None:
    pytest.importorskip("scipy")
    from training.stack import _fit

    rng = np.random.default_rng(0)
    truth = (rng.random(2000) < 0.5).astype(float)
    good, noise = 4 * truth - 2 + rng.normal(size=2000), rng.normal(size=2000)
    theta = _fit(np.column_stack([good, noise, np.ones(2000)]), truth, np.ones(2000), 0)
    assert theta[0] > 1
    assert abs(theta[1]) < 0.2
