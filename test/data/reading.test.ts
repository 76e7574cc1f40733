import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { encodeText, FormatError, readExpression, UnknownGene } from '../../formats/index.ts';
import { type Patience, readApart } from '../../runs/data/apart.ts';

const files = new Map([
  ['t.csv', encodeText('cell,time,A,B\nc1,1,0.5,2\nc2,2,1,0\n')],
  ['damaged.h5ad', Uint8Array.of(0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a, 1, 2, 3)],
]);
const apart = (path: string, options = {}, patience: Patience = {}) =>
  readApart('expression', { path, files, options: { columns: ['time'], ...options } }, patience);

describe('a file is read on a thread of its own', () => {
  it('as in place', async () =>
    assert.deepEqual(
      await apart('t.csv'),
      await readExpression('t.csv', async (name) => files.get(name), { columns: ['time'] }),
    ));
  it('a gene that is not there is still one', () =>
    assert.rejects(
      apart('t.csv', { genes: ['C'] }),
      (error) => error instanceof UnknownGene && error.gene === 'C' && error.known.join() === 'A,B',
    ));
  it('what is no such file is refused', () => assert.rejects(apart('damaged.h5ad'), FormatError));
  it('one on which the HDF5 library never comes back is ended, and said to be damaged', async () => {
    const endless = new Map([['endless.h5ad', await endlessHdf5()]]);
    const reading = (seconds?: number) =>
      readApart('expression', { path: 'endless.h5ad', files: endless, options: {} }, { seconds });
    await assert.rejects(reading(2), (error) => error instanceof FormatError && /seems damaged/.test(error.message));
    await assert.rejects(reading(), /seems damaged/); // at once: it is not tried again
  });
  it('and one that is no longer wanted', () =>
    assert.rejects(apart('t.csv', {}, { signal: { aborted: true } }), /cancelled/));
});

/**
 * The free space of its heap of texts (HDF5 file format, section III.E) is said to be smaller than it is; what follows
 * are zeros, objects without a size.
 */
async function endlessHdf5(): Promise<Uint8Array> {
  const { ready, File } = await import('h5wasm');
  const { FS } = await ready;
  const file = new File('endless.h5', 'w');
  for (const name of ['obs', 'var']) {
    const group = file.create_group(name);
    group.create_attribute('_index', '_index');
    group.create_dataset({ name: '_index', data: ['a', 'b'] });
  }
  const matrix = file.create_group('X');
  matrix.create_attribute('encoding-type', 'csr_matrix');
  file.close();
  const bytes = new Uint8Array(FS.readFile('endless.h5') as Uint8Array);
  FS.unlink('endless.h5');
  const view = new DataView(bytes.buffer);
  for (let heap = 0; heap < bytes.length - 16; heap += 8) {
    if (String.fromCharCode(...bytes.subarray(heap, heap + 4)) !== 'GCOL') continue;
    let at = heap + 16;
    while (view.getUint16(at, true) !== 0) at += 16 + 8 * Math.ceil(view.getUint32(at + 8, true) / 8);
    view.setUint32(at + 8, 904, true);
  }
  return bytes;
}
