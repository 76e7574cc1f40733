#!/usr/bin/env bash
# Brian2 2.5.1 (Debian bookworm): PoissonGroup gives each neuron at most one spike in a step, with probability rate x dt. Counts are
# therefore binomial: their variance over their mean is 1 - rate x dt, and a rate above 1/dt is cut to 1/dt without a warning.
# Seen, dt 0.1 ms: 2 kHz (a neuron that stands for 200 inputs of 10 Hz) has a Fano factor of 0.80, not 1; 20 kHz fires at 10 kHz.
# What is read off such a background (Fano factors, branching, criticality) is too regular. Anlage draws the number of events.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -q python3-brian=2.5.1-3 python3-brian-lib=2.5.1-3 python3-sympy=1.11.1-1 python3-mpmath=1.2.1-2 python3-jinja2=3.1.2-1+deb12u3 \
  python3-markupsafe=2.1.2-1+b1 python3-pyparsing=3.0.9-1 python3-pkg-resources=66.1.1-1+deb12u2 python3-setuptools=66.1.1-1+deb12u2 \
  python3-scipy=1.10.1-2 \
  python3-numpy=1:1.24.2-1+deb12u1 libblas3=3.11.0-2 liblapack3=3.11.0-2 libgfortran5=12.2.0-14+deb12u1 >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" .; done
libraries="$folder/usr/lib/x86_64-linux-gnu"
export LD_LIBRARY_PATH="$libraries:$libraries/blas:$libraries/lapack" PYTHONPATH="$folder/usr/lib/python3/dist-packages"
/usr/bin/python3 -S -W ignore - <<'PYTHON'
import brian2
import numpy
from brian2 import Hz, PoissonGroup, SpikeMonitor, defaultclock, ms, prefs, run, seed, start_scope
prefs.codegen.target = "numpy"
defaultclock.dt = 0.1 * ms
seed(1)
def counts(rate):
    start_scope()
    sources = PoissonGroup(4000, rates=rate * Hz)
    spikes = SpikeMonitor(sources, record=False)
    run(100 * ms)
    return numpy.asarray(spikes.count)
some = counts(2000)
many = counts(20000)
fano = some.var(ddof=1) / some.mean()
print(f"brian2 {brian2.__version__}: 2 kHz: {some.mean() / 0.1:.0f} Hz, Fano factor {fano:.2f}; 20 kHz: {many.mean() / 0.1:.0f} Hz")
assert brian2.__version__ == "2.5.1", "another version"
assert abs(fano - 0.8) < 0.08 and abs(many.mean() / 0.1 - 10000) < 1e-6, "this has changed"
PYTHON
