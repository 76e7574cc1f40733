"""One matrix and one graph as numpy, scipy, pandas, networkx and igraph write them by default."""
import json
import h5py
import igraph
import networkx as nx
import numpy as np
import pandas as pd
import scipy.io
import scipy.sparse as sparse
from packed import packed

W = np.array([[0, 0.5, 0], [0, 3, -2], [1.25, 0, 0]])  # row = post-synaptic
R = np.arange(1.0, 25.0).reshape(4, 6)  # 4 neurons, 6 times


def numbers():
    for name, x in {"w": W, "r": R}.items():
        for code in ["f2", "f4", "f8", ">f2"]:
            np.save("%s-%s.npy" % (name, code.replace(">", "be-")), x.astype(code))
        np.savez("%s.npz" % name, x=x, names=np.array(["a", "b"]), scalar=3.0)
        for kind in ["csr", "csc", "coo", "dia", "bsr"]:
            sparse.save_npz("%s-%s.npz" % (name, kind), getattr(sparse, kind + "_matrix")(x))
        np.savetxt("%s.txt" % name, x)
        np.savetxt("%s-head.txt" % name, x, header="a b c")
        np.savetxt("%s-comma.csv" % name, x, delimiter=",")
        pd.DataFrame(x).to_csv("%s-pandas.csv" % name)
        pd.DataFrame(x).to_csv("%s-pandas-no-index.csv" % name, index=False)
        pd.DataFrame(x).to_csv("%s-pandas-bare.csv" % name, index=False, header=False)
        pd.DataFrame(x).to_csv("%s-pandas-tab.tsv" % name, sep="\t")
        pd.DataFrame(x).to_csv("%s-pandas-comma.csv" % name, sep=";", decimal=",")
        pd.DataFrame(x).to_csv("%s-pandas-utf16.csv" % name, encoding="utf-16")
        scipy.io.savemat("%s-5.mat" % name, {"x": x, "text": "hello"})
        scipy.io.savemat("%s-7.mat" % name, {"x": x, "text": "hello"}, do_compression=True)
        scipy.io.savemat("%s-sparse-7.mat" % name, {"x": sparse.csc_matrix(x)}, do_compression=True)
        scipy.io.savemat("%s-4.mat" % name, {"x": x}, format="4")
        scipy.io.savemat("%s-int16-7.mat" % name, {"x": (x * 4).astype("i2")}, do_compression=True)
    scipy.io.mmwrite("w-coordinate.mtx", sparse.coo_matrix(W))
    scipy.io.mmwrite("w-array.mtx", W, comment="dense")
    scipy.io.mmwrite("r-coordinate.mtx", sparse.csr_matrix(R))
    scipy.io.mmwrite("skew.mtx", sparse.coo_matrix(np.array([[0, -2.0, 0], [2, 0, 0.5], [0, -0.5, 0]])))
    scipy.io.mmwrite("symmetric.mtx", np.array([[1, 2.0], [2, 3]]))
    scipy.io.mmwrite("pattern.mtx", sparse.coo_matrix(np.eye(3)[[1, 0, 2]]), field="pattern")
    scipy.io.mmwrite("complex.mtx", sparse.coo_matrix(W * 1j))
    np.save("bool.npy", R > 12)
    scipy.io.savemat("bool-7.mat", {"x": R > 12})
    scipy.io.savemat("struct-7.mat", {"s": {"x": R, "y": "text"}}, do_compression=True)
    scipy.io.savemat("complex-7.mat", {"x": R * 1j})
    scipy.io.savemat("two-7.mat", {"x": R, "y": R})
    scipy.io.savemat("deep-7.mat", {"x": np.zeros((2, 3, 4))})
    cells = np.empty((1, 3), dtype=object)
    cells[0] = [np.array([0.1, 0.3]), np.array([]), np.array([0.2])]
    scipy.io.savemat("cells-7.mat", {"spikes": cells}, do_compression=True)


def hdf5():
    for name, x in {"w": W, "r": R}.items():
        with h5py.File("%s-h5py.h5" % name, "w") as f:
            f["x"] = x
            f["vector"] = x[0]
            f["text"] = "hello"
        for kind in ["csr", "csc"]:  # as anndata keeps pairs of cells in obsp
            stored = getattr(sparse, kind + "_matrix")(x)
            with h5py.File("%s-%s.h5" % (name, kind), "w") as f:
                group = f.create_group("obsp/connectivities")
                group.attrs["encoding-type"] = kind + "_matrix"
                group.attrs["shape"] = x.shape
                for part in ["data", "indices", "indptr"]:
                    group[part] = getattr(stored, part)
        # Without Julia: what the JLD2 format says of a file (its text before the signature, sizes in reverse order,
        # truth values as bit fields, the group _types)
        for version in ["HDF5-based Julia Data Format, version 0.1.1", "Julia data file (HDF5), version 0.1.0"]:
            old = "old-" if version.startswith("Julia") else ""
            with h5py.File("%s-%sjulia.jld2" % (name, old), "w", userblock_size=512, libver="latest") as f:
                f["x"] = np.ascontiguousarray(x.T)
                f["name"] = "hello"
                f.create_dataset("_types/00000001", data=np.eye(5))
            with open("%s-%sjulia.jld2" % (name, old), "r+b") as f:
                f.write((version + "\0 (Julia 1.9.3 64-bit LE)\0").encode())


def graphs():
    directed = nx.DiGraph()
    directed.add_nodes_from([1, 2, 3])
    for post in range(3):
        for pre in range(3):
            if W[post, pre] != 0:
                directed.add_edge(pre + 1, post + 1, weight=float(W[post, pre]), flag=bool(post % 2))
    undirected = nx.Graph()
    undirected.add_node(3)
    undirected.add_edge(1, 2, weight=0.5, flag=True)
    undirected.add_edge(2, 2, weight=3.0, flag=False)
    large = nx.DiGraph()
    large.add_edge(720575940621039145, 720575940621039146, weight=3)
    large.add_edge(720575940621039146, 720575940628857210, weight=2)
    nx.set_node_attributes(large, {n: n + 1 for n in large}, "supervoxel")
    for name, graph in {"directed": directed, "undirected": undirected, "large": large}.items():
        nx.write_graphml(graph, name + ".graphml")
        with open(name + ".json", "w") as f:
            json.dump(nx.node_link_data(graph), f)
        nx.write_pajek(graph, name + ".net")
        nx.write_edgelist(graph, name + "-attributes.edgelist")
        nx.write_weighted_edgelist(graph, name + ".edgelist")
    g = igraph.Graph.TupleList(((a, b, d["weight"]) for a, b, d in directed.edges(data=True)), directed=True, weights=True)
    g.vs["name"] = [str(name) for name in g.vs["name"]]
    g.es["flag"] = [True] * g.ecount()
    g.write_graphml("igraph.graphml")
    g.write_pajek("igraph.net")
    g.write_ncol("igraph.edgelist", weights="weight")


with packed(__file__):
    numbers()
    hdf5()
    graphs()
