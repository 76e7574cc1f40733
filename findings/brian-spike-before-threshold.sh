#!/usr/bin/env bash
# Brian2 2.5.1 (Debian bookworm): a spike carries the time at which the step began in which the potential crossed the threshold,
# so that it is stamped up to one step before the crossing, never after it. Exact integration does not change that.
# Seen: dv/dt = (2 - v)/(10 ms) from 0 crosses 1 at 10 ms ln 2 = 6.931 ms; in steps of 0.1 ms the spike is at 6.9 ms, of 0.5 ms at 6.5 ms.
# Latencies and spike-time codes compared with a closed form, or with a tool that stamps the end of the step, are off by a step.
# Anlage stamps the first grid point at which the potential is at or above the threshold.
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
from math import log
prefs.codegen.target = "numpy"
crossing = 10 * log(2)
stamped = []
for step in (0.1, 0.5):
    start_scope()
    defaultclock.dt = step * ms
    cell = NeuronGroup(1, "dv/dt = (2 - v) / (10*ms) : 1", threshold="v >= 1", reset="v = 0", method="exact")
    spikes = SpikeMonitor(cell)
    run(9 * ms)
    stamped.append(float(spikes.t[0] / ms))
print(f"brian2 {brian2.__version__}: crossing at {crossing:.3f} ms, stamped", [round(time, 3) for time in stamped])
assert brian2.__version__ == "2.5.1", "another version"
assert abs(stamped[0] - 6.9) < 1e-9 and abs(stamped[1] - 6.5) < 1e-9, "this has changed"
PYTHON
