"""Blocks over one vector of each modality."""
import torch
from torch import nn

from parts.common import attend, keys, masked_mean, merge_heads, split_heads


class Pool(nn.Module):
    def __init__(self, width):
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))

    def forward(self, x, valid):
        return masked_mean(x, valid) * self.weight


class Late(nn.Module):
    """What each modality becomes before they meet. `present` is [B, modalities]."""

    def __init__(self, width, context_widths):
        super().__init__()
        self.widths = [width, *context_widths]
        self.pools = nn.ModuleList(Pool(w) for w in self.widths)
        self.joined = sum(self.widths) + len(self.widths)

    def forward(self, query, contexts, valid, valids):
        present = torch.stack([v.any(dim=1) for v in [valid, *valids]], dim=1)
        vectors = [pool(x, v) for pool, x, v in zip(self.pools, [query, *contexts], [valid, *valids])]
        return self.fuse(vectors, present).unsqueeze(1)


def mapped(maps, vectors, present):
    """Each vector after its own map; an absent one is 0."""
    return [m(vector) * bit[:, None] for m, vector, bit in zip(maps, vectors, present.unbind(dim=1))]


class LateConcat(Late):
    def __init__(self, width, context_widths):
        super().__init__(width, context_widths)
        self.mix = nn.Sequential(nn.Linear(self.joined, width), nn.ReLU(), nn.Dropout(0), nn.Linear(width, width))

    def fuse(self, vectors, present):
        return self.mix(torch.cat([*vectors, present], dim=1))


class LateGated(Late):
    def __init__(self, width, context_widths):
        super().__init__(width, context_widths)
        self.gate = nn.Linear(self.joined, width)
        self.map = nn.Linear(self.joined, width)

    def fuse(self, vectors, present):
        z = torch.cat([*vectors, present], dim=1)
        return self.gate(z).sigmoid() * self.map(z)


class LateSum(Late):
    def __init__(self, width, context_widths):
        super().__init__(width, context_widths)
        self.maps = nn.ModuleList(nn.Sequential(nn.LayerNorm(w), nn.Linear(w, width), nn.GELU(), nn.Linear(width, width)) for w in self.widths)

    def fuse(self, vectors, present):
        return sum(mapped(self.maps, vectors, present))


class LateCrossAttention(Late):
    HEADS = 4

    def __init__(self, width, context_widths):
        super().__init__(width, context_widths)
        self.maps = nn.ModuleList(nn.Sequential(nn.LayerNorm(w), nn.Linear(w, width)) for w in self.widths)
        self.to_qkv = nn.Linear(width, 3 * self.HEADS * 64, bias=False)
        self.to_out = nn.Linear(self.HEADS * 64, width, bias=False)
        self.blend = nn.Parameter(torch.zeros(2))

    def fuse(self, vectors, present):
        x = torch.stack(mapped(self.maps, vectors, present), dim=1)
        q, k, v = (split_heads(part, self.HEADS) for part in self.to_qkv(x).chunk(3, dim=-1))
        x = x + self.to_out(merge_heads(attend(q, k, v, keys(present))))
        absent = ~torch.stack([present[:, 0], present[:, 1:].any(dim=1)], dim=1)
        weights = self.blend.expand(absent.shape).masked_fill(absent, -1e4).softmax(dim=-1)
        return weights[:, :1] * x[:, 0] + weights[:, 1:] * masked_mean(x[:, 1:], present[:, 1:])


def narrowing(widths, inner):
    return nn.ModuleList(nn.Sequential(nn.LayerNorm(w), nn.Linear(w, inner)) for w in widths)


class TensorFusion(Late):
    INNER = 8

    def __init__(self, width, context_widths):
        super().__init__(width, context_widths)
        self.narrow = narrowing(self.widths, self.INNER)
        self.mix = nn.Linear((1 + self.INNER) ** len(self.widths), width)

    def fuse(self, vectors, present):
        one = vectors[0].new_ones(len(present), 1)
        product = one
        for z in mapped(self.narrow, vectors, present):
            product = (product.unsqueeze(2) * torch.cat([one, z], dim=1).unsqueeze(1)).flatten(1)
        return self.mix(product)


class LowRankProduct(nn.Module):
    def __init__(self, widths, output, rank=4):
        super().__init__()
        self.factors = nn.ModuleList(nn.Linear(w, rank * output) for w in widths)
        self.mix = nn.Parameter(torch.ones(rank))
        self.bias = nn.Parameter(torch.zeros(output))

    def forward(self, vectors, present):
        product = 1
        for factor, z, bit in zip(self.factors, vectors, present.unbind(dim=1)):
            product = product * factor(z).masked_fill(~bit[:, None], 1)
        return torch.einsum("brd,r->bd", product.unflatten(1, (len(self.mix), -1)), self.mix) + self.bias


class LowRank(Late):
    def __init__(self, width, context_widths):
        super().__init__(width, context_widths)
        self.norms = nn.ModuleList(nn.LayerNorm(w) for w in self.widths)
        self.product = LowRankProduct(self.widths, width)

    def fuse(self, vectors, present):
        return self.product(mapped(self.norms, vectors, present), present)


class Interaction(nn.Module):
    def __init__(self, inner, output):
        super().__init__()
        self.W = nn.Parameter(torch.randn(inner, inner, output))
        self.U = nn.Parameter(torch.randn(inner, output))
        self.V = nn.Parameter(torch.randn(inner, output))
        self.b = nn.Parameter(torch.zeros(output))

    def forward(self, a, z):
        turned = (a @ self.W.flatten(1)).unflatten(1, self.W.shape[1:])
        return (z.unsqueeze(1) @ turned).squeeze(1) + a @ self.U + z @ self.V + self.b


class Multiplicative(Late):
    INNER = 32

    def __init__(self, width, context_widths):
        super().__init__(width, context_widths)
        self.narrow = narrowing(self.widths, self.INNER)
        self.map = nn.Linear(self.INNER, width)
        self.interactions = nn.ModuleList(Interaction(self.INNER, width) for _ in context_widths)

    def fuse(self, vectors, present):
        z, *contexts = mapped(self.narrow, vectors, present)
        bits = present.unbind(dim=1)
        fused = self.map(z) * bits[0][:, None]
        for interaction, a, bit in zip(self.interactions, contexts, bits[1:]):
            fused = fused + interaction(a, z) * bit[:, None]
        return fused
