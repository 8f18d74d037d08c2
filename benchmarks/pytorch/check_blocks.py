"""Compares these parts with the C# ones on what `EEGAVI.Benchmarks blocks-export FOLDER` wrote: outputs and every gradient, in float64."""
import sys
from pathlib import Path

import torch

import blocks
from check import difference, read


def main():
    torch._C._set_mkldnn_enabled(False)
    worst = 0
    for folder in sorted(Path(sys.argv[1]).iterdir()):
        worst = max(worst, *compare(folder))
    print(f"{worst:.0e}")


def compare(folder):
    part, given = blocks.make(folder.name).double(), read(folder / "inputs.safetensors")
    part.load_state_dict(read(folder / "weights.safetensors"))
    output, gradients = read(folder / "output.safetensors")["output"], read(folder / "gradients.safetensors")
    for name, value in given.items():
        value.requires_grad_(f"in/{name}" in gradients)
    blocks.step(part, given)
    known = {name: p.grad for name, p in part.named_parameters()} | {f"in/{name}": v.grad for name, v in given.items() if v.requires_grad}
    assert gradients.keys() == known.keys(), f"{folder.name}: {gradients.keys() ^ known.keys()}"
    yield report(folder.name, "output", output, blocks.run(part, given))
    # Some gradients are 0 but for rounding, as that of a key's bias, which shifts all logits alike.
    least = 1e-3 * max((gradient.abs().max().item() for gradient in gradients.values()), default=0)
    for name, gradient in gradients.items():
        yield report(folder.name, name, gradient, known[name], least)


def report(part, name, ours, theirs, least=0.0):
    apart = difference(ours, theirs, least)
    assert apart < 1e-9, f"{part}: {name} differs by {apart:.1e}"
    return apart


if __name__ == "__main__":
    main()
