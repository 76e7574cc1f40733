#!/usr/bin/env bash
# nitime 0.9 (Debian bookworm): transfer_entropy(x, y) is documented as the entropy that x sends to y. What it returns is the other direction.
# Seen: a fair coin x and y, the same coin one step later (x sends 1 bit per step to y, y sends nothing to x):
# transfer_entropy(x, y) 0.000 bits, transfer_entropy(y, x) 1.000 bits. Every arrow of a network inferred with it points backwards.
# Anlage counts it from the sender to the receiver (test/criticality/information.test.ts).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -q python3-nitime=0.9-5 \
  python3-numpy=1:1.24.2-1+deb12u1 libblas3=3.11.0-2 liblapack3=3.11.0-2 libgfortran5=12.2.0-14+deb12u1 >/dev/null 2>&1
for package in *.deb; do dpkg -x "$package" .; done
libraries="$folder/usr/lib/x86_64-linux-gnu"
export LD_LIBRARY_PATH="$libraries:$libraries/blas:$libraries/lapack" PYTHONPATH="$folder/usr/lib/python3/dist-packages"
/usr/bin/python3 -S -W ignore - <<'PYTHON'
import importlib.util
import re
import sys
import numpy
place = [path for path in sys.path if path.endswith("dist-packages")][0]
spec = importlib.util.spec_from_file_location("entropy", f"{place}/nitime/algorithms/entropy.py")
entropy = importlib.util.module_from_spec(spec)
spec.loader.exec_module(entropy)
version = re.search("^Version: (.*)", open(f"{place}/nitime-0.9.egg-info/PKG-INFO").read(), re.M).group(1)
coin = numpy.random.default_rng(0).integers(0, 2, 20000)
later = numpy.roll(coin, 1)
forward, backward = entropy.transfer_entropy(coin, later), entropy.transfer_entropy(later, coin)
print(f"nitime {version}: from x to y {forward:.3f} bits, from y to x {backward:.3f} bits")
assert version == "0.9" and forward < 0.01 and backward > 0.99, "this has changed"
PYTHON
