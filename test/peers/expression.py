"""Expression written by anndata, loompy, scipy and h5py: 4 cells x 3 genes of `truth`, and what else such files hold."""
import os
import anndata
import h5py
import loompy
import numpy as np
import pandas as pd
import scipy.io
import scipy.sparse as sparse
from packed import packed

truth = np.array([[1, 0, 2.5], [0, 3, 0], [4, 0, 0], [0, 0, 7]])
cells, genes = ["c1", "c2", "c3", "c4"], ["Sox2", "Pax6", "Tbr1"]
counts = np.array([[1, 0, 2], [0, 3, 0], [4, 0, 0], [0, 0, 7]])
antibodies = np.array([[900, 10], [20, 800], [30, 40], [50, 60]])


def data(x, **more):
    # fmt: off
    return anndata.AnnData(
        x,
        obs=pd.DataFrame(
            {
                "day": pd.Categorical([0, 3, 7, 3]),
                "kind": pd.Categorical(["a", "b", None, "a"]),
                "time": [0.5, 1.5, 2.5, 3.5],
                "good": [True, False, True, True],
                "age": pd.array([1, None, 3, 4], dtype="Int64"),
            },
            index=cells,
        ),
        var=pd.DataFrame({"feature_name": pd.Categorical(genes), "length": [1, 2, 3]}, index=["E1", "E2", "E3"]),
        **more
    )


def tenx(name, matrix, kinds):
    """As Cell Ranger 3 writes it: features are rows, stored column by column."""
    stored = sparse.csc_matrix(matrix.T)
    with h5py.File(name, "w") as f:
        group = f.create_group("matrix")
        group["barcodes"] = np.array(cells, dtype="S")
        group["data"], group["indices"] = stored.data.astype("i4"), stored.indices.astype("i8")
        group["indptr"], group["shape"] = stored.indptr.astype("i8"), np.array(stored.shape, "i4")
        features = group.create_group("features")
        names = genes + ["CD4", "Sox2"][: matrix.shape[1] - 3]
        features["id"] = np.array(["F%d" % i for i in range(len(names))], dtype="S")
        features["name"], features["feature_type"] = np.array(names, dtype="S"), np.array(kinds, dtype="S")


def twice(kind):
    """The 2.5 of the first cell in two parts, 1 and 1.5."""
    rows, columns = [0, 0, 0, 1, 2, 3], [0, 2, 2, 1, 0, 2]
    values = [1, 1, 1.5, 3, 4, 7]
    order = np.argsort(rows if kind is sparse.csr_matrix else columns, kind="stable")
    outer, inner = (rows, columns) if kind is sparse.csr_matrix else (columns, rows)
    size = 4 if kind is sparse.csr_matrix else 3
    starts = np.searchsorted(np.array(outer)[order], np.arange(size + 1))
    return kind((np.array(values)[order], np.array(inner)[order], starts), shape=(4, 3))


def write():
    data(truth).write_h5ad("dense.h5ad")
    data(truth.astype("f2")).write_h5ad("half.h5ad")
    data(sparse.csr_matrix(truth)).write_h5ad("csr.h5ad", compression="gzip")
    data(sparse.csc_matrix(truth)).write_h5ad("csc.h5ad")
    for name, kind in {"csr-twice.h5ad": sparse.csr_matrix, "csc-twice.h5ad": sparse.csc_matrix}.items():
        data(kind(truth)).write_h5ad(name)  # of which anndata 0.8 makes one value each
        with h5py.File(name, "a") as f:
            for part in ["data", "indices", "indptr"]:
                del f["X"][part]
                f["X"][part] = getattr(twice(kind), part)
    data(truth).write_h5ad("lzf.h5ad", compression="lzf")
    data(truth * 9, layers={"raw": truth}).write_h5ad("layer.h5ad")
    scaled = data(truth)
    scaled.raw = scaled
    scaled.X = scaled.X * 9
    scaled.write_h5ad("raw.h5ad")
    again = data(truth)
    again.var_names = ["Sox2", "Sox2", "Tbr1"]
    again.write_h5ad("again.h5ad")
    kinds = ["Gene Expression"] * 3
    tenx("genes.h5", counts, kinds)
    tenx("antibodies.h5", np.hstack([counts, antibodies]), kinds + ["Antibody Capture"] * 2)
    tenx("antibodies-alone.h5", counts, ["Antibody Capture"] * 3)
    os.mkdir("folder")
    scipy.io.mmwrite("folder/matrix.mtx", sparse.coo_matrix(np.hstack([counts, antibodies]).T), field="integer")
    with open("folder/barcodes.tsv", "w") as f:
        f.writelines(cell + "\n" for cell in cells)
    with open("folder/features.tsv", "w") as f:
        for i, name in enumerate(genes + ["CD4", "Sox2"]):
            f.write("F%d\t%s\t%s\n" % (i, name, "Gene Expression" if i < 3 else "Antibody Capture"))
    loompy.create("plain.loom", truth.T, {"Gene": np.array(genes)}, {"CellID": np.array(cells), "time": np.arange(4.0)})
    loompy.create(
        "layers.loom", {"": truth.T * 9, "spliced": truth.T}, {"Gene": np.array(genes)}, {"CellID": np.array(cells)}
    )
    loompy.create("unnamed.loom", truth.T, {"Accession": np.array(genes)}, {"CellID": np.array(cells)})


with packed(__file__):
    write()
