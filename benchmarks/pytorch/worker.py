"""A worker of the benchmark: does what each line on standard input asks and answers with one line of JSON.

Lines: "step N", "infer N", "memory" (peak of this process), "parameters".
"""
import argparse
import json
import sys
import time

import torch

import model as default_size


def timed(work, count):
    seconds = []
    for _ in range(count):
        start = time.perf_counter()
        work()
        if torch.cuda.is_available():
            torch.cuda.synchronize()
        seconds.append(time.perf_counter() - start)
    return {"seconds": seconds}


class Worker:
    def __init__(self, twin, bfloat16, device, rows, small=False):
        torch.manual_seed(1)
        self.device = device
        self.model = (default_size.Small() if small else default_size.Model(twin=twin)).to(device)
        inputs, labels = default_size.small_inputs() if small else default_size.inputs(rows)
        self.inputs, self.labels = [values.to(device) for values in inputs], labels.to(device)
        self.optimiser = torch.optim.AdamW(self.model.parameters(), lr=1e-4, weight_decay=0.01)
        self.bfloat16 = bfloat16

    def logits(self):
        with torch.autocast(self.device, dtype=torch.bfloat16, enabled=self.bfloat16):
            return self.model(*self.inputs)

    def train_once(self):
        loss = torch.nn.functional.cross_entropy(self.logits().float(), self.labels)
        loss.backward()
        self.optimiser.step()
        self.optimiser.zero_grad(set_to_none=True)

    def step(self, count):
        self.model.train()
        return timed(self.train_once, count)

    def infer(self, count):
        self.model.eval()
        with torch.inference_mode():
            return timed(self.logits, count)

    def memory(self, _):
        with open("/proc/self/status") as status:
            peak = next(line for line in status if line.startswith("VmHWM"))
        return {"bytes": int(peak.split()[1]) * 1024}

    def parameters(self, _):
        return {"count": sum(p.numel() for p in self.model.parameters())}


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--threads", type=int, default=0, help="0 = as PyTorch starts")
    options.add_argument("--twin", action="store_true", help="the C# parts' order of work instead of Flamingo's")
    options.add_argument("--bfloat16", action="store_true", help="autocast")
    options.add_argument("--device", default="cpu", help="cpu or cuda")
    options.add_argument("--rows", type=int, default=4, help="rows of a batch")
    options.add_argument("--small", action="store_true", help="the model of 12,000 parameters")
    options = options.parse_args()
    if options.threads:
        torch.set_num_threads(options.threads)
    worker = Worker(options.twin, options.bfloat16, options.device, options.rows, options.small)
    for line in sys.stdin:
        work, _, count = line.partition(" ")
        print(json.dumps(getattr(worker, work.strip())(int(count or 1))), flush=True)


if __name__ == "__main__":
    main()
