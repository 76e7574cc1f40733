"""The peer: the same classifier in PyTorch on one thread. Reads one JSON request a line, answers one JSON line.
{"open": {inputs, hidden, outputs, batch, recurrent: null|"fixed"|"trained", folder, converted}} loads images, labels, order and first
weights, and converts the images to numbers at once where `converted` says so, else with each minibatch;
{"steps": n} trains on the next n minibatches and answers {"seconds": s, "processor": s, "losses": [...]}."""
import json, os, sys, time
os.environ["OPENBLAS_NUM_THREADS"] = os.environ["OMP_NUM_THREADS"] = "1"
import numpy, torch
torch.set_num_threads(1)


class Classifier(torch.nn.Module):
    def __init__(self, shape):
        super().__init__()
        self.input = torch.nn.Linear(shape["inputs"], shape["hidden"])
        self.recurrent = torch.nn.Linear(shape["hidden"], shape["hidden"], bias=False) if shape["recurrent"] else None
        self.readout = torch.nn.Linear(shape["hidden"], shape["outputs"])

    def forward(self, x):
        h = torch.relu(self.input(x))
        return self.readout(self.recurrent(h) if self.recurrent else h)


def opened(shape):
    read = lambda name, kind: numpy.fromfile(os.path.join(shape["folder"], name), kind)
    model = Classifier(shape)
    weights = {"A": model.input.weight, "a": model.input.bias, "R": model.readout.weight, "r": model.readout.bias}
    if model.recurrent:
        weights["W"] = model.recurrent.weight
        model.recurrent.weight.requires_grad = shape["recurrent"] == "trained"
    with torch.no_grad():
        for name, weight in weights.items():
            weight.copy_(torch.from_numpy(read(name, numpy.float32)).reshape(weight.shape))
    images = torch.from_numpy(read("images", numpy.uint8)).reshape(-1, shape["inputs"])
    if shape.get("converted"):
        images = images.float().div_(255)
    labels = torch.from_numpy(read("labels", numpy.uint8).astype(numpy.int64))
    order = torch.from_numpy(read("order", numpy.int32).astype(numpy.int64)).split(shape["batch"])
    learning = [weight for weight in model.parameters() if weight.requires_grad]
    normalised = (lambda x: x) if shape.get("converted") else (lambda x: x.float().div_(255))
    return model, torch.optim.Adam(learning, lr=1e-3), torch.nn.CrossEntropyLoss(), images, labels, order, normalised


state, step = None, 0
for line in sys.stdin:
    request = json.loads(line)
    if "open" in request:
        state, step, answer = opened(request["open"]), 0, {"version": torch.__version__, "blas": "OpenBLAS" if "openblas" in open("/proc/self/maps").read() else "another BLAS"}
    else:
        model, optimiser, criterion, images, labels, order, normalised = state
        losses, start, used = [], time.perf_counter(), time.process_time()
        for _ in range(request["steps"]):
            batch = order[step % len(order)]
            optimiser.zero_grad(set_to_none=True)
            loss = criterion(model(normalised(images[batch])), labels[batch])
            loss.backward()
            optimiser.step()
            losses.append(loss.item())
            step += 1
        answer = {"seconds": time.perf_counter() - start, "processor": time.process_time() - used, "losses": losses}
    print(json.dumps(answer), flush=True)
