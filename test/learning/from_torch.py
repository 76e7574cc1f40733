"""Writes from_torch.json: what torch.optim makes of one number by its gradients, and the factors of its schedules. /usr/bin/python3 test/learning/from_torch.py"""
import json, os, warnings
import torch
from torch.optim import lr_scheduler as schedulers
warnings.simplefilter("ignore")
torch.manual_seed(3)
gradients = [round(g, 6) for g in (2 * torch.randn(12, dtype=torch.float64)).tolist()]
rules = {
    "adam": (torch.optim.Adam, dict(rate=0.02, beta1=0.8, beta2=0.95, epsilon=1e-3, decay=0.01)),
    "adamw": (torch.optim.AdamW, dict(rate=0.02, beta1=0.8, beta2=0.95, epsilon=1e-3, decay=0.5)),
    "sgd": (torch.optim.SGD, dict(rate=0.05, momentum=0.9, decay=0.01)),
    "rmsprop": (torch.optim.RMSprop, dict(rate=0.005, smoothing=0.9, epsilon=1e-3, momentum=0.7, decay=0.01)),
}
def settings(rate, decay, beta1=None, beta2=None, epsilon=None, momentum=None, smoothing=None):
    given = dict(lr=rate, weight_decay=decay, betas=beta1 and (beta1, beta2), eps=epsilon, momentum=momentum, alpha=smoothing)
    return {name: value for name, value in given.items() if value is not None}
def trained(kind, takes):
    x = torch.tensor(1.5, dtype=torch.float64, requires_grad=True)
    optimiser = kind([x], **settings(**takes))
    values = []
    for gradient in gradients:
        x.grad = torch.tensor(gradient, dtype=torch.float64)
        optimiser.step()
        values.append(x.item())
    return values
def factors(make, count, losses=None):
    optimiser = torch.optim.SGD([torch.zeros(1, requires_grad=True)], lr=1.0)
    schedule, found = make(optimiser), []
    for turn in range(count):
        found.append(optimiser.param_groups[0]["lr"])
        optimiser.step()
        schedule.step(*([losses[turn]] if losses else []))
    return found
losses = [1.0, 0.9, 0.90001, 0.8999999, 0.95, 0.91, 0.9, 0.5, 0.6, 0.7, 0.49999, 0.5, 0.6, 0.7, 0.8, 0.9, 0.2, 0.1, 0.1, 0.1, 0.1, 0.1]
json.dump({
    "torch": torch.__version__, "gradients": gradients,
    "rules": [{"optimiser": {"name": name, **takes}, "values": trained(kind, takes)} for name, (kind, takes) in rules.items()],
    "cosine": {"updates": 30, "floor": 0.1, "factors": factors(lambda o: schedulers.CosineAnnealingLR(o, 30, 0.1), 30)},
    "step": {"every": 4, "factor": 0.5, "factors": factors(lambda o: schedulers.StepLR(o, 4, 0.5), 14)},
    "decay": {"factor": 0.93, "factors": factors(lambda o: schedulers.ExponentialLR(o, 0.93), 14)},
    "plateau": {"patience": 2, "factor": 0.1, "losses": losses, "factors": factors(lambda o: schedulers.ReduceLROnPlateau(o, factor=0.1, patience=2, eps=0), len(losses), losses)},
    "warmup": {"steps": 5, "factors": factors(lambda o: schedulers.LinearLR(o, 1 / 5, 1.0, 4), 9)},
}, open(os.path.join(os.path.dirname(__file__), "from_torch.json"), "w"), separators=(",", ":"))
