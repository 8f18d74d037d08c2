"""Fits scikit-learn's LogisticRegression: for each line `fit ROWS FEATURES CLASSES` on standard input, the seconds as one line of JSON; for `weights ...`, the weights.

LogisticCase.cs makes the same rows by the same formula.
"""
import functools
import json
import sys
import time

import numpy as np
from sklearn.linear_model import LogisticRegression

L2, TOLERANCE = 1.0, 1e-6


@functools.lru_cache(maxsize=1)
def table(rows, features, classes):
    """[N, D] features, made in float32, and [N] classes; every tenth row has another class than its features say."""
    i, j = np.meshgrid(np.arange(rows), np.arange(features), indexing="ij")
    shown = (i[:, 0] * 5 + i[:, 0] // 7) % classes
    x = np.sin(0.37 * (i + 1) * (j + 1)) + 0.5 * (j % classes == shown[:, None])
    return x.astype(np.float32).astype(np.float64), np.where(i[:, 0] % 10 == 0, (shown + 1) % classes, shown)


def fit(x, label):
    return LogisticRegression(C=1 / L2, tol=TOLERANCE, max_iter=100000).fit(x, label)


def main():
    for line in sys.stdin:
        request, *size = line.split()
        x, label = table(*map(int, size))
        start = time.perf_counter()
        fitted = fit(x, label)
        seconds = time.perf_counter() - start
        answer = {"weights": fitted.coef_.ravel().tolist()} if request == "weights" else {"seconds": seconds}
        print(json.dumps(answer), flush=True)


if __name__ == "__main__":
    main()
