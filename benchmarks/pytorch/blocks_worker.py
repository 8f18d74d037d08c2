"""A worker of the parts' benchmark: does what each line on standard input asks and answers with one line of JSON.

Lines: "step COUNT NAME", "infer COUNT NAME" (mean seconds of a call), "memory COUNT NAME" (bytes that COUNT steps need beside the part and its inputs).
"""
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
        answer = {"bytes": peak(int(count), part, given)} if work == "memory" else {"seconds": [timed(work, int(count), part, given)]}
        print(json.dumps(answer), flush=True)


def timed(work, count, part, given):
    with torch.inference_mode(work == "infer"):
        start = time.perf_counter()
        for _ in range(count):
            (blocks.step if work == "step" else blocks.run)(part, given)
        return (time.perf_counter() - start) / count


def peak(count, part, given):
    before = memory("VmRSS")
    timed("step", count, part, given)
    return memory("VmHWM") - before


def memory(kind):
    with open("/proc/self/status") as status:
        return int(next(line for line in status if line.startswith(kind)).split()[1]) * 1024


if __name__ == "__main__":
    main()
