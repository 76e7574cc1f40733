#!/usr/bin/env bash
# Neo 0.11.1 (Debian bookworm): Epoch.time_slice keeps an epoch by its start alone. One that is under way when the slice begins is lost,
# and one that goes on beyond the slice keeps its whole duration, outside the slice.
# Seen: epochs 0 to 1 s and 1 to 2 s, sliced from 0.5 to 1.5 s: one epoch, from 1 to 2 s. Half of the slice lies in no epoch, and half of the epoch
# in no data.
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
epochs = neo.Epoch(times=[0, 1] * pq.s, durations=[1, 1] * pq.s, labels=["first", "second"])
cut = epochs.time_slice(0.5 * pq.s, 1.5 * pq.s)
print(f"neo {neo.__version__}: from {cut.times}, for {cut.durations}")
assert neo.__version__ == "0.11.1" and list(cut.times.magnitude) == [1] and list(cut.durations.magnitude) == [1], "this has changed"
PYTHON
