"""Memory capacity and Lyapunov exponents in NumPy, one request a line: {"open": {"file", "n"}}, then {"run", "steps"} answers with processor seconds and a number."""
import json, sys, time
import numpy as np

a = None

def inputs(n, steps):
    draws = np.random.default_rng(1)
    return draws.uniform(-0.5, 0.5, steps), draws.uniform(-1, 1, n)

def memory(steps):
    """Rates of x <- W tanh(x) + w u, then all delays by one least-squares solution, adjusted."""
    n, delays, discard = len(a), 60, 500
    u, w = inputs(n, discard + steps)
    x, rates = np.zeros(n), np.empty((steps, n))
    for t in range(discard + steps):
        x = a @ np.tanh(x) + w * u[t]
        if t >= discard:
            rates[t - discard] = np.tanh(x)
    wanted = np.array([u[discard - k : discard - k + steps] for k in range(1, delays + 1)]).T
    design = np.column_stack([np.ones(steps), rates])
    weights = np.linalg.lstsq(design, wanted, rcond=1e-10)[0]
    missed = ((wanted - design @ weights) ** 2).sum(0) / ((wanted - wanted.mean(0)) ** 2).sum(0)
    return (1 - missed * (steps - 1) / (steps - n - 1)).sum()

def spectrum(steps):
    """The ten largest exponents per step: tangents by the exact Jacobian, a QR decomposition each step."""
    n, discard = len(a), steps // 10
    u, w = inputs(n, discard + steps)
    x, q, grown = np.zeros(n), np.eye(n, 10), np.zeros(10)
    for t in range(discard + steps):
        rate = np.tanh(x)
        q, r = np.linalg.qr(a @ ((1 - rate * rate)[:, None] * q))
        x = a @ rate + w * u[t]
        if t >= discard:
            grown += np.log(np.abs(np.diag(r)))
    return grown[0] / steps

for line in sys.stdin:
    request = json.loads(line)
    if "open" in request:
        n = request["open"]["n"]
        a = np.fromfile(request["open"]["file"]).reshape(n, n)
        answer = {"version": f"NumPy {np.__version__}"}
    else:
        start = time.process_time()
        value = {"memory capacity": memory, "Lyapunov spectrum": spectrum}[request["run"]](request["steps"])
        answer = {"seconds": time.process_time() - start, "value": float(value)}
    print(json.dumps(answer), flush=True)
