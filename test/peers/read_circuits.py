"""python3 read_circuits.py FOLDER: the matrix of each written circuit as its readers see it, row = target, as JSON."""
import json
import os
import sys
import igraph
import networkx as nx
import numpy as np
import pandas as pd

os.chdir(sys.argv[1])
names = ["a", "b", "c"]


def of(graph):
    return nx.to_numpy_array(graph, nodelist=names, weight="weight").T.tolist()


found = {}
for kind in ["directed", "undirected"]:
    with open(kind + ".json") as f:
        found[kind + " json networkx"] = of(nx.node_link_graph(json.load(f)))
    found[kind + " graphml networkx"] = of(nx.read_graphml(kind + ".graphml"))
    graph = igraph.Graph.Read_GraphML(kind + ".graphml")
    order = [graph.vs["id"].index(name) for name in names]
    whole = np.zeros((3, 3))
    for edge in graph.es:
        a, b = (order.index(end) for end in edge.tuple)
        whole[b, a] += edge["weight"]
        if not graph.is_directed() and a != b:
            whole[a, b] += edge["weight"]
    found[kind + " graphml igraph"] = whole.tolist()
    table = pd.read_csv(kind + ".csv")
    found[kind + " csv pandas"] = of(nx.from_pandas_edgelist(table, edge_attr="weight", create_using=nx.DiGraph))
    found[kind + " npy numpy"] = np.load(kind + ".npy").tolist()
print(json.dumps(found))
