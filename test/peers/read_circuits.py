"""python3 read_circuits.py FOLDER: each written circuit as NetworkX, igraph, pandas and numpy see it, as JSON.

Of each: who is meant (names in order) and a row of weights of each, row = target."""
import json
import os
import sys
import igraph
import networkx as nx
import numpy as np
import pandas as pd

os.chdir(sys.argv[1])


def of(graph):
    names = sorted(graph)
    return [[str(name) for name in names], nx.to_numpy_array(graph, nodelist=names, weight="weight").T.tolist()]


def of_igraph(graph, names):
    order = sorted(range(graph.vcount()), key=lambda v: names[v])
    place = {v: i for i, v in enumerate(order)}
    whole = np.zeros((len(order), len(order)))
    for edge in graph.es:
        a, b = (place[end] for end in edge.tuple)
        whole[b, a] += edge["weight"]
        if not graph.is_directed() and a != b:
            whole[a, b] += edge["weight"]
    return [[str(names[v]) for v in order], whole.tolist()]


found = {}
for kind in sorted({name.rsplit(".", 1)[0] for name in os.listdir(".")}):
    with open(kind + ".json") as f:
        found[kind + " json networkx"] = of(nx.node_link_graph(json.load(f)))
    found[kind + " graphml networkx"] = of(nx.read_graphml(kind + ".graphml"))
    graph = igraph.Graph.Read_GraphML(kind + ".graphml")
    found[kind + " graphml igraph"] = of_igraph(graph, graph.vs["id"])
    table = pd.read_csv(kind + ".csv", dtype={"source": str, "target": str})
    found[kind + " csv pandas"] = of(nx.from_pandas_edgelist(table, edge_attr="weight", create_using=nx.DiGraph))
    tabbed = pd.read_csv(kind + ".tsv", sep="\t", dtype={"source": str, "target": str})
    found[kind + " tsv pandas"] = of(nx.from_pandas_edgelist(tabbed, edge_attr="weight", create_using=nx.DiGraph))
    graph = igraph.Graph.DataFrame(table[["source", "target", "weight"]], directed=True, use_vids=False)
    found[kind + " csv igraph"] = of_igraph(graph, graph.vs["name"])
    found[kind + " npy numpy"] = [None, np.load(kind + ".npy").tolist()]
print(json.dumps(found))
