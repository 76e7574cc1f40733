#!/usr/bin/env bash
# igraph 1.0.0 for Python (also 0.10.2 of Debian bookworm, and igraph 1.3.5 for R): reading GraphML, an `&` in the id of a
# node stays as the text `&#38;`, though the file says `&amp;` there, as XML asks; within <data> it is read rightly. The
# same neuron has two names, and neurons of two files do not match. Anlage writes `&amp;`, as NetworkX does, and reads it.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv venv >/dev/null
venv/bin/pip install -q igraph==1.0.0 2>/dev/null
cat >circuit.graphml <<'XML'
<graphml xmlns="http://graphml.graphdrawing.org/xmlns">
  <key id="k" for="node" attr.name="name" attr.type="string"/>
  <graph edgedefault="directed"><node id="L1 &amp; L2"><data key="k">L1 &amp; L2</data></node></graph>
</graphml>
XML
venv/bin/python - <<'PYTHON'
import igraph

graph = igraph.Graph.Read_GraphML("circuit.graphml")
[identity], [name] = graph.vs["id"], graph.vs["name"]
print(f"igraph {igraph.__version__}: the id is {identity!r}, the name beside it {name!r}")
assert igraph.__version__ == "1.0.0" and identity == "L1 &#38; L2" and name == "L1 & L2", "this has changed"
PYTHON
