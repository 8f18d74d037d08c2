"""A worker of the parts' benchmark: does what each line on standard input asks, `step COUNT NAME` or `infer COUNT NAME`, and answers with one line of JSON."""
import argparse
import json
import sys
import time

import torch

import blocks


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--threads", type=int, default=0, help="0 = as PyTorch starts")
    options = options.parse_args()
    if options.threads:
        torch.set_num_threads(options.threads)
    known = None
    for line in sys.stdin:
        work, count, name = line.strip().split(" ", 2)
        if name != known:
            known, part, given = name, blocks.make(name), blocks.inputs(name)
        print(json.dumps({"seconds": [timed(work, int(count), part, given)]}), flush=True)


def timed(work, count, part, given):
    with torch.set_grad_enabled(work == "step"):
        start = time.perf_counter()
        for _ in range(count):
            (blocks.step if work == "step" else blocks.run)(part, given)
        return (time.perf_counter() - start) / count


if __name__ == "__main__":
    main()
