import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { doubtsOf, FieldError, FormatError, fieldFiles, openField, writeNpy } from '../../formats/index.ts';
import { gzip } from '../../formats/packing.ts';
import { readObjectRows } from '../../formats/field/object-rows.ts';

interface Pickled {
  readonly by: string;
  readonly protocol: number;
  readonly kind: 'read' | 'refused';
  readonly what: string;
  readonly npy: string;
}
const { rows, files } = JSON.parse(readFileSync(new URL('pickled.json', import.meta.url), 'utf8')) as {
  readonly rows: readonly (readonly number[])[];
  readonly files: readonly Pickled[];
};
const bytesOf = ({ npy }: Pickled): Uint8Array => new Uint8Array(Buffer.from(npy, 'base64'));

describe('pickled positions', () => {
  for (const file of files.filter(({ kind }) => kind === 'read'))
    it(`${file.what}, protocol ${file.protocol}, written by ${file.by}`, () => {
      const read = readObjectRows(bytesOf(file));
      assert.deepEqual([read?.rows, read?.columns], [3, 3]);
      assert.deepEqual([...read!.values], rows.flat());
    });
  const reasons: Readonly<Record<string, RegExp>> = {
    'decimal.Decimal': /asks for `decimal\.Decimal`.*nothing of it is run/,
    'collections.OrderedDict': /asks for `collections\.OrderedDict`|EMPTY_DICT/,
    dictionary: /EMPTY_DICT, a dictionary/,
    texts: /Row 1 .* no list of numbers/,
    'rows of two lengths': /Row 2 .* has 2 numbers, and row 1 has 3/,
  };
  for (const file of files.filter(({ kind }) => kind === 'refused'))
    it(`refuses by name: ${file.what}, protocol ${file.protocol}, written by ${file.by}`, () => {
      assert.throws(
        () => readObjectRows(bytesOf(file)),
        (error) => error instanceof FormatError && reasons[file.what].test(error.message),
      );
    });
  it('is the file of one pickle, or says that it is damaged, wherever it is cut or changed', () => {
    let refused = 0,
      tried = 0;
    for (const file of files.filter(({ what }) => what === 'arrays of int64' || what === 'lists')) {
      const whole = bytesOf(file);
      for (let at = 0; at < whole.length; at += 3)
        for (const changed of [whole.slice(0, at), whole.map((byte, place) => (place === at ? byte ^ 0x5a : byte))]) {
          tried++;
          try {
            readObjectRows(changed);
          } catch (error) {
            assert.equal(error instanceof FormatError, true, String(error));
            refused++;
          }
        }
    }
    assert.equal(refused > tried / 2, true);
  });
  it('a list that holds itself many times over ends', () => {
    // 40 lists, each of which is a hundred times the one before
    const parts = [0x80, 4, 0x5d, 0x94];
    for (let level = 0; level < 40; level++) {
      parts.push(0x5d, 0x94, 0x28);
      for (let i = 0; i < 100; i++) parts.push(0x68, level);
      parts.push(0x65);
    }
    parts.push(0x2e);
    assert.throws(() => readObjectRows(Uint8Array.from(parts)), FormatError);
  });
  it('of an array of numbers nothing is said', () => {
    assert.equal(readObjectRows(writeNpy({ type: 'f8', shape: [1], values: new Float64Array(1) })), undefined);
  });
});

const text = (content: string): Uint8Array => new TextEncoder().encode(content);
const square = (values: readonly number[], type: 'f4' | 'f8' = 'f8'): Uint8Array =>
  writeNpy({
    type,
    shape: [Math.sqrt(values.length), Math.sqrt(values.length)],
    values: type === 'f8' ? Float64Array.from(values) : Float32Array.from(values),
  });
const numbers = (shape: readonly number[], values: readonly number[]): Uint8Array =>
  writeNpy({ type: 'f8', shape, values: Float64Array.from(values) });
const pickledRows = files.find(({ what, protocol }) => what === 'arrays of int64' && protocol === 4)!;
const correlation = [1, 0.1, 0.2, 0.1, 1, 0.3, 0.2, 0.3, 1];
const counts = [0, 2, 0, 0, 0, 1, 3, 0, 0];
/** The same field as the two kinds of folders have it. */
const ours: Readonly<Record<string, Uint8Array>> = {
  'neurons.csv': text(
    'index,x_vox,y_vox,z_vox,x_um,y_um,z_um\n' +
      rows.map(([x, y, z], i) => [i, x, y, z, 0.004 * x, 0.004 * y, 0.04 * z].join(',')).join('\n'),
  ),
  'synapses.csv': text('row,col,count\n0,1,2\n1,2,1\n2,0,3\n'),
  'corr_f32.npy': square(correlation, 'f8'),
  'info.json': text('{}'),
};
const published: Readonly<Record<string, Uint8Array>> = {
  'connectome_1_2_3.csv': text(',0,1,2\n0,0,2,0\n1,0,0,1\n2,3,0,0\n'),
  'positions_1_2_3.npy': bytesOf(pickledRows),
  'corr_matrix.npy': square(correlation),
  'root_ids_1_2_3.npy': numbers([3], [1, 2, 3]),
  'spikes_1_2_3.npy': text(''),
};
const opened = (folder: Readonly<Record<string, Uint8Array>>) =>
  openField(fieldFiles(Object.keys(folder)), (file) => folder[file]);

describe('the folder of a field', () => {
  for (const [layout, folder] of Object.entries({ ours, published, packed: packed(published) }))
    it(`is read as it is laid out: ${layout}`, () => {
      const field = opened(folder);
      assert.equal(field.neurons(), 3);
      assert.deepEqual([...field.table('synapses')], counts);
      assert.deepEqual([...field.table('correlation')], correlation);
      const { voxels, metres } = field.positions();
      assert.deepEqual([...voxels], rows.flat());
      const [x, y, z] = rows[0];
      [4e-9 * x, 4e-9 * y, 40e-9 * z].forEach((length, axis) => {
        assert.equal(Math.abs(metres[axis] - length) < 1e-15, true);
      });
    });
  for (const [what, file, content, x] of [
    ['whole numbers of an array are voxels', 'positions.npy', numbers([2, 3], [1000, 2, 3, 4, 5, 6]), 4e-6],
    ['fractions of an array are micrometres', 'positions.npy', numbers([2, 3], [0.5, 2, 3, 4, 5, 6]), 0.5e-6],
    ['columns that say micrometres', 'positions.csv', text('x_um,y_um,z_um\n7,2,3\n4,5,6\n'), 7e-6],
    ['columns that say voxels', 'positions.csv', text('z_vox,y_vox,x_vox\n3,2,500\n4,5,6\n'), 2e-6],
    ['columns without a unit', 'positions.csv', text('x,y,z\n500,2,3\n4,5,6\n'), 2e-6],
    ['a table without a header', 'positions.txt', text('500 2 3\n4 5 6\n'), 2e-6],
  ] as const)
    it(`positions: ${what}`, () => {
      const { voxels, metres } = opened({ 'corr.npy': square([1, 0, 0, 1]), [file]: content }).positions();
      assert.equal(Math.abs(metres[0] - x) < 1e-15, true, `${metres[0]}`);
      [4e-9, 4e-9, 40e-9].forEach((side, axis) => {
        assert.equal(Math.abs(voxels[axis] * side - metres[axis]) < 1e-15, true);
      });
    });
  it('columns of other names are asked for by the names that are known', () => {
    assert.throws(
      () =>
        opened({ 'corr.npy': square([1, 0, 0, 1]), 'positions.csv': text('lon,lat,alt\n1,2,3\n4,5,6\n') }).positions(),
      /positions\.csv: its columns are lon, lat, alt; name them x_um, y_um, z_um/,
    );
  });

  for (const [what, folder, code, said] of [
    ['nothing of a field', { 'readme.txt': text('') }, 'C051', /none of the files of a field/],
    [
      'two files of one part',
      { 'corr_a.npy': square(correlation), 'corr_b.npy': square(correlation) },
      'C051',
      /2 files of its correlations: corr_a\.npy, corr_b\.npy\. Keep one/,
    ],
    [
      'a part that is missing',
      { 'corr.npy': square(correlation) },
      'C051',
      /no file of its tiling coefficients, which are needed: sttc_matrix\.npy/,
    ],
    [
      'another size',
      { 'corr.npy': square(correlation), 'sttc.npy': square([1, 0, 0, 1]) },
      'C053',
      /sttc\.npy is of 2 neurons; corr\.npy says 3/,
    ],
    [
      'one of another size than most',
      {
        'corr.npy': square([1, 0, 0, 1]),
        'sttc.npy': square(correlation),
        'neurons.csv': ours['neurons.csv'],
        'synapses.csv': ours['synapses.csv'],
      },
      'C053',
      /^corr\.npy is of 2 neurons; synapses\.csv, sttc\.npy and neurons\.csv say 3: take all/,
    ],
    [
      'an array that is not square',
      { 'sttc.npy': numbers([3, 2], [1, 2, 3, 4, 5, 6]) },
      'C053',
      /sttc\.npy: 3 rows × 2 columns/,
    ],
    [
      'a row missing under names in a row and a column',
      { 'sttc.csv': text(',0,1,2\n0,1,0,0\n1,0,1,0\n') },
      'C053',
      /sttc\.csv: 2 rows × 3 columns/,
    ],
    [
      'a column missing beside names in a row and a column',
      { 'sttc.csv': text(',0,1\n0,1,0\n1,0,1\n2,0,0\n') },
      'C053',
      /sttc\.csv: 3 rows × 2 columns/,
    ],
    ['a file that is not packed as its name says', { 'sttc.npy.gz': square(correlation) }, 'C055', /not a gzip file/],
    ['NaN', { 'sttc.npy': square([1, Number.NaN, 0, 1]) }, 'C054', /sttc\.npy: .*row 1, column 2 .* is NaN/],
    ['a gap in a table', { 'sttc.csv': text('1,\n0,1\n') }, 'C054', /sttc\.csv: .*row 1, column 2 .* is NaN/],
    [
      'a pointer of Git LFS',
      { 'sttc.npy': text('version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n') },
      'C055',
      /sttc\.npy is a pointer of Git LFS.*git lfs pull/,
    ],
    ['an empty file', { 'sttc.npy': text('') }, 'C055', /sttc\.npy is empty/],
    ['cut short', { 'sttc.npy': square(correlation).slice(0, 150) }, 'C055', /sttc\.npy: .*truncated/],
  ] as const)
    it(`says what is wrong, with the file and what to do: ${what}`, () => {
      assert.throws(
        () => opened(folder as Readonly<Record<string, Uint8Array>>).table('sttc'),
        (error) => error instanceof FieldError && error.code === code && said.test(error.message),
      );
    });
  it('a pickle of something else is refused with the way to convert it, which keeps fractions', () => {
    const other = files.find(({ what, protocol }) => what === 'decimal.Decimal' && protocol === 4)!;
    for (const [name, bytes, load] of [
      ['positions_1.npy', bytesOf(other), String.raw`'positions_1\.npy'`],
      ['positions_1.npy.gz', gzip(bytesOf(other)), String.raw`gzip\.open\('positions_1\.npy\.gz'\)`],
    ] as const)
      assert.throws(
        () => opened({ 'corr.npy': square(correlation), [name]: bytes }).positions(),
        (error) =>
          error instanceof FieldError &&
          new RegExp(
            String.raw`decimal\.Decimal.*np\.save\('positions_1\.npy', np\.array\(.*` +
              String.raw`np\.load\(${load}, .*dtype=float\)\)"\.$`,
          ).test(error.message),
      );
  });
  it('no conversion is offered that must fail', () => {
    const texts = files.find(({ what, protocol }) => what === 'texts' && protocol === 4)!;
    const others = files.filter(({ what, kind }) => kind === 'refused' && what !== 'decimal.Decimal').map(bytesOf);
    for (const bytes of [bytesOf(texts), bytesOf(pickledRows).slice(0, -9), ...others])
      assert.throws(
        () => opened({ 'positions_1.npy': bytes }).positions(),
        (error) => error instanceof FieldError && error.code === 'C055' && !error.message.includes('python3'),
      );
  });
  it('a table of an array of objects is read', () => {
    assert.deepEqual([...opened({ 'sttc.npy': bytesOf(pickledRows) }).table('sttc')], rows.flat());
  });
  for (const [what, list, said] of [
    ['less than none', '0,1,2\n1,2,-1\n', /synapses\.csv: line 3 has -1 synapses: a `count` is a whole number/],
    ['a fraction', '0,1,2.5\n', /synapses\.csv: line 2 has 2\.5 synapses/],
    ['none given', '0,1,\n', /synapses\.csv: line 2 has no number of synapses/],
    ['a pair twice', '0,1,2\n1,2,1\n0,1,1\n', /synapses\.csv, line 4: row 0, col 1 is in line 2 already; keep one/],
    ['many twice', '0,1,2\n0,1,2\n0,1,1\n', /line 3: .* in line 2 already, and 1 more line repeats/],
  ] as const)
    it(`a list of synapses with ${what} is refused with its line`, () => {
      assert.throws(
        () => opened({ ...ours, 'synapses.csv': text(`row,col,count\n${list}`) }).table('synapses'),
        (error) => error instanceof FieldError && said.test(error.message),
      );
    });
  for (const [what, part, values, said] of [
    [
      'a correlation above 1',
      'correlation',
      [1, 0.1, 0.1, 1.5],
      /^corr\.npy has values beyond ±1, the largest 1\.5 in row 2, column 2\. It is/,
    ],
    ['a tiling coefficient below -1', 'sttc', [1, 0, -2, 1], /^sttc\.npy has .* largest -2 in row 2, column 1\. It is/],
    [
      'correlations that are not symmetric',
      'correlation',
      [1, 0.1, 0.3, 1],
      /^corr\.npy is not symmetric: rows and columns 1, 2 differ most, 0\.1 and 0\.3\./,
    ],
    [
      'both',
      'correlation',
      [1, 7, 0.3, 1],
      /beyond ±1, the largest 7 in row 1, column 2; it is not symmetric: .* 7 and 0\.3\./,
    ],
    ['one triangle of tiling coefficients', 'sttc', [1, 0, 0.3, 1], undefined],
    ['rounding', 'correlation', [1 + 5e-7, 0.1, 0.1005, 1], undefined],
    ['precisions', 'precision', [7, 1, 2, 7], undefined],
  ] as const)
    it(`what a table has that it should not is told: ${what}`, () => {
      const name = `${part === 'correlation' ? 'corr' : part}.npy`;
      const doubt = doubtsOf(opened({ [name]: square(values) }), part);
      if (said) assert.match(doubt!.message, said);
      else assert.equal(doubt, undefined);
    });
  it('a synapse of a neuron that is not there is said with its line', () => {
    assert.throws(
      () => opened({ ...ours, 'synapses.csv': text('row,col,count\n0,1,2\n0,3,1\n') }).table('synapses'),
      /synapses\.csv, line 3 names neuron 3, and the field has 3/,
    );
  });
});

function packed(folder: Readonly<Record<string, Uint8Array>>): Readonly<Record<string, Uint8Array>> {
  return Object.fromEntries(Object.entries(folder).map(([name, bytes]) => [`${name}.gz`, gzip(bytes)]));
}
