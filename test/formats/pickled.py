"""Writes pickled.json: object arrays as NumPy pickles them, in protocols 2 to 5, and what they hold. Run it with a
NumPy 1 and a NumPy 2, one after the other: the names of their modules differ."""
import base64, collections, decimal, io, json, os, pickle, sys
import numpy as np

here = os.path.join(os.path.dirname(os.path.abspath(__file__)), "pickled.json")
rows = [[195040, 202912, 19394], [151680, -7, 21614], [3, 4, 5]]


def objects(items):
    array = np.empty(len(items), dtype=object)
    for place, item in enumerate(items):
        array[place] = item
    return array


written = {
    "arrays of int64": objects([np.array(row) for row in rows]),
    "arrays of int32": objects([np.array(row, dtype=np.int32) for row in rows]),
    "big-endian arrays": objects([np.array(row, dtype=">i8") for row in rows]),
    "arrays of float64": objects([np.array(row, dtype=float) for row in rows]),
    "lists": objects([list(row) for row in rows]),
    "tuples": objects([tuple(row) for row in rows]),
    "lists of NumPy integers": objects([[np.int64(each) for each in row] for row in rows]),
    "two-dimensional": np.array(rows, dtype=object),
}
refused = {
    "decimal.Decimal": objects([decimal.Decimal(1), decimal.Decimal(2)]),
    "collections.OrderedDict": objects([collections.OrderedDict(a=1), collections.OrderedDict()]),
    "dictionary": objects([{"x": 1}, {"x": 2}]),
    "texts": objects(["one", "two"]),
    "rows of two lengths": objects([[1, 2, 3], [1, 2]]),
}


def npy(array, protocol):
    file = io.BytesIO()
    np.lib.format.write_array_header_1_0(file, np.lib.format.header_data_from_array_1_0(array))
    pickle.dump(array, file, protocol=protocol)
    return base64.b64encode(file.getvalue()).decode()


known = json.load(open(here)) if os.path.exists(here) else {"rows": rows, "files": []}
version = "NumPy " + np.__version__.split(".")[0]
files = [one for one in known["files"] if one["by"] != version]
for kind, arrays in (("read", written), ("refused", refused)):
    for name, array in arrays.items():
        for protocol in (2, 3, 4, 5):
            files.append({"by": version, "protocol": protocol, "kind": kind, "what": name, "npy": npy(array, protocol)})
files.append({"by": version, "protocol": 4, "kind": "read", "what": "a bare pickle",
              "npy": base64.b64encode(pickle.dumps(written["arrays of int64"], 4)).decode()})
with open(here, "w") as file:
    file.write('{"rows": %s, "files": [\n' % json.dumps(rows))
    file.write(",\n".join(json.dumps(one) for one in files))
    file.write("\n]}\n")
