#!/usr/bin/env bash
# h5wasm 0.10.3 (npm): a virtual data set of HDF5 (as acquisitions over several files are joined) of which a part lies in
# another file is read with zeros in its place, without an error, since only the one file is in its memory. h5py 3.7 reads
# both parts. Anlage refuses such a data set and names the files that its values stand in.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund h5wasm@0.10.3 >/dev/null
cat >write.py <<'PYTHON'
import h5py
import numpy as np

with h5py.File("part.h5", "w") as file:
    file["y"] = np.array([3.0, 4.0])
with h5py.File("whole.h5", "w") as file:
    file["own"] = np.array([1.0, 2.0])
    layout = h5py.VirtualLayout(shape=(4,), dtype="<f8")
    layout[:2] = h5py.VirtualSource(".", "own", shape=(2,))
    layout[2:] = h5py.VirtualSource("part.h5", "y", shape=(2,))
    file.create_virtual_dataset("x", layout)
with h5py.File("whole.h5") as file:
    assert list(file["x"][:]) == [1, 2, 3, 4]
PYTHON
/usr/bin/python3 write.py
cat >read.mjs <<'JAVASCRIPT'
import fs from 'node:fs';
import h5wasm from 'h5wasm';
const { FS } = await h5wasm.ready;
FS.writeFile('whole.h5', new Uint8Array(fs.readFileSync('whole.h5')));
const found = [...new h5wasm.File('whole.h5', 'r').get('x').value];
const { version } = JSON.parse(fs.readFileSync('node_modules/h5wasm/package.json', 'utf8'));
console.log(`h5wasm ${version}: ${found.join(', ')} where h5py has 1, 2, 3, 4`);
if (version !== '0.10.3' || found.join() !== '1,2,0,0') throw new Error('this has changed');
JAVASCRIPT
node read.mjs
