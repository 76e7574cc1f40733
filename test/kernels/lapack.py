"""Writes lapack.json: matrices that are hard for eigenvalue programs, and what LAPACK (through NumPy, SciPy) says of them. python3 test/kernels/lapack.py"""
import json, os
import numpy as np, scipy.linalg as sl
rng = np.random.default_rng(7)
def rounded(a): return np.round(a, 4)
normal = lambda n, m=None: rounded(rng.standard_normal((n, m or n)))
d = 10.0 ** np.linspace(-6, 6, 10)
cases = {
    "one": np.array([[3.5]]), "two": np.array([[1, 2], [3, 4.]]), "rotation": np.array([[0, -1], [1, 0.]]), "zeros": np.zeros((5, 5)), "identity": np.eye(6), "ones": np.ones((9, 9)),
    "normal 3": normal(3), "normal 7": normal(7), "normal 16": normal(16), "normal 25": normal(25),
    "clustered": np.diag([1, 1 + 1e-9, 1 + 2e-9, 2, 2, 5.]) + 0, "permutation": np.eye(12)[rng.permutation(12)],
    "Wilkinson": np.diag(np.abs(np.arange(21) - 10.)) + np.diag(np.ones(20), 1) + np.diag(np.ones(20), -1),
    "Jordan block": np.diag(np.ones(7), 1) + 2 * np.eye(8), "nilpotent": np.diag(np.ones(7), -1),
    "badly scaled": normal(10) * d[:, None] / d[None, :], "graded": normal(8) * 10.0 ** np.linspace(0, -12, 8)[:, None],
    "tiny": normal(6) * 1e-300, "huge": normal(6) * 1e300, "rank 2": rounded(normal(10, 2)) @ rounded(normal(2, 10)), "skew": (lambda a: a - a.T)(normal(9)),
}
out = []
for name, a in cases.items():
    s = (a + a.T) / 2
    w = np.linalg.eigvals(a)
    out.append({"name": name, "n": len(a), "matrix": a.ravel().tolist(), "symmetric": np.linalg.eigvalsh(s).tolist(),
                "re": w.real.tolist(), "im": w.imag.tolist(), "singular": np.linalg.svd(a, compute_uv=False).tolist()})
stable = []
for n in (1, 2, 5, 12):
    a = normal(n) - 3 * np.sqrt(n) * np.eye(n); c = normal(n); c = rounded(c @ c.T)
    stable.append({"n": n, "a": a.ravel().tolist(), "c": c.ravel().tolist(), "x": sl.solve_continuous_lyapunov(a, -c).ravel().tolist()})
tall = normal(11, 4)
json.dump({"numpy": np.__version__, "square": out, "lyapunov": stable, "tall": {"rows": 11, "columns": 4, "matrix": tall.ravel().tolist(), "singular": np.linalg.svd(tall, compute_uv=False).tolist()}},
          open(os.path.join(os.path.dirname(__file__), "lapack.json"), "w"), separators=(",", ":"))
