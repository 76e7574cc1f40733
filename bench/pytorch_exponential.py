"""The matrix exponential in PyTorch on one thread, value and gradient of a weighted sum of it. Reads one JSON request a line, answers one JSON line.
{"open": {folder, n}} loads a matrix and the weights of the sum (f64); {"run": "float32" | "float64"} answers {"seconds": processor time, "value": the sum, "gradient": a few numbers}."""
import json, os, sys, time
import numpy, torch
torch.set_num_threads(1)

matrix = weights = None
for line in sys.stdin:
    request = json.loads(line)
    if "open" in request:
        n, folder = request["open"]["n"], request["open"]["folder"]
        matrix, weights = (torch.from_numpy(numpy.fromfile(os.path.join(folder, name)).reshape(n, n)) for name in ("matrix", "weights"))
        answer = {"version": torch.__version__}
    else:
        kind = getattr(torch, request["run"])
        a, g = matrix.to(kind).clone().requires_grad_(), weights.to(kind)
        start = time.process_time()
        value = (torch.matrix_exp(a) * g).sum()
        value.backward()
        answer = {"seconds": time.process_time() - start, "value": value.item(), "gradient": a.grad.ravel()[:: max(1, a.numel() // 50)].tolist()}
    print(json.dumps(answer), flush=True)
