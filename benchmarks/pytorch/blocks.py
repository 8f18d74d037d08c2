"""The measured parts as a PyTorch user would write them, with masks. Names of weights are those of the C# parts, names of parts those of `BlockCases.cs`."""
import functools

import torch
from torch import nn

import model
from model import feed_forward, merge_heads, split_heads

WINDOW_SECONDS = 32


def attend(q, k, v, mask):
    """mask: bool, true = may be attended. Queries that see nothing get 0."""
    weights = (q * q.shape[-1] ** -0.5) @ k.transpose(-2, -1)
    if mask is None:
        return weights.softmax(dim=-1) @ v
    weights = weights.masked_fill(~mask, -1e30).softmax(dim=-1)
    return (weights @ v) * mask.any(dim=-1, keepdim=True)


class Branch(nn.Module):
    def __init__(self, width, context_width, heads, head_width):
        super().__init__()
        inner = heads * head_width
        self.heads = heads
        self.norm = nn.LayerNorm(context_width)
        self.to_kv = nn.Linear(context_width, 2 * inner, bias=False)
        self.to_out = nn.Linear(inner, width, bias=False)
        self.gate = model.Gate(0.5)

    def forward(self, q, context, mask):
        k, v = (split_heads(part, self.heads) for part in self.to_kv(self.norm(context)).chunk(2, dim=-1))
        return self.gate(self.to_out(merge_heads(attend(q, k, v, mask))))


class SelfReading(model.SelfReading):
    def forward(self, x, mask):
        q, k, v = (split_heads(part, self.heads) for part in self.to_qkv(self.norm(x)).chunk(3, dim=-1))
        return self.gate(self.to_out(merge_heads(attend(q, k, v, mask))))


class GatedLayer(nn.Module):
    def __init__(self, width, context_widths, heads=6, head_width=64, whole=True):
        super().__init__()
        self.heads, self.whole = heads, whole
        if whole:
            self.add_module("self", SelfReading(width, heads, head_width, 0.5))
            self.ff = feed_forward(width)
            self.ff_gate = model.Gate(0.5)
        self.norm = nn.LayerNorm(width)
        self.to_q = nn.Linear(width, heads * head_width, bias=False)
        self.branches = nn.ModuleList(Branch(width, w, heads, head_width) for w in context_widths)

    def forward(self, x, contexts, self_mask, masks):
        if self.whole:
            x = x + getattr(self, "self")(x, self_mask)
        q = split_heads(self.to_q(self.norm(x)), self.heads)
        for branch, context, mask in zip(self.branches, contexts, masks):
            x = x + branch(q, context, mask)
        return x + self.ff_gate(self.ff(x)) if self.whole else x


class Gated(nn.Module):
    """`gated-xattn`, one layer, optionally within a band of seconds."""

    def __init__(self, width, context_widths, band=None, whole=True):
        super().__init__()
        self.band = band
        self.layers = nn.ModuleList([GatedLayer(width, context_widths, whole=whole)])

    def mask(self, queries, valid):
        mask = valid[:, None, None, :]
        if self.band is None:
            return mask
        keys = valid.shape[1]
        apart = (centres(keys)[None, :] - centres(queries)[:, None]).abs()
        return mask & (apart <= self.band + abs(WINDOW_SECONDS / queries - WINDOW_SECONDS / keys) / 2)

    def forward(self, query, contexts, valid, valids):
        x = query * valid[..., None]
        masks = [self.mask(query.shape[1], v) for v in valids]
        contexts = [c * v[..., None] for c, v in zip(contexts, valids)]
        for layer in self.layers:
            x = layer(x, contexts, valid[:, None, None, :], masks)
        return x


def centres(tokens):
    return (torch.arange(tokens) + 0.5) * (WINDOW_SECONDS / tokens)


def masked_mean(x, valid):
    weights = valid.to(x.dtype)[..., None]
    return (x * weights).sum(dim=-2) / weights.sum(dim=-2).clamp(min=1)


class Film(nn.Module):
    """`film-sidecar`."""

    def __init__(self, width, context_widths):
        super().__init__()
        self.makers = nn.ModuleList(
            nn.Sequential(nn.LayerNorm(w), nn.Linear(w, width), nn.GELU(), nn.Linear(width, 2 * width)) for w in context_widths
        )

    def forward(self, query, contexts, valid, valids):
        made = sum(maker(masked_mean(c, v)) * v.any(dim=1, keepdim=True) for maker, c, v in zip(self.makers, contexts, valids))
        gamma, beta = made.unsqueeze(1).chunk(2, dim=-1)
        return query * (1 + gamma) + beta


class Pool(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))

    def forward(self, x, valid):
        return masked_mean(x, valid) * self.weight


class Late(nn.Module):
    def __init__(self, width, context_widths):
        super().__init__()
        self.widths = [width, *context_widths]
        self.pools = nn.ModuleList(Pool(w) for w in self.widths)
        self.joined = sum(self.widths) + len(self.widths)

    def side_by_side(self, query, contexts, valid, valids):
        modalities = list(zip([query, *contexts], [valid, *valids]))
        bits = [v.any(dim=1, keepdim=True).to(query.dtype) for _, v in modalities]
        return torch.cat([pool(x, v) for pool, (x, v) in zip(self.pools, modalities)] + bits, dim=1)


class LateConcat(Late):
    def __init__(self, width, context_widths):
        super().__init__(width, context_widths)
        self.mix = nn.Sequential(nn.Linear(self.joined, width), nn.ReLU(), nn.Dropout(0), nn.Linear(width, width))

    def forward(self, *inputs):
        return self.mix(self.side_by_side(*inputs)).unsqueeze(1)


class LateGated(Late):
    def __init__(self, width, context_widths):
        super().__init__(width, context_widths)
        self.gate = nn.Linear(self.joined, width)
        self.map = nn.Linear(self.joined, width)

    def forward(self, *inputs):
        z = self.side_by_side(*inputs)
        return (self.gate(z).sigmoid() * self.map(z)).unsqueeze(1)


class LateSum(Late):
    def __init__(self, width, context_widths):
        super().__init__(width, context_widths)
        self.maps = nn.ModuleList(nn.Sequential(nn.LayerNorm(w), nn.Linear(w, width), nn.GELU(), nn.Linear(width, width)) for w in self.widths)

    def forward(self, query, contexts, valid, valids):
        modalities = zip(self.pools, self.maps, [query, *contexts], [valid, *valids])
        return sum(m(pool(x, v)) * v.any(dim=1, keepdim=True) for pool, m, x, v in modalities).unsqueeze(1)


class PerceiverAttention(model.PerceiverAttention):
    def forward(self, media, latents, mask):
        media, latents = self.norm_media(media), self.norm_latents(latents)
        q = split_heads(self.to_q(latents), self.heads)
        k, v = self.keys(media, latents)
        return self.to_out(merge_heads(attend(q, k, v, mask)))


class Perceiver(nn.Module):
    def __init__(self, width, latents=64, depth=2, heads=12, head_width=64):
        super().__init__()
        self.latents = nn.Parameter(torch.randn(latents, width))
        self.layers = nn.ModuleList(
            nn.ModuleList([PerceiverAttention(width, heads, head_width, False), feed_forward(width)]) for _ in range(depth)
        )
        self.norm = nn.LayerNorm(width)

    def forward(self, media, valid):
        rows = media.shape[0]
        media, valid = media.flatten(0, 1) * valid.flatten(0, 1)[..., None], valid.flatten(0, 1)
        latents = self.latents.expand(media.shape[0], -1, -1)
        mask = torch.cat([valid, valid.new_ones(latents.shape[:2])], dim=1)[:, None, None, :]
        for attention, ff in self.layers:
            latents = latents + attention(media, latents, mask)
            latents = latents + ff(latents)
        return self.norm(latents).unflatten(0, (rows, -1)).flatten(1, 2)


class MeanPool(nn.Module):
    def forward(self, media, valid):
        return masked_mean(media, valid)


ROWS, WIDTH, TOKENS, CONTEXTS = 4, 384, 64, [768, 384, 768]
COUNTS = {768: 512, 384: 64, 32: 1}

PARTS = {
    "gated-xattn": lambda: Gated(WIDTH, CONTEXTS),
    "gated-xattn, band": lambda: Gated(WIDTH, CONTEXTS, band=4),
    "film-sidecar": lambda: Film(WIDTH, [32]),
    "late-sum": lambda: LateSum(WIDTH, CONTEXTS),
    "late-concat": lambda: LateConcat(WIDTH, CONTEXTS),
    "late-gated": lambda: LateGated(WIDTH, CONTEXTS),
    "perceiver": lambda: Perceiver(768),
    "mean-pool": lambda: MeanPool(),
}
RESAMPLERS = {"perceiver", "mean-pool"}


def make(name):
    """The part, in the sizes that the C# side has."""
    return Gated(WIDTH, [WIDTH], whole=False) if name.startswith("keys ") else PARTS[name]()


def inputs(name):
    """Values as random numbers, by the names of the C# side; the last eighth of each row but the first is padding."""
    if name in RESAMPLERS:
        return {"media": torch.randn(ROWS, 8, 98, 768, requires_grad=name == "mean-pool"), "valid": padded(ROWS * 8, 98).view(ROWS, 8, 98)}
    if name.startswith("keys "):
        rows, shapes = 1, [(int(name[5:]), WIDTH)]
    else:
        rows, shapes = ROWS, [(COUNTS[w], w) for w in ([32] if name == "film-sidecar" else CONTEXTS)]
    made = {"query": torch.randn(rows, TOKENS, WIDTH, requires_grad=True), "valid": padded(rows, TOKENS)}
    for i, (count, width) in enumerate(shapes):
        made[f"context_{i}"] = torch.randn(rows, count, width, requires_grad=True)
        made[f"valid_{i}"] = padded(rows, count)
    return made


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
    (values * cotangent(values.shape)).sum().backward()


@functools.cache
def cotangent(shape):
    return torch.arange(shape.numel()).sin().view(shape)
