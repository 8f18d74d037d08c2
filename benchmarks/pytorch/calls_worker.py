"""Times calls of small operators: for each line `call COUNT NAME` on standard input, the mean seconds of COUNT calls as one line of JSON.

The loop is compiled with the call in it: a function around the call would cost a tenth of it.
"""
import argparse
import json
import sys
import time

import torch

x, y, m, w = torch.ones(1), torch.ones(1), torch.ones(8, 8), torch.ones(1, requires_grad=True)

CALLS = {
    "x + y": "x + y",
    "x + 2.0": "x + 2.0",
    "relu(x)": "x.relu()",
    "sum(x)": "x.sum()",
    "matmul(m, m)": "m.matmul(m)",
    "view(m, 4, 16)": "m.view(4, 16)",
    "w * y, w has a gradient": "w * y",
}

LOOP = """
def loop(count, x, y, m, w, clock):
    start = clock()
    for _ in range(count):
        {}
    return (clock() - start) / count
"""


def compiled(call):
    names = {}
    exec(LOOP.format(call), names)
    return names["loop"]


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--threads", type=int, default=0, help="0 = as PyTorch starts")
    options = options.parse_args()
    if options.threads:
        torch.set_num_threads(options.threads)
    loops = {name: compiled(call) for name, call in CALLS.items()}
    for line in sys.stdin:
        _, count, name = line.strip().split(" ", 2)
        print(json.dumps({"seconds": [loops[name](int(count), x, y, m, w, time.perf_counter)]}), flush=True)


if __name__ == "__main__":
    main()
