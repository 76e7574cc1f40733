#!/usr/bin/env bash
# Neo 0.11.1 (Debian bookworm): AsciiSpikeTrainIO gives each neuron a recording of its own length, which ends at that neuron's last spike,
# and holds the times as 32-bit numbers. Rates of quiet neurons come out too high, and trains of one file cannot be paired.
# Seen: a file with the lines `0.5 1.0 1.5` and `0.2`: lengths 1.5 s and 0.2 s, rates 2 Hz and 5 Hz; the quiet neuron fires fastest.
# In Anlage a recording has one length for all its neurons.
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
import quantities as pq
with open("spikes.txt", "w") as file:
    file.write("0.5\t1.0\t1.5\n0.2\n")
trains = neo.io.AsciiSpikeTrainIO("spikes.txt").read_segment(unit=pq.s, t_start=0 * pq.s).spiketrains
rates = [float((len(train) / (train.t_stop - train.t_start)).rescale("Hz")) for train in trains]
print(f"neo {neo.__version__}: {rates} Hz, {trains[0].dtype}")
assert neo.__version__ == "0.11.1" and abs(rates[0] - 2) < 1e-6 and abs(rates[1] - 5) < 1e-6, "this has changed"
assert str(trains[0].dtype) == "float32", "this has changed"
PYTHON
