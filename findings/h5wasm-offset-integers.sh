#!/usr/bin/env bash
# h5wasm 0.10.3 (npm): integers of HDF5 whose bits do not begin at the lowest of their bytes (H5Tset_offset, as packed
# detectors write them) come out multiplied: values 7, 20, 20 of 12 bits from bit 4 on are read as 112, 320, 320, without
# an error. h5py 3.7 reads 7, 20, 20. Anlage reads the type from the header of the data set and shifts by itself.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund h5wasm@0.10.3 >/dev/null
cat >write.py <<'PYTHON'
import h5py
import numpy as np

kind = h5py.h5t.STD_I16LE.copy()
kind.set_precision(12)
kind.set_offset(4)
with h5py.File("packed.h5", "w") as file:
    data = h5py.h5d.create(file.id, b"x", kind, h5py.h5s.create_simple((3,)))
    data.write(h5py.h5s.ALL, h5py.h5s.ALL, np.array([7, 20, 20], "<i2"))
with h5py.File("packed.h5") as file:
    assert list(file["x"][:]) == [7, 20, 20]
PYTHON
/usr/bin/python3 write.py
cat >read.mjs <<'JAVASCRIPT'
import fs from 'node:fs';
import h5wasm from 'h5wasm/node';
await h5wasm.ready;
const file = new h5wasm.File('packed.h5', 'r');
const found = [...file.get('x').value];
const { version } = JSON.parse(fs.readFileSync('node_modules/h5wasm/package.json', 'utf8'));
console.log(`h5wasm ${version}: ${found.join(', ')} where h5py has 7, 20, 20`);
if (version !== '0.10.3' || found.join() !== '112,320,320') throw new Error('this has changed');
JAVASCRIPT
node read.mjs
