#!/usr/bin/env bash
# NetworkX 2.8.8 (Debian bookworm, python3-networkx 2.8.8-1): node_link_graph wants the connections of a node-link graph
# under "links" and ends with KeyError where they stand under "edges", as NetworkX itself writes them from 3.6 on. Anlage
# reads both and writes both.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
apt-get download -q python3-networkx=2.8.8-1 >/dev/null 2>&1
dpkg -x python3-networkx_2.8.8-1_all.deb .
PYTHONPATH="$folder/usr/lib/python3/dist-packages" /usr/bin/python3 - <<'PYTHON'
import networkx

graph = {"directed": True, "multigraph": False, "graph": {}, "nodes": [{"id": 1}, {"id": 2}]}
connections = [{"source": 1, "target": 2, "weight": 0.5}]
read = networkx.node_link_graph({**graph, "links": connections})
try:
    networkx.node_link_graph({**graph, "edges": connections})
    said = "read"
except KeyError as error:
    said = "KeyError: %s" % error
print(f"networkx {networkx.__version__}: links give {read.number_of_edges()} edge, edges give {said}")
assert networkx.__version__ == "2.8.8" and said == "KeyError: 'links'", "this has changed"
PYTHON
