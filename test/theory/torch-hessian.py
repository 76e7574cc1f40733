"""Writes torch-hessian.json: the Hessian, by autograd, of a loss of activity over the gains and biases of a small network.

    python3 test/theory/torch-hessian.py > test/theory/torch-hessian.json     (torch in double precision)
"""
import json
import torch

torch.set_default_dtype(torch.float64)
torch.manual_seed(8)
neurons, inputs, trials, steps, dt, counted = 5, 2, 3, 12, 0.2, [0, 2, 3]
importance = torch.tensor([1.0, 0.25, 3.0])
recurrent = 0.9 * torch.randn(neurons, neurons) / neurons**0.5
given = torch.randn(neurons, inputs)
tau = torch.tensor([1.0, 0.5, 2.0, 1.0, 0.7])
beta = torch.tensor([1.0, 2.0, 0.5, 1.0, 1.5])
first = 0.3 * torch.randn(neurons)
u = torch.randn(steps, inputs, trials)
theta = torch.cat([1 + 0.3 * torch.randn(neurons), 0.4 * torch.randn(neurons)])
theta[1] = -0.2  # a gain that silences

def rates(theta):
    gain, bias = torch.relu(theta[:neurons])[:, None], theta[neurons:][:, None]
    f = lambda x: gain * torch.nn.functional.softplus(beta[:, None] * (x + bias)) / beta[:, None]
    x = first[:, None].repeat(1, trials)
    found = []
    for t in range(steps):
        x = x + (dt / tau)[:, None] * (-x + recurrent @ f(x) + given @ u[t])
        found.append(f(x)[counted])
    return torch.stack(found)

target = rates(theta).detach()
loss = lambda theta: (importance[None, :, None] * (rates(theta) - target) ** 2).mean()
hessian = torch.autograd.functional.hessian(loss, theta)
flat = lambda tensor: tensor.reshape(-1).tolist()
print(json.dumps({
    "torch": torch.__version__, "neurons": neurons, "inputs": inputs, "trials": trials, "steps": steps, "dt": dt,
    "counted": counted, "importance": flat(importance), "recurrent": flat(recurrent), "input": flat(given),
    "tau": flat(tau), "smoothness": flat(beta), "first": flat(first), "given": flat(u),
    "gain": flat(theta[:neurons]), "bias": flat(theta[neurons:]), "hessian": flat(hessian),
    "eigenvalues": flat(torch.linalg.eigvalsh(hessian).flip(0)),
}))
