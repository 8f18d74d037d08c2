"""The default-size model of the benchmark as a PyTorch user would write it. Names of weights are those of the C# model."""
import torch
from torch import nn


def feed_forward(width, multiplier=4):
    return nn.Sequential(
        nn.LayerNorm(width),
        nn.Linear(width, width * multiplier, bias=False),
        nn.GELU(),
        nn.Linear(width * multiplier, width, bias=False),
    )


def split_heads(x, heads):
    return x.unflatten(-1, (heads, -1)).transpose(1, 2)


def merge_heads(x):
    return x.transpose(1, 2).flatten(2)


def attend(q, k, v):
    return nn.functional.scaled_dot_product_attention(q, k, v)


class PerceiverAttention(nn.Module):
    """Flamingo's: latents read the media and themselves through one projection to keys and values."""

    def __init__(self, width, heads, head_width, twin):
        super().__init__()
        inner = heads * head_width
        self.heads, self.twin = heads, twin
        self.norm_media = nn.LayerNorm(width)
        self.norm_latents = nn.LayerNorm(width)
        self.to_q = nn.Linear(width, inner, bias=False)
        self.to_kv = nn.Linear(width, 2 * inner, bias=False)
        self.to_out = nn.Linear(inner, width, bias=False)

    def forward(self, media, latents):
        media, latents = self.norm_media(media), self.norm_latents(latents)
        q = split_heads(self.to_q(latents), self.heads)
        k, v = self.twin_keys(media, latents) if self.twin else self.keys(media, latents)
        return self.to_out(merge_heads(attend(q, k, v)))

    def keys(self, media, latents):
        k, v = self.to_kv(torch.cat([media, latents], dim=1)).chunk(2, dim=-1)
        return split_heads(k, self.heads), split_heads(v, self.heads)

    def twin_keys(self, media, latents):
        """The C# part's order of work: project apart, join head by head."""
        rows = media.shape[0]
        pairs = zip(self.to_kv(media).chunk(2, dim=-1), self.to_kv(latents).chunk(2, dim=-1))
        return [torch.cat([split_heads(m, self.heads), split_heads(x, self.heads).expand(rows, -1, -1, -1)], dim=2) for m, x in pairs]


class Perceiver(nn.Module):
    """[B, M, N, E] -> [B, M * L, E]."""

    def __init__(self, width=768, latents=64, depth=2, heads=12, head_width=64, twin=False):
        super().__init__()
        self.twin = twin
        self.latents = nn.Parameter(torch.randn(latents, width))
        self.layers = nn.ModuleList(
            nn.ModuleList([PerceiverAttention(width, heads, head_width, twin), feed_forward(width)]) for _ in range(depth)
        )
        self.norm = nn.LayerNorm(width)

    def forward(self, media):
        rows = media.shape[0]
        media = media.flatten(0, 1)
        # The twin, like the C# part, computes the first layer's latents once for all media.
        latents = self.latents.expand(1 if self.twin else media.shape[0], -1, -1)
        for attention, ff in self.layers:
            latents = latents + attention(media, latents)
            latents = latents + ff(latents)
        return self.norm(latents).unflatten(0, (rows, -1)).flatten(1, 2)


class Precomputed(nn.Module):
    def __init__(self, width, output_width):
        super().__init__()
        self.linear = nn.Linear(width, output_width)

    def forward(self, x):
        return self.linear(x)


class Gate(nn.Module):
    def __init__(self, start):
        super().__init__()
        self.alpha = nn.Parameter(torch.full([1], float(start)))

    def forward(self, x):
        return x * self.alpha.tanh()


class Branch(nn.Module):
    def __init__(self, width, context_width, heads, head_width, gate):
        super().__init__()
        inner = heads * head_width
        self.heads = heads
        self.norm = nn.LayerNorm(context_width)
        self.to_kv = nn.Linear(context_width, 2 * inner, bias=False)
        self.to_out = nn.Linear(inner, width, bias=False)
        self.gate = Gate(gate)

    def forward(self, q, context):
        k, v = self.to_kv(self.norm(context)).chunk(2, dim=-1)
        read = attend(q, split_heads(k, self.heads), split_heads(v, self.heads))
        return self.gate(self.to_out(merge_heads(read)))


class SelfReading(nn.Module):
    def __init__(self, width, heads, head_width, gate):
        super().__init__()
        inner = heads * head_width
        self.heads = heads
        self.norm = nn.LayerNorm(width)
        self.to_qkv = nn.Linear(width, 3 * inner, bias=False)
        self.to_out = nn.Linear(inner, width, bias=False)
        self.gate = Gate(gate)

    def forward(self, x):
        q, k, v = (split_heads(part, self.heads) for part in self.to_qkv(self.norm(x)).chunk(3, dim=-1))
        return self.gate(self.to_out(merge_heads(attend(q, k, v))))


class GatedLayer(nn.Module):
    def __init__(self, width, context_widths, heads, head_width, gate):
        super().__init__()
        self.heads = heads
        self.add_module("self", SelfReading(width, heads, head_width, gate))
        self.norm = nn.LayerNorm(width)
        self.to_q = nn.Linear(width, heads * head_width, bias=False)
        self.branches = nn.ModuleList(Branch(width, w, heads, head_width, gate) for w in context_widths)
        self.ff = feed_forward(width)
        self.ff_gate = Gate(gate)

    def forward(self, x, contexts):
        x = x + getattr(self, "self")(x)
        q = split_heads(self.to_q(self.norm(x)), self.heads)
        for branch, context in zip(self.branches, contexts):
            x = x + branch(q, context)
        return x + self.ff_gate(self.ff(x))


class Fusion(nn.Module):
    def __init__(self, width, context_widths, depth, heads, head_width, gate):
        super().__init__()
        self.layers = nn.ModuleList(GatedLayer(width, context_widths, heads, head_width, gate) for _ in range(depth))

    def forward(self, x, contexts):
        for layer in self.layers:
            x = layer(x, contexts)
        return x


class Model(nn.Module):
    """EEG tokens read audio, text and video."""

    def __init__(self, width=384, gate=0.5, classes=4, twin=False):
        super().__init__()
        self.query = nn.ModuleDict({"encoder": Precomputed(6400, width)})
        self.context_audio = nn.ModuleDict({"resampler": Perceiver(twin=twin)})
        self.context_video = nn.ModuleDict({"resampler": Perceiver(twin=twin)})
        self.fusion_0 = Fusion(width, [768, 384, 768], depth=2, heads=6, head_width=64, gate=gate)
        self.head_emotion = nn.ModuleDict({"linear": nn.Linear(width, classes)})

    def forward(self, eeg, audio, text, video):
        x = self.query["encoder"](eeg)
        contexts = [self.context_audio["resampler"](audio), text, self.context_video["resampler"](video)]
        return self.head_emotion["linear"](self.fusion_0(x, contexts).mean(dim=1))



class Small(nn.Module):
    """The model `gated-xattn` of study X in samples/CompareFusion: 12,000 parameters."""

    def __init__(self, width=32, features=16, heads=2, head_width=16, classes=2):
        super().__init__()
        self.query = nn.ModuleDict({"encoder": Precomputed(features, width)})
        self.context = Precomputed(features, width)
        self.norm = nn.LayerNorm(width)
        self.to_q = nn.Linear(width, heads * head_width, bias=False)
        self.branch = Branch(width, width, heads, head_width, gate=0)
        self.ff, self.ff_gate = feed_forward(width), Gate(0)
        self.head = nn.Linear(width, classes)
        self.heads = heads

    def forward(self, eeg, audio):
        x = self.query["encoder"](eeg)
        x = x + self.branch(split_heads(self.to_q(self.norm(x)), self.heads), self.context(audio))
        return self.head((x + self.ff_gate(self.ff(x))).mean(dim=1))


def small_inputs():
    """EEG and audio, 16 tokens of 16 numbers each, 64 rows."""
    return [torch.randn(64, 16, 16), torch.randn(64, 16, 16)], torch.arange(64) % 2


def inputs(batch=4):
    """EEG 8 x (32 x 200), audio 8 x 199 x 768, text 8 x 384, video 8 x 98 x 768."""
    shapes = [(batch, 8, 6400), (batch, 8, 199, 768), (batch, 8, 384), (batch, 8, 98, 768)]
    return [torch.randn(shape) for shape in shapes], torch.arange(batch) % 4
