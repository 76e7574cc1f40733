"""The peer: the same rate network over time in PyTorch on one thread. Reads one JSON request a line, answers one JSON line.
{"open": {kind, neurons, inputs, outputs, steps, batch, trials, rate, folder}} loads weights and trials (f32) and the order of trials;
kind "rnn": nn.RNN with tanh and a linear read-out of every step; kind "gains": x += dt (-x + W r + A u), gains and biases learn to follow rates; kind "weights": the weights that are not 0 learn instead. "penalised": 0.3 sum |W| D C is added, C the communicability of W.
{"steps": n} trains on the next n minibatches and answers {"seconds": processor time, "losses": [...]}."""
import json, os, sys, time
import numpy, torch
torch.set_num_threads(1)


class Network(torch.nn.Module):
    def __init__(self, shape, read):
        super().__init__()
        n, c, k = shape["neurons"], shape["inputs"], shape["outputs"]
        self.rnn, self.readout = torch.nn.RNN(c, n), torch.nn.Linear(n, k)
        values = {self.rnn.weight_hh_l0: "recurrent", self.rnn.weight_ih_l0: "input", self.rnn.bias_hh_l0: "bias", self.readout.weight: "readout", self.readout.bias: "readoutBias"}
        with torch.no_grad():
            self.rnn.bias_ih_l0.zero_()
            for weight, name in values.items():
                weight.copy_(read(name).reshape(weight.shape))
        self.rnn.bias_ih_l0.requires_grad = False

    def forward(self, u):
        return self.readout(self.rnn(u)[0])


class Gains(torch.nn.Module):
    def __init__(self, shape, read):
        super().__init__()
        self.weights, self.input = read("recurrent").reshape(shape["neurons"], -1).T.contiguous(), read("input").reshape(shape["neurons"], -1).T.contiguous()
        self.gain, self.bias = read("gain"), read("bias")
        if shape["kind"] == "weights":
            self.mask, self.weights = (self.weights != 0).float(), torch.nn.Parameter(self.weights)
        else:
            self.mask, self.gain, self.bias = None, torch.nn.Parameter(self.gain), torch.nn.Parameter(self.bias)
        self.first, self.share = read("firstState"), shape["dt"]

    def forward(self, u):
        gain, rates = torch.relu(self.gain), []
        x = self.first.expand(u.shape[1], -1)
        r = gain * torch.nn.functional.softplus(x + self.bias)
        shown = u @ self.input
        weights = self.weights if self.mask is None else self.weights * self.mask
        for t in range(u.shape[0]):
            x = x + self.share * (-x + r @ weights + shown[t])
            r = gain * torch.nn.functional.softplus(x + self.bias)
            rates.append(r)
        return torch.stack(rates)


def opened(shape):
    read = lambda name, kind=numpy.float32: torch.from_numpy(numpy.fromfile(os.path.join(shape["folder"], name), kind))
    model = (Network if shape["kind"] == "rnn" else Gains)(shape, read)
    across = lambda name: read(name).reshape(shape["steps"], -1, shape["trials"]).transpose(1, 2).contiguous()
    order = read("order", numpy.int32).long().split(shape["batch"])
    return model, torch.optim.Adam([weight for weight in model.parameters() if weight.requires_grad], lr=shape["rate"]), across("inputs"), across("values"), order, read("distance").reshape(shape["neurons"], -1) if shape.get("penalised") else None


def wiring_cost(weights, distance):
    size = weights.abs()
    root = size.sum(0).rsqrt()
    talk = torch.matrix_exp(root[:, None] * size * root)
    return 0.3 * (size * distance * (talk - torch.diag(torch.diagonal(talk)))).sum()


state, step = None, 0
for line in sys.stdin:
    request = json.loads(line)
    if "open" in request:
        state, step = opened(request["open"]), 0
        answer = {"version": torch.__version__, "blas": "OpenBLAS" if "openblas" in open("/proc/self/maps").read() else "another BLAS"}
    else:
        model, optimiser, inputs, wanted, order, distance = state
        losses, start = [], time.process_time()
        for _ in range(request["steps"]):
            batch = order[step % len(order)]
            optimiser.zero_grad(set_to_none=True)
            loss = torch.nn.functional.mse_loss(model(inputs[:, batch]), wanted[:, batch])
            if distance is not None:
                loss = loss + wiring_cost(model.rnn.weight_hh_l0, distance)
            loss.backward()
            optimiser.step()
            losses.append(loss.item())
            step += 1
        answer = {"seconds": time.process_time() - start, "losses": losses}
    print(json.dumps(answer), flush=True)
