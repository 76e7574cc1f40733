#!/usr/bin/env bash
# quantities 0.13.0 with NumPy 1.24.2 (Debian bookworm): units are kept in arithmetic and ignored where NumPy sorts into bins: histogram,
# searchsorted, digitize and interp compare the bare numbers. concatenate goes on with the numbers too and says `dimensionless`.
# Seen: spikes at 1 and 3 ms, edges 0, 0.002, 0.004 s: counts [0, 0], though each bin has one; 1 s and 5 ms concatenated: [1, 5].
# No error and no warning. In Anlage a number has its unit in the text, and two that do not fit are a type error.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -q python3-quantities=0.13.0-2 \
  python3-numpy=1:1.24.2-1+deb12u1 libblas3=3.11.0-2 liblapack3=3.11.0-2 libgfortran5=12.2.0-14+deb12u1 >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" .; done
libraries="$folder/usr/lib/x86_64-linux-gnu"
export LD_LIBRARY_PATH="$libraries:$libraries/blas:$libraries/lapack" PYTHONPATH="$folder/usr/lib/python3/dist-packages"
/usr/bin/python3 -S -W ignore - <<'PYTHON'
import numpy
import quantities as pq
spikes = [1.0, 3.0] * pq.ms
edges = [0, 0.002, 0.004] * pq.s
counts, _ = numpy.histogram(spikes, bins=edges)
joined = numpy.concatenate(([1.0] * pq.s, [5.0] * pq.ms))
print(f"quantities {pq.__version__}: counts {counts.tolist()}, joined {joined}; arithmetic knows better: {(spikes[0] / edges[1]).simplified}")
assert pq.__version__ == "0.13.0" and counts.tolist() == [0, 0], "this has changed"
assert joined.magnitude.tolist() == [1.0, 5.0] and joined.units == pq.dimensionless, "this has changed"
PYTHON
