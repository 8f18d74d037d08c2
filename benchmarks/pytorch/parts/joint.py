"""Blocks that join query and contexts: `prefix`, `q-former`, and `mag` and `film-sidecar`, which change the query's tokens."""
import torch
from torch import nn

from parts.common import HEADS, attend, feed_forward, keys, masked_mean, merge_heads, split_heads

INNER = HEADS * 64


class PrefixLayer(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.norm = nn.LayerNorm(width)
        self.to_q = nn.Linear(width, INNER, bias=False)
        self.to_kv = nn.Linear(width, 2 * INNER, bias=False)
        self.to_out = nn.Linear(INNER, width, bias=False)
        self.ff = feed_forward(width)

    def forward(self, x, mask, readers):
        """The last `readers` tokens read."""
        normed = self.norm(x)
        q = split_heads(self.to_q(normed[:, -readers:]), HEADS)
        k, v = (split_heads(part, HEADS) for part in self.to_kv(normed).chunk(2, dim=-1))
        x = x[:, -readers:] + self.to_out(merge_heads(attend(q, k, v, mask)))
        return x + self.ff(x)


class Prefix(nn.Module):
    def __init__(self, width, context_widths, depth=2):
        super().__init__()
        self.projectors = nn.ModuleList(nn.Sequential(nn.LayerNorm(w), nn.Linear(w, width)) for w in context_widths)
        self.tags = nn.Parameter(torch.randn(len(context_widths), width))
        self.layers = nn.ModuleList(PrefixLayer(width) for _ in range(depth))

    def forward(self, query, contexts, valid, valids):
        projected = [p(c) + tag for p, c, tag in zip(self.projectors, contexts, self.tags)]
        x, mask = torch.cat([*projected, query * valid[..., None]], dim=1), keys(torch.cat([*valids, valid], dim=1))
        for layer in self.layers[:-1]:
            x = layer(x, mask, x.shape[1])
        return self.layers[-1](x, mask, query.shape[1])


class BertOutput(nn.Module):
    def __init__(self, inner, width):
        super().__init__()
        self.dense = nn.Linear(inner, width)
        self.LayerNorm = nn.LayerNorm(width, eps=1e-12)

    def forward(self, y, x):
        return self.LayerNorm(self.dense(y) + x)


class BertReading(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.query, self.key_value = nn.Linear(width, INNER), nn.Linear(width, 2 * INNER)

    def forward(self, x, source, mask):
        q, k, v = (split_heads(part, HEADS) for part in (self.query(x), *self.key_value(source).chunk(2, dim=-1)))
        return merge_heads(attend(q, k, v, mask))


class BertAttention(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.add_module("self", BertReading(width))
        self.output = BertOutput(INNER, width)

    def forward(self, x, source, mask):
        return self.output(getattr(self, "self")(x, source, mask), x)


def intermediate(width):
    made = nn.Sequential()
    made.add_module("dense", nn.Linear(width, 4 * width))
    made.add_module("gelu", nn.GELU())
    return made


class QFormerLayer(nn.Module):
    def __init__(self, width, cross, last):
        super().__init__()
        self.attention = BertAttention(width)
        self.crossattention = BertAttention(width) if cross else None
        self.last = last
        if not last:
            self.intermediate, self.output = intermediate(width), BertOutput(4 * width, width)
        self.intermediate_query, self.output_query = intermediate(width), BertOutput(4 * width, width)

    def forward(self, x, queries, source, self_mask, mask):
        x = self.attention(x, x, self_mask)
        learned = x[:, :queries]
        if self.crossattention is not None:
            learned = self.crossattention(learned, source, mask)
        learned = self.output_query(self.intermediate_query(learned), learned)
        if self.last:
            return learned
        eeg = x[:, queries:]
        return torch.cat([learned, self.output(self.intermediate(eeg), eeg)], dim=1)


class QFormer(nn.Module):
    def __init__(self, width, context_widths, queries=32, depth=2):
        super().__init__()
        self.query_tokens = nn.Parameter(torch.randn(1, queries, width))
        self.embeddings = nn.Module()
        self.embeddings.LayerNorm = nn.LayerNorm(width, eps=1e-12)
        self.contexts = nn.Module()
        self.contexts.adapters = nn.ModuleList(nn.Sequential(nn.LayerNorm(w), nn.Linear(w, width)) for w in context_widths)
        self.contexts.tags = nn.Parameter(torch.randn(len(context_widths), width))
        self.encoder = nn.Module()
        self.encoder.layer = nn.ModuleList(QFormerLayer(width, i % 2 == 0, i == depth - 1) for i in range(depth))

    def forward(self, query, contexts, valid, valids):
        rows, queries = query.shape[0], self.query_tokens.shape[1]
        source = torch.cat([a(c) + tag for a, c, tag in zip(self.contexts.adapters, contexts, self.contexts.tags)], dim=1)
        x = self.embeddings.LayerNorm(torch.cat([self.query_tokens.expand(rows, -1, -1), query * valid[..., None]], dim=1))
        self_mask, mask = keys(torch.cat([valid.new_ones(rows, queries), valid], dim=1)), keys(torch.cat(valids, dim=1))
        for layer in self.encoder.layer:
            x = layer(x, queries, source, self_mask, mask)
        return x


class Shift(nn.Module):
    def __init__(self, context_width, width):
        super().__init__()
        self.norm = nn.LayerNorm(context_width)
        self.gate = nn.Linear(context_width + width, width)
        self.map = nn.Linear(context_width, width)

    def forward(self, x, mean):
        a = self.norm(mean).unsqueeze(1)
        return self.gate(torch.cat([a.expand(-1, x.shape[1], -1), x], dim=-1)).relu() * self.map(a)


class AdaptationGate(nn.Module):
    """`mag`."""

    def __init__(self, width, context_widths):
        super().__init__()
        self.shifts = nn.ModuleList(Shift(w, width) for w in context_widths)
        self.norm = nn.LayerNorm(width)

    def forward(self, query, contexts, valid, valids):
        x = query * valid[..., None]
        h = sum(shift(x, masked_mean(c, v)) for shift, c, v in zip(self.shifts, contexts, valids))
        return self.norm(x + (length(x) / length(h)).clamp(max=1) * h)


def length(x):
    return x.square().sum(dim=-1, keepdim=True).clamp(min=1e-12).sqrt()


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
        return query * valid[..., None] * (1 + gamma) + beta
