"""Compares this model with the C# one on the weights and inputs that `EEGAVI.Benchmarks export FOLDER` wrote: logits and every gradient."""
import json
import sys
from pathlib import Path

import numpy
import torch

import model as default_size


def read(path):
    data = Path(path).read_bytes()
    start = 8 + int.from_bytes(data[:8], "little")
    header = json.loads(data[8:start])
    header.pop("__metadata__", None)
    return {name: tensor(entry, data, start) for name, entry in header.items()}


def tensor(entry, data, start):
    first, last = entry["data_offsets"]
    values = numpy.frombuffer(data[start + first : start + last], dtype={"F32": "<f4", "F64": "<f8", "BOOL": "?"}[entry["dtype"]])
    return torch.tensor(values).reshape(entry["shape"])


def difference(ours, theirs, least=0.0):
    """The largest difference over the largest value, or over `least` where that is more."""
    return ((ours - theirs).abs().max() / theirs.abs().max().clamp_min(max(least, 1e-12))).item()


def main():
    folder = Path(sys.argv[1])
    # Its GELU's backward is wrong for gradients that are not contiguous.
    torch._C._set_mkldnn_enabled(False)
    model = default_size.Model(twin="--twin" in sys.argv)
    model.load_state_dict(read(folder / "weights.safetensors"))
    windows = read(folder / "inputs.safetensors")
    logits = model(*(windows[name] for name in ("eeg", "audio", "text", "video")))
    torch.nn.functional.cross_entropy(logits, torch.arange(len(logits)) % 4).backward()
    gradients = read(folder / "gradients.safetensors")
    worst = max((difference(gradients[name], p.grad), name) for name, p in model.named_parameters())
    print(json.dumps({"logits": difference(read(folder / "logits.safetensors")["logits"], logits), "gradients": worst[0], "worst": worst[1]}))
    assert len(gradients) == len(list(model.parameters())), "the two models have other parameters"


if __name__ == "__main__":
    main()
