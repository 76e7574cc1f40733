#!/usr/bin/env bash
# Neo 0.11.1 (Debian bookworm): SpikeTrain.time_slice includes both ends, AnalogSignal.time_slice only the first. Cut a recording into
# adjoining windows, and a spike on a border is in two of them; times on a sampling grid lie on borders often.
# Seen: spikes at 0.5, 1.0, 1.5 s cut at 1 s: 2 + 2 spikes of 3; the signal beside it: 10 + 10 samples of 20.
# Anlage's bins contain their start and not their end.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -q python3-neo=0.11.1-1 python3-quantities=0.13.0-2 python3-packaging=23.0-1 \
  python3-numpy=1:1.24.2-1+deb12u1 libblas3=3.11.0-2 liblapack3=3.11.0-2 libgfortran5=12.2.0-14+deb12u1 >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" .; done
libraries="$folder/usr/lib/x86_64-linux-gnu"
export LD_LIBRARY_PATH="$libraries:$libraries/blas:$libraries/lapack" PYTHONPATH="$folder/usr/lib/python3/dist-packages"
/usr/bin/python3 -S -W ignore - <<'PYTHON'
import neo
import numpy
import quantities as pq
train = neo.SpikeTrain([0.5, 1.0, 1.5] * pq.s, t_stop=2 * pq.s)
signal = neo.AnalogSignal(numpy.zeros((20, 1)), units="mV", sampling_rate=10 * pq.Hz)
windows = [(0 * pq.s, 1 * pq.s), (1 * pq.s, 2 * pq.s)]
spikes = [len(train.time_slice(*window)) for window in windows]
samples = [len(signal.time_slice(*window)) for window in windows]
print(f"neo {neo.__version__}: spikes {spikes} of {len(train)}, samples {samples} of {len(signal)}")
assert neo.__version__ == "0.11.1" and spikes == [2, 2] and samples == [10, 10], "this has changed"
PYTHON
