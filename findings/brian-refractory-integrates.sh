#!/usr/bin/env bash
# Brian2 2.5.1 (Debian bookworm): `refractory=5*ms` only stops spikes. The potential goes on integrating meanwhile, from the reset on, unless
# the equation itself is flagged `(unless refractory)`; a strongly driven cell then fires at once when the time is over.
# Seen: dv/dt = (2 - v)/(10 ms), threshold 1, reset 0, 5 ms refractory: intervals of 7.0 ms (as without any), 11.9 ms with the flag.
# The textbook cell, with its potential held at the reset, has 5 + 10 ln 2 = 11.9 ms; so has Anlage.
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
from brian2 import NeuronGroup, SpikeMonitor, defaultclock, ms, prefs, run, start_scope
prefs.codegen.target = "numpy"
defaultclock.dt = 0.1 * ms
def interval(flag):
    start_scope()
    cell = NeuronGroup(1, f"dv/dt = (2 - v) / (10*ms) : 1 {flag}", threshold="v > 1", reset="v = 0", refractory=5 * ms, method="exact")
    spikes = SpikeMonitor(cell)
    run(60 * ms)
    return float((spikes.t[2] - spikes.t[1]) / ms)
plain, flagged = interval(""), interval("(unless refractory)")
print(f"brian2 {brian2.__version__}: {plain:.1f} ms, with the flag {flagged:.1f} ms")
assert brian2.__version__ == "2.5.1", "another version"
assert abs(plain - 7.0) < 0.11 and abs(flagged - 11.9) < 0.11, "this has changed"
PYTHON
