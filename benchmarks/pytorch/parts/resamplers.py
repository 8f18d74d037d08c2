"""Resamplers: media [B, M, N, E] and what of them is real [B, M, N] -> [B, M * L, D]."""
import math

import torch
from torch import nn

from parts.common import attend, feed_forward, keys, masked_mean, merge_heads, split_heads


def items_as_rows(make, media, valid):
    """[B, M, N, E] -> [B, M * L, D], of what makes [R, N, E] and [R, N] to [R, L, D]."""
    return make(media.flatten(0, 1), valid.flatten(0, 1)).unflatten(0, media.shape[:2]).flatten(1, 2)


class PerceiverAttention(nn.Module):
    def __init__(self, width, heads):
        super().__init__()
        self.heads = heads
        self.norm_media = nn.LayerNorm(width)
        self.norm_latents = nn.LayerNorm(width)
        self.to_q = nn.Linear(width, heads * 64, bias=False)
        self.to_kv = nn.Linear(width, 2 * heads * 64, bias=False)
        self.to_out = nn.Linear(heads * 64, width, bias=False)

    def forward(self, media, latents, mask):
        media, latents = self.norm_media(media), self.norm_latents(latents)
        q = split_heads(self.to_q(latents), self.heads)
        k, v = (split_heads(part, self.heads) for part in self.to_kv(torch.cat([media, latents], dim=1)).chunk(2, dim=-1))
        return self.to_out(merge_heads(attend(q, k, v, mask)))


class Perceiver(nn.Module):
    def __init__(self, width, latents=64, depth=2, heads=12):
        super().__init__()
        self.latents = nn.Parameter(torch.randn(latents, width))
        self.layers = nn.ModuleList(nn.ModuleList([PerceiverAttention(width, heads), feed_forward(width)]) for _ in range(depth))
        self.norm = nn.LayerNorm(width)

    def forward(self, media, valid):
        return items_as_rows(self.read, media, valid)

    def read(self, media, valid):
        latents = self.latents.expand(len(media), -1, -1)
        mask = keys(torch.cat([valid, valid.new_ones(latents.shape[:2])], dim=1))
        for attention, ff in self.layers:
            latents = latents + attention(media, latents, mask)
            latents = latents + ff(latents)
        return self.norm(latents)


class Mab(nn.Module):
    """The Set Transformer's block: the scale is that of all heads together."""

    def __init__(self, query_width, key_width, width, heads=4):
        super().__init__()
        self.heads = heads
        self.fc_q, self.fc_kv, self.fc_o = nn.Linear(query_width, width), nn.Linear(key_width, 2 * width), nn.Linear(width, width)
        self.ln0, self.ln1 = nn.LayerNorm(width), nn.LayerNorm(width)

    def forward(self, query, set_, mask):
        q = self.fc_q(query)
        heads = split_heads(q / math.sqrt(self.heads), self.heads).expand(len(set_), -1, -1, -1)
        k, v = (split_heads(part, self.heads) for part in self.fc_kv(set_).chunk(2, dim=-1))
        read = attend(heads, k, v, mask)
        x = self.ln0(q + merge_heads(read))
        return self.ln1(x + self.fc_o(x).relu())


class PreNorm(nn.Module):
    def __init__(self, width, key_width, heads=4, inner=None, multiplier=4):
        super().__init__()
        self.heads = heads
        from_width, inner = key_width or width, inner or width
        self.q_norm = nn.LayerNorm(width)
        self.kv_norm = nn.LayerNorm(key_width) if key_width else None
        self.q_proj, self.kv_proj = nn.Linear(width, inner), nn.Linear(from_width, 2 * inner)
        self.o_proj = nn.Linear(inner, width)
        self.mlp = feed_forward(width, multiplier, bias=True)

    def forward(self, query, set_, mask):
        normed = self.q_norm(query)
        read = normed if self.kv_norm is None else self.kv_norm(set_)
        q = split_heads(self.q_proj(normed), self.heads).expand(len(read), -1, -1, -1)
        k, v = (split_heads(part, self.heads) for part in self.kv_proj(read).chunk(2, dim=-1))
        x = query + self.o_proj(merge_heads(attend(q, k, v, mask)))
        return x + self.mlp(x)


class Isab(nn.Module):
    def __init__(self, width, block, points=32):
        super().__init__()
        self.I = nn.Parameter(torch.randn(1, points, width))
        self.mab0, self.mab1 = block(width), block(width)

    def forward(self, x, mask):
        return self.mab1(x, self.mab0(self.I, x, mask), None)


class Pma(nn.Module):
    def __init__(self, width, block, seeds=16):
        super().__init__()
        self.S = nn.Parameter(torch.randn(1, seeds, width))
        self.mab = block(width)

    def forward(self, x, mask):
        return self.mab(self.S, x, mask)


class IsabPma(nn.Module):
    def __init__(self, width, block, depth=2):
        super().__init__()
        self.enc = nn.ModuleList(Isab(width, block) for _ in range(depth))
        self.dec = nn.ModuleList([Pma(width, block)])

    def forward(self, media, valid):
        return items_as_rows(self.read, media, valid)

    def read(self, x, valid):
        mask = keys(valid)
        for block in self.enc:
            x = block(x, mask)
        return self.dec[0](x, mask)


class PerceiverIo(nn.Module):
    def __init__(self, width, latents=64, self_blocks=2, heads=12):
        super().__init__()
        self.latents = nn.Parameter(torch.randn(1, latents, width))
        self.read = PreNorm(width, width, heads, heads * 64, 1)
        self.think = nn.ModuleList(PreNorm(width, 0, heads, heads * 64, 1) for _ in range(self_blocks))
        self.norm = nn.LayerNorm(width)

    def forward(self, media, valid):
        return items_as_rows(self.resample, media, valid)

    def resample(self, x, valid):
        latents = self.read(self.latents, x, keys(valid))
        for block in self.think:
            latents = block(latents, latents, None)
        return self.norm(latents)


class AttentionPool(nn.Module):
    def __init__(self, width, tokens=1, hidden=128):
        super().__init__()
        self.norm = nn.LayerNorm(width)
        self.score = nn.ModuleList([nn.Linear(width, hidden), nn.Linear(hidden, tokens, bias=False)])

    def forward(self, media, valid):
        return items_as_rows(self.pool, media, valid)

    def pool(self, x, valid):
        scores = self.score[1](self.score[0](self.norm(x)).tanh()).transpose(1, 2)
        return scores.masked_fill(~valid[:, None, :], -math.inf).softmax(dim=-1) @ x


class MeanPool(nn.Module):
    def forward(self, media, valid):
        return masked_mean(media, valid)


class TemporalSubsample(nn.Module):
    """Real tokens stand first, as in the measured inputs."""

    FRAMES = 12

    def forward(self, media, valid):
        count = valid.sum(dim=-1, keepdim=True)
        places = (torch.arange(self.FRAMES, dtype=torch.float64) / (self.FRAMES - 1) * (count - 1)).round().long()
        return media.gather(2, places[..., None].expand(-1, -1, -1, media.shape[3])).flatten(1, 2)


class FrozenProjection(nn.Module):
    def __init__(self, width, output=64):
        super().__init__()
        self.register_buffer("matrix", torch.randn(output, width))

    def forward(self, media, valid):
        return nn.functional.linear(media * valid[..., None], self.matrix).flatten(1, 2)
