"""The parts that are measured, by the names of the C# side, and their inputs."""
import functools

import torch

from parts import gated, joint, late, resamplers

ROWS, WIDTH, TOKENS, MEDIA = 4, 384, 64, 768
CONTEXTS, TABLE = [(512, 768), (64, 384), (512, 768)], [(1, 32)]
WIDTHS = [width for _, width in CONTEXTS]
ABSENT = "gated-xattn, one context in half the rows"

FUSION = {
    "gated-xattn, parallel": lambda: gated.Gated(gated.Parallel(WIDTH, WIDTHS)),
    "gated-xattn, concat": lambda: gated.Gated(gated.Concat(WIDTH, WIDTHS)),
    "gated-xattn, sequential": lambda: gated.Gated(gated.Sequential(WIDTH, WIDTHS)),
    "gated-xattn, competitive": lambda: gated.Gated(gated.Competitive(WIDTH, WIDTHS)),
    "gated-xattn, band": lambda: gated.Gated(gated.Parallel(WIDTH, WIDTHS), band=4),
    ABSENT: lambda: gated.Gated(gated.Parallel(WIDTH, WIDTHS)),
    "q-former": lambda: joint.QFormer(WIDTH, WIDTHS),
    "prefix": lambda: joint.Prefix(WIDTH, WIDTHS),
    "film-sidecar": lambda: joint.Film(WIDTH, [32]),
    "mag": lambda: joint.AdaptationGate(WIDTH, WIDTHS),
    "late-sum": lambda: late.LateSum(WIDTH, WIDTHS),
    "late-concat": lambda: late.LateConcat(WIDTH, WIDTHS),
    "late-gated": lambda: late.LateGated(WIDTH, WIDTHS),
    "late-cross-attention": lambda: late.LateCrossAttention(WIDTH, WIDTHS),
    "tensor": lambda: late.TensorFusion(WIDTH, WIDTHS),
    "low-rank": lambda: late.LowRank(WIDTH, WIDTHS),
    "multiplicative": lambda: late.Multiplicative(WIDTH, WIDTHS),
}
RESAMPLERS = {
    "perceiver": lambda: resamplers.Perceiver(MEDIA),
    "isab-pma": lambda: resamplers.IsabPma(MEDIA, lambda width: resamplers.Mab(width, width, width)),
    "isab-pma, pre-norm": lambda: resamplers.IsabPma(MEDIA, lambda width: resamplers.PreNorm(width, width)),
    "perceiver-io": lambda: resamplers.PerceiverIo(MEDIA),
    "attention-pool": lambda: resamplers.AttentionPool(MEDIA),
    "mean-pool": lambda: resamplers.MeanPool(),
    "temporal-subsample": lambda: resamplers.TemporalSubsample(),
    "frozen-projection": lambda: resamplers.FrozenProjection(MEDIA),
}


def make(name):
    """The part, in the sizes that the C# side has. "QUERIES x KEYS" is one gated attention over one context."""
    if " x " in name:
        return gated.Gated(gated.Parallel(WIDTH, [WIDTH], whole=False))
    return (FUSION.get(name) or RESAMPLERS[name])()


def inputs(name):
    """Random numbers, by the names of the C# side; the last eighth of each row but the first is padding."""
    if name in RESAMPLERS:
        frozen = any(True for _ in make(name).parameters())
        return {"media": torch.randn(ROWS, 4, 98, MEDIA, requires_grad=not frozen), "valid": padded(ROWS * 4, 98).view(ROWS, 4, 98)}
    if " x " in name:
        queries, count = map(int, name.split(" x "))
        rows, contexts = 1, [(count, WIDTH)]
    else:
        rows, queries, contexts = ROWS, TOKENS, TABLE if name == "film-sidecar" else CONTEXTS
    given = {"query": torch.randn(rows, queries, WIDTH, requires_grad=True), "valid": padded(rows, queries)}
    for i, (count, width) in enumerate(contexts):
        given[f"context_{i}"] = torch.randn(rows, count, width, requires_grad=True)
        given[f"valid_{i}"] = padded(rows, count)
    if name == ABSENT:
        given["valid_2"][rows // 2 :] = False
    return given


def padded(rows, tokens):
    valid = torch.ones(rows, tokens, dtype=torch.bool)
    valid[1:, tokens - tokens // 8 :] = False
    return valid


def run(part, given):
    if "media" in given:
        return part(given["media"], given["valid"])
    count = sum(name.startswith("context_") for name in given)
    contexts, valids = ([given[f"{kind}_{i}"] for i in range(count)] for kind in ("context", "valid"))
    return part(given["query"], contexts, given["valid"], valids)


def step(part, given):
    part.zero_grad(set_to_none=True)
    for value in given.values():
        value.grad = None
    values = run(part, given)
    (values * cotangent(values.shape, values.dtype)).sum().backward()


@functools.cache
def cotangent(shape, dtype):
    return torch.arange(shape.numel(), dtype=dtype).sin().view(shape)
