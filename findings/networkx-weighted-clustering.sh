#!/usr/bin/env bash
# NetworkX 2.8.8 (Debian bookworm, python3-networkx 2.8.8-1): the weighted clustering coefficient of a node depends on the
# largest weight anywhere in the graph, because every weight is divided by it first. One connection made ten times as
# strong, far from a node, makes the clustering of that node ten times lower; a ratio to a null model, which has its own
# largest weight, moves with it. Seen: mean over 98 untouched nodes of a complete graph of 100 equal weights 1.000,
# then 0.100. Anlage never divides by the largest weight unless told (`scale: largest`).
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -q python3-networkx=2.8.8-1 >/dev/null 2>&1
dpkg -x python3-networkx_2.8.8-1_all.deb .
PYTHONPATH="$folder/usr/lib/python3/dist-packages" /usr/bin/python3 - <<'PYTHON'
import networkx
graph = networkx.complete_graph(100)
networkx.set_edge_attributes(graph, 1.0, "weight")

def untouched():
    found = networkx.clustering(graph, nodes=range(2, 100), weight="weight")
    return sum(found.values()) / len(found)

before = untouched()
graph[0][1]["weight"] = 10.0
after = untouched()
print(f"networkx {networkx.__version__}: {before:.3f} before, {after:.3f} after one of 4,950 weights is 10")
assert networkx.__version__ == "2.8.8" and abs(before - 1) < 1e-9 and abs(after - 0.1) < 0.002, "this has changed"
PYTHON
