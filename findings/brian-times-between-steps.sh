#!/usr/bin/env bash
# Brian2 2.5.1 (Debian bookworm): delays and refractory times that are no whole number of steps are rounded to the nearest step without a warning,
# and so a delay of less than half a step is none: the target changes in the very step of the spike.
# Seen, dt 0.1 ms: delays of 0.04, 0.14 and 0.16 ms arrive 0, 0.1 and 0.2 ms after a delay of 0; a refractory time of 0.24 ms lasts 0.2 ms.
# Heterogeneous conduction delays drawn below the step collapse into one. Anlage rounds them as well and says so before anything runs (T042).
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
from brian2 import NeuronGroup, SpikeGeneratorGroup, SpikeMonitor, Synapses, defaultclock, ms, prefs, run, start_scope
prefs.codegen.target = "numpy"
defaultclock.dt = 0.1 * ms
def arrival(delay):
    start_scope()
    source = SpikeGeneratorGroup(1, [0], [1 * ms])
    target = NeuronGroup(1, "v : 1", threshold="v > 0.5", reset="v = 0")
    synapse = Synapses(source, target, on_pre="v += 1")
    synapse.connect()
    synapse.delay = delay * ms
    spikes = SpikeMonitor(target)
    run(3 * ms)
    return float(spikes.t[0] / ms)
start_scope()
cell = NeuronGroup(1, "v : 1", threshold="v < 1", refractory=0.24 * ms)
spikes = SpikeMonitor(cell)
run(3 * ms)
interval = float((spikes.t[1] - spikes.t[0]) / ms)
later = [arrival(delay) - arrival(0) for delay in (0.04, 0.14, 0.16)]
print(f"brian2 {brian2.__version__}: later by", [round(time, 3) for time in later], "ms; interval", round(interval, 3), "ms")
assert brian2.__version__ == "2.5.1", "another version"
assert all(abs(seen - right) < 1e-9 for seen, right in zip(later + [interval], [0, 0.1, 0.2, 0.2])), "this has changed"
PYTHON
