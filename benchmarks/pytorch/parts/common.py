"""What the parts share."""
import torch
from torch import nn

HEADS, WINDOW_SECONDS = 6, 32


def split_heads(x, heads):
    return x.unflatten(-1, (heads, -1)).transpose(1, 2)


def merge_heads(x):
    return x.transpose(1, 2).flatten(2)


def hiding(allowed):
    """[B, 1, Tq or 1, Tk] bool, true = may be attended -> what is added to the logits, and which queries see anything where some do not."""
    bias = torch.zeros_like(allowed, dtype=torch.float32).masked_fill_(~allowed, -1e30)
    seen = allowed.any(dim=-1, keepdim=True)
    return bias, None if seen.all() else seen


def keys(valid):
    """The mask of keys [B, Tk], the same for all queries."""
    return hiding(valid[:, None, None, :])


def attend(q, k, v, mask=None):
    """Queries that see nothing get 0."""
    bias, seen = (None, None) if mask is None else mask
    read = nn.functional.scaled_dot_product_attention(q, k, v, attn_mask=None if bias is None else bias.to(q.dtype))
    return read if seen is None else read * seen


def masked_mean(x, valid):
    weights = valid.to(x.dtype)[..., None]
    return (x * weights).sum(dim=-2) / weights.sum(dim=-2).clamp(min=1)


def feed_forward(width, multiplier=4, bias=False):
    hidden = width * multiplier
    return nn.Sequential(nn.LayerNorm(width), nn.Linear(width, hidden, bias=bias), nn.GELU(), nn.Linear(hidden, width, bias=bias))


def centres(tokens):
    return (torch.arange(tokens) + 0.5) * (WINDOW_SECONDS / tokens)
