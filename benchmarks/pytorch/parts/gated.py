"""`gated-xattn` in its layouts, one layer."""
import torch
from torch import nn

from parts.common import HEADS, WINDOW_SECONDS, attend, centres, feed_forward, hiding, keys, masked_mean, merge_heads, split_heads

INNER = HEADS * 64


class Gate(nn.Module):
    def __init__(self):
        super().__init__()
        self.alpha = nn.Parameter(torch.full([1], 0.5))

    def forward(self, x):
        return x * self.alpha.tanh()


class SelfReading(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.norm = nn.LayerNorm(width)
        self.to_qkv = nn.Linear(width, 3 * INNER, bias=False)
        self.to_out = nn.Linear(INNER, width, bias=False)
        self.gate = Gate()

    def forward(self, x, mask):
        q, k, v = (split_heads(part, HEADS) for part in self.to_qkv(self.norm(x)).chunk(3, dim=-1))
        return self.gate(self.to_out(merge_heads(attend(q, k, v, mask))))


class Branch(nn.Module):
    def __init__(self, width, context_width):
        super().__init__()
        self.norm = nn.LayerNorm(context_width)
        self.to_kv = nn.Linear(context_width, 2 * INNER, bias=False)
        self.to_out = nn.Linear(INNER, width, bias=False)
        self.gate = Gate()

    def forward(self, q, context, mask):
        k, v = (split_heads(part, HEADS) for part in self.to_kv(self.norm(context)).chunk(2, dim=-1))
        return self.gate(self.to_out(merge_heads(attend(split_heads(q, HEADS), k, v, mask))))


class Tags(nn.Module):
    def __init__(self, contexts):
        super().__init__()
        self.weight = nn.Parameter(torch.randn(contexts, 2 * INNER))


class Joined(nn.Module):
    def __init__(self, width, context_widths):
        super().__init__()
        self.norms = nn.ModuleList(nn.LayerNorm(w) for w in context_widths)
        self.to_kv = nn.ModuleList(nn.Linear(w, 2 * INNER, bias=False) for w in context_widths)
        self.tags = Tags(len(context_widths))
        self.to_out = nn.Linear(INNER, width, bias=False)
        self.gate = Gate()

    def forward(self, q, contexts, mask):
        parts = zip(self.to_kv, self.norms, contexts, self.tags.weight)
        kv = torch.cat([to_kv(norm(context)) + tag for to_kv, norm, context, tag in parts], dim=1)
        k, v = (split_heads(part, HEADS) for part in kv.chunk(2, dim=-1))
        return self.gate(self.to_out(merge_heads(attend(split_heads(q, HEADS), k, v, mask))))


class Layer(nn.Module):
    """[self-attention], contexts, [feed-forward]."""

    def __init__(self, width, whole):
        super().__init__()
        self.whole = whole
        if whole:
            self.add_module("self", SelfReading(width))
            self.ff = feed_forward(width)
            self.ff_gate = Gate()

    def forward(self, x, contexts, valid, valids, masks):
        if self.whole:
            x = x + getattr(self, "self")(x, keys(valid))
        x = self.read(x, contexts, valid, valids, masks)
        return x + self.ff_gate(self.ff(x)) if self.whole else x


class Parallel(Layer):
    def __init__(self, width, context_widths, whole=True):
        super().__init__(width, whole)
        self.norm = nn.LayerNorm(width)
        self.to_q = nn.Linear(width, INNER, bias=False)
        self.branches = nn.ModuleList(Branch(width, w) for w in context_widths)

    def read(self, x, contexts, valid, valids, masks):
        normed = self.norm(x)
        q = self.to_q(normed)
        for read in self.shares(normed, [b(q, c, m) for b, c, m in zip(self.branches, contexts, masks)], valid, valids):
            x = x + read
        return x

    def shares(self, normed, reads, valid, valids):
        return reads


class Competition(nn.Module):
    def __init__(self, width, contexts):
        super().__init__()
        self.of_query = nn.Linear(width, contexts)


class Competitive(Parallel):
    def __init__(self, width, context_widths):
        super().__init__(width, context_widths)
        self.competition = Competition(width, len(context_widths))

    def shares(self, normed, reads, valid, valids):
        absent = ~torch.stack([v.any(dim=1) for v in valids], dim=1)
        logits = self.competition.of_query(masked_mean(normed, valid)).masked_fill(absent, -1e30)
        weights = logits.softmax(dim=1).masked_fill(absent, 0)
        return [read * weights[:, i, None, None] for i, read in enumerate(reads)]


class Sequential(Layer):
    def __init__(self, width, context_widths):
        super().__init__(width, True)
        self.norms = nn.ModuleList(nn.LayerNorm(width) for _ in context_widths)
        self.queries = nn.ModuleList(nn.Linear(width, INNER, bias=False) for _ in context_widths)
        self.branches = nn.ModuleList(Branch(width, w) for w in context_widths)

    def read(self, x, contexts, valid, valids, masks):
        for norm, to_q, branch, context, mask in zip(self.norms, self.queries, self.branches, contexts, masks):
            x = x + branch(to_q(norm(x)), context, mask)
        return x


class Concat(Layer):
    def __init__(self, width, context_widths):
        super().__init__(width, True)
        self.norm = nn.LayerNorm(width)
        self.to_q = nn.Linear(width, INNER, bias=False)
        self.joined = Joined(width, context_widths)

    def read(self, x, contexts, valid, valids, masks):
        # Each context starts with the same attention, however many tokens it has.
        bias = torch.cat([m[0] - v.sum(dim=1).clamp(min=1).log()[:, None, None, None] for m, v in zip(masks, valids)], dim=-1)
        return x + self.joined(self.to_q(self.norm(x)), contexts, (bias, None))


class Gated(nn.Module):
    """The block; `band` hides what is further than so many seconds."""

    def __init__(self, layer, band=None):
        super().__init__()
        self.layers, self.band = nn.ModuleList([layer]), band

    def mask(self, queries, valid):
        if self.band is None:
            return keys(valid)
        count = valid.shape[1]
        apart = (centres(count)[None, :] - centres(queries)[:, None]).abs()
        return hiding(valid[:, None, None, :] & (apart <= self.band + abs(WINDOW_SECONDS / queries - WINDOW_SECONDS / count) / 2))

    def forward(self, query, contexts, valid, valids):
        x = query * valid[..., None]
        masks = [self.mask(query.shape[1], v) for v in valids]
        for layer in self.layers:
            x = layer(x, contexts, valid, valids, masks)
        return x
