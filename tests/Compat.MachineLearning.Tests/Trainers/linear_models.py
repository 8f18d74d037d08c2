"""Writes linear_models.json: optima of regularised linear models, by scikit-learn and scipy.

Debian/Ubuntu: apt-get install python3-sklearn; python3 linear_models.py > linear_models.json
LinearModels.cs makes the same rows by the same formula.
"""
import json

import numpy as np
from scipy.optimize import minimize
from sklearn.linear_model import LogisticRegression, Ridge

N, D, K = 150, 7, 4


def rows():
    """[N, D] features in float32 and [N] classes."""
    i, j = np.meshgrid(np.arange(N), np.arange(D), indexing="ij")
    label = (i[:, 0] * 5 + i[:, 0] // 7) % K
    x = np.sin(0.37 * (i + 1) * (j + 1)) + 0.5 * (j % K == label[:, None])
    return x.astype(np.float32).astype(np.float64), label


x, label = rows()
binary = (label >= 2).astype(int)
target = (x @ np.arange(1, D + 1) / 4 + np.sin(1.7 * np.arange(N)) + 0.5).astype(np.float32).astype(np.float64)
ones = np.hstack([x, np.ones((N, 1))])


def model(fitted):
    return {"weights": fitted.coef_.tolist(), "biases": np.atleast_1d(fitted.intercept_).tolist()}


def logistic(y, l1, l2):
    """sum of losses + l1 |w| + l2/2 |w|^2, no penalty on the bias."""
    if l1 == 0:
        return model(LogisticRegression(C=1 / l2, tol=1e-12, max_iter=100000).fit(x, y))
    penalty = dict(penalty="elasticnet", solver="saga", C=1 / (l1 + l2), l1_ratio=l1 / (l1 + l2), random_state=0)
    return model(LogisticRegression(tol=1e-10, max_iter=1000000, **penalty).fit(x, y))


def dual_logistic(l2):
    """mean of losses + l2/2 |w|^2, the bias penalised like a weight."""
    fitted = LogisticRegression(C=1 / (l2 * N), tol=1e-12, max_iter=100000, fit_intercept=False).fit(ones, binary)
    return {"weights": fitted.coef_[:, :D].tolist(), "biases": fitted.coef_[:, D].tolist()}


def pairwise(l2):
    """mean over rows of sum over c != y of log(1 + exp(f_c - f_y)) + l2/2 |w|^2, the biases penalised like weights."""

    def loss(flat):
        w = flat.reshape(K, D + 1)
        scores = ones @ w.T
        margin = scores[np.arange(N), label][:, None] - scores
        wrong = 1 / (1 + np.exp(margin))
        wrong[np.arange(N), label] = 0
        slopes = wrong.copy()
        slopes[np.arange(N), label] = -wrong.sum(1)
        value = np.logaddexp(0, -margin).sum() - N * np.log(2)
        return value / N + l2 / 2 * (w**2).sum(), (slopes.T @ ones / N + l2 * w).ravel()

    w = minimize(loss, np.zeros(K * (D + 1)), jac=True, method="L-BFGS-B",
                 options=dict(maxiter=100000, maxfun=1000000, ftol=1e-16, gtol=1e-12)).x.reshape(K, D + 1)
    return {"weights": w[:, :D].tolist(), "biases": w[:, D].tolist()}


MODELS = {
    "softmaxL2": logistic(label, 0, 0.5),
    "softmaxL1L2": logistic(label, 1, 1),
    "binaryL2": logistic(binary, 0, 0.5),
    "binaryL1L2": logistic(binary, 1, 1),
    "sdcaBinary": dual_logistic(0.01),
    "sdcaSoftmax": pairwise(0.01),
    "ridge": model(Ridge(alpha=N * 0.02 / 2, solver="cholesky").fit(x, target)),
}
print("{\n" + ",\n".join(f"{json.dumps(name)}: {json.dumps(model)}" for name, model in MODELS.items()) + "\n}")
