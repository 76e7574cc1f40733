"""Linear algebra in NumPy and SciPy, one request a line: {"open": {"file", "n"}}, then {"run": name} answers with seconds of processor time and a few numbers to compare."""
import json, sys, time
import numpy as np, scipy.linalg

a = None

def blas():
    try:
        found = [lib["internal_api"] + " " + lib["version"] for lib in __import__("threadpoolctl").threadpool_info()]
        return ", ".join(found)
    except ImportError:
        return "its BLAS"

def simulation(n, starts, steps):
    """Euler steps of tau x' = -x + W x + noise, all starts side by side, in f32 as PyTorch and NumPy users run it; the noise by NumPy's fastest generator."""
    draws, w, h = np.random.default_rng(1), (0.4 * a).astype(np.float32), np.float32(0.1)
    x = draws.standard_normal((n, starts), dtype=np.float32)
    for _ in range(steps):
        x += h * (w @ x - x + draws.standard_normal((n, starts), dtype=np.float32))
    return x.astype(float).ravel()

def run(name):
    n = len(a)
    if name == "simulation":
        return simulation(n, 20, 1000)
    if name == "symmetric eigenvalues":
        return np.linalg.eigvalsh(a)
    if name == "symmetric eigenvectors":
        return np.linalg.eigh(a)[0]
    if name == "general eigenvalues":
        return np.sort(np.linalg.eigvals(a).real)
    if name == "spectral radius":
        return np.abs(np.linalg.eigvals(a)).max(keepdims=True)
    if name == "Lyapunov":
        return np.diag(scipy.linalg.solve_continuous_lyapunov(a, -np.eye(n)))
    return np.sort(np.linalg.svd(a, compute_uv=False))

for line in sys.stdin:
    request = json.loads(line)
    if "open" in request:
        n = request["open"]["n"]
        a = np.fromfile(request["open"]["file"]).reshape(n, n)
        answer = {"version": f"NumPy {np.__version__}, SciPy {scipy.__version__} with {blas()}"}
    else:
        start = time.process_time()
        values = run(request["run"])
        answer = {"seconds": time.process_time() - start, "values": values[:: max(1, len(values) // 50)].tolist()}
    print(json.dumps(answer), flush=True)
