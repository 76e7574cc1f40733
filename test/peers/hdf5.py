"""What HDF5 can say of one matrix, written by h5py. Values are those of `truth` unless said."""
import h5py
import numpy as np
from packed import packed

truth = np.arange(1, 25).reshape(4, 6)  # 4 x 6, row-major 1 .. 24


def file(name, **options):
    return h5py.File(name, "w", **options)


def typed(name, dtype, values=truth, **options):
    with file(name) as f:
        f.create_dataset("x", data=values, dtype=dtype, **options)


def with_bits(name, base, precision, offset, values, **options):
    kind = h5py.h5t.py_create(np.dtype(base)).copy()
    kind.set_precision(precision)
    kind.set_offset(offset)
    with file(name, **options) as f:
        space = h5py.h5s.create_simple(values.shape)
        data = h5py.h5d.create(f.id, b"x", kind, space)
        data.write(h5py.h5s.ALL, h5py.h5s.ALL, np.ascontiguousarray(values, dtype=base))


def write():
    for code in ["<f2", ">f2", "<f4", ">f4", "<f8", ">f8", "<i1", "<u1", ">i2", "<u2", "<i4", ">u4", "<i8", ">u8"]:
        typed("type-%s%s.h5" % ("be-" if code[0] == ">" else "", code[1:]), np.dtype(code))
    typed("type-long-double.h5", np.longdouble)
    typed("type-minus-i2.h5", "<i2", -truth)
    odd = np.array([[1.5, -2, 65504, 2**-24], [-0.0, np.inf, -np.inf, np.nan]])
    for code in ["<f2", ">f2", "<f4"]:
        typed("odd-%s%s.h5" % ("be-" if code[0] == ">" else "", code[1:]), np.dtype(code), odd)
    typed("odd-long-double.h5", np.longdouble, odd)
    typed("truth-values.h5", bool, truth % 2 == 0)
    with file("named-type.h5") as f:
        f["kind"] = np.dtype("<i2")
        f.create_dataset("x", data=truth.astype("<i2"), dtype=f["kind"])

    with_bits("precision-12-offset-4.h5", "<i2", 12, 4, truth)
    with_bits("precision-12-offset-4-minus.h5", "<i2", 12, 4, -truth)
    with_bits("precision-12-offset-4-latest.h5", "<u2", 12, 4, truth, libver="latest")
    with_bits("precision-20-offset-3-big-endian.h5", ">u4", 20, 3, truth)

    for name, options in {
        "gzip": {"compression": "gzip"},
        "shuffle": {"compression": "gzip", "shuffle": True, "chunks": (2, 3)},
        "fletcher": {"fletcher32": True, "chunks": (2, 3)},
        "scale-offset": {"scaleoffset": 0, "chunks": (2, 3)},
        "chunks": {"chunks": (3, 4), "maxshape": (None, None)},
    }.items():
        typed("packed-%s.h5" % name, "<i4", **options)
    typed("packed-lzf.h5", "<i4", compression="lzf")
    with file("user-block.h5", userblock_size=1024) as f:
        f["x"] = truth
    with file("latest.h5", libver="latest") as f:
        for i in range(20):  # more attributes than fit into one block of its header
            f.require_dataset("x", truth.shape, "<f8", data=truth).attrs["a%d" % i] = "text %d" % i
    with file("continued.h5") as f:
        x = f.create_dataset("x", data=truth.astype("<f2"))
        for i in range(30):
            x.attrs["a%d" % i] = "a text of some length, number %d" % i
    with file("deep.h5") as f:
        f["a/b/c"] = truth

    with file("part.h5") as f:
        f["y"] = truth[2:]
    with file("virtual-elsewhere.h5") as f:
        layout = h5py.VirtualLayout(shape=truth.shape, dtype="<i4")
        f["own"] = truth[:2]
        layout[:2] = h5py.VirtualSource(".", "own", shape=(2, 6))
        layout[2:] = h5py.VirtualSource("part.h5", "y", shape=(2, 6))
        f.create_virtual_dataset("x", layout)
    with file("virtual-here.h5") as f:
        layout = h5py.VirtualLayout(shape=truth.shape, dtype="<i4")
        f["parts/first"], f["parts/last"] = truth[:2], truth[2:]
        layout[:2] = h5py.VirtualSource(".", "parts/first", shape=(2, 6))
        layout[2:] = h5py.VirtualSource(".", "parts/last", shape=(2, 6))
        f.create_virtual_dataset("x", layout)
    with file("external-link.h5") as f:
        f["x"] = h5py.ExternalLink("part.h5", "/y")
    with file("external-storage.h5") as f:
        f.create_dataset("x", data=truth.astype("<i4"), external=[("raw.bin", 0, h5py.h5f.UNLIMITED)])
    with file("soft-link.h5") as f:
        f["there"] = truth
        f["x"] = h5py.SoftLink("/there")
        f["lost"] = h5py.SoftLink("/nowhere")
    with file("names.h5") as f:  # one matrix and one sparse matrix, each under three names
        f["kept/deep/x"] = truth
        f["alone"] = h5py.SoftLink("/kept/deep/x")
        f["zuletzt"] = f["kept/deep/x"]
        f["kept/again"] = h5py.SoftLink("/kept/deep")
        sparse = f.create_group("obsp/w")
        sparse.attrs["encoding-type"] = "csr_matrix"
        sparse.attrs["shape"] = (2, 2)
        sparse["data"], sparse["indices"], sparse["indptr"] = [1.0, 2.0], [1, 0], [0, 1, 2]
        f["w"] = h5py.SoftLink("/obsp/w")
    with file("compound.h5") as f:
        f["x"] = np.zeros((4, 6), dtype=[("a", "<f4"), ("b", "<i4")])
    with file("complex.h5") as f:
        f["x"] = truth * 1j


def nwb(name, fill):
    with file(name) as f:
        f.attrs["nwb_version"] = "2.6.0"
        series = f.create_group("acquisition/s")
        series.attrs["neurodata_type"] = "RoiResponseSeries"
        fill(series)


def series_of(values, rois):
    def fill(group):
        group["data"] = values
        group["starting_time"] = 0.0
        group["starting_time"].attrs["rate"] = 10.0
        group["rois"] = np.arange(rois)

    return fill


def linked(group):
    series_of(truth.T, 4)(group)
    del group["data"]
    group["data"] = h5py.ExternalLink("raw.nwb", "/data")


with packed(__file__):
    write()
    nwb("truth-values.nwb", series_of(truth.T > 12, 4))
    nwb("turned.nwb", series_of(truth, 4))
    nwb("half.nwb", series_of(truth.T.astype("<f2"), 4))
    nwb("linked.nwb", linked)
    with file("named-twice.nwb") as f:
        f.attrs["nwb_version"] = "2.6.0"
        series = f.create_group("processing/ophys/s")
        series.attrs["neurodata_type"] = "RoiResponseSeries"
        series_of(truth.T, 4)(series)
        f.create_group("acquisition")["s"] = h5py.SoftLink("/processing/ophys/s")
    with file("linked-series.nwb") as f:
        f.attrs["nwb_version"] = "2.6.0"
        f.create_group("acquisition")["s"] = h5py.ExternalLink("raw.nwb", "/acquisition/s")
