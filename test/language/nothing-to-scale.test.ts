/** A spectrum that cannot be scaled is said before anything runs: drawn from the text, of a file from its numbers. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  drawMatrix,
  type MatrixProgram,
  ScalingError,
  scaleSpectrum,
  unitRows,
} from '../../engine/connectivity/index.ts';
import { analyseScience, analyseText, specifyMatrices } from '../../language/index.ts';
import { kernels } from '../spectra/kernels-here.ts';
import { readerOf } from './reader-of-texts.ts';

const text = (connect: string): string => `language 1
${connect}
experiment e {
  seeds 1
  compare { w = w }
  measure departure = henrici()
}
`;
const both = ['max', 'radius'],
  none: readonly string[] = [];
const drawn: readonly (readonly [settings: string, refused: readonly string[]])[] = [
  ['neurons 9;  weights normal(0, 1), elliptic -1', ['max']],
  ['neurons 9;  weights uniform(-2, 2), elliptic -1;  wire 0.5', ['max']],
  ['neurons 9;  weights normal(2, 1), elliptic -1, centred', ['max']],
  ['neurons 9;  weights normal(0, 1), elliptic -1, unit_rows', ['max']],
  ['neurons 9;  weights normal(2, 1), elliptic -1', none],
  ['neurons 9;  weights normal(0, 1), elliptic -1, autapses', none],
  ['neurons 9;  weights normal(0, 1), elliptic -0.99', none],
  ['neurons 9;  weights 2, elliptic -1', both],
  ['neurons 9;  weights 2, elliptic -1;  wire 0.5', ['max']],
  ['neurons 9;  weights 1, centred', both],
  ['neurons 9;  weights normal(3, 0), centred', both],
  ['neurons 9;  weights 1, centred;  wire 0.5', none],
  ['neurons 9;  weights 0', both],
  ['neurons 1;  weights normal(0, 1)', both],
  ['neurons 9;  weights normal(0, 1);  wire 0', both],
  ['neurons 8;  weights 2, excitatory 50 %, autapses', both],
  ['neurons 8;  weights 2, excitatory 25 %, autapses, unit_rows', ['max']],
  ['neurons 8;  weights 2, excitatory 75 %, autapses', none],
  ['neurons 8;  weights 2, excitatory 50 %', none],
  ['neurons 8;  weights -2, autapses', ['max']],
  ['neurons 8;  weights -2', none],
];
for (const [settings, refused] of drawn)
  test(`what a text says of scaling ${settings} is what scaling does`, async () => {
    const [connect] = await specifyMatrices(analyseText(text(`connect w { ${settings} }`)), readerOf());
    assert.ok(connect.source.kind === 'drawn');
    const { matrix } = drawMatrix(connect.source.program as MatrixProgram, { seed: 3, stream: 'w' }),
      used = connect.unitRows ? unitRows(matrix) : matrix;
    for (const kind of ['max', 'radius'] as const) {
      const { diagnostics } = analyseText(text(`connect w { ${settings};  spectrum ${kind} 0.9 }`)),
        scale = () => scaleSpectrum(used, { kind, value: 0.9 }, kernels.algebra);
      assert.equal(
        diagnostics.some(({ code }) => code === 'C074'),
        refused.includes(kind),
        kind,
      );
      if (refused.includes(kind)) assert.throws(scale, ScalingError);
      else assert.doesNotThrow(scale);
    }
  });

const table = (size: number, entry: (i: number, j: number) => number): string =>
  Array.from({ length: size }, (_, i) => Array.from({ length: size }, (__, j) => entry(i, j)).join(',')).join('\n');
type Entry = (i: number, j: number) => number;
/** What is seen without eigenvalues is seen of any size, and where nothing finds them. */
const files: readonly (readonly ['structure' | 'eigenvalues', number, Entry, 'max' | 'radius', RegExp | undefined])[] =
  [
    ['structure', 4, (i, j) => i - j, 'max', /^`w`, as its file has it: .*imaginary/],
    ['structure', 4, (i, j) => i - j, 'radius', undefined],
    ['structure', 400, (i, j) => Math.sin(i) - Math.sin(j), 'max', /imaginary/],
    ['structure', 400, (i, j) => Number(i > j), 'radius', /has no cycle/],
    ['eigenvalues', 4, (_, j) => (j < 3 ? j + 1 : -6), 'radius', /is what rounding makes of 0/],
    ['eigenvalues', 2, (i, j) => -Number(i === j), 'max', /needs an eigenvalue with a positive real part/],
    ['eigenvalues', 4, (i, j) => Number(i !== j), 'max', undefined],
  ];
for (const [seen, size, entry, kind, said] of files)
  test(`spectrum ${kind} of a file of ${size} neurons: ${said ?? 'nothing is said'}`, async () => {
    const reader = readerOf({ 'w.csv': table(size, entry) }),
      analysis = analyseText(text(`connect w from "w.csv" { square;  spectrum ${kind} 0.9 }`)),
      algebra = () => Promise.resolve(kernels.algebra);
    const found = async (options: Parameters<typeof analyseScience>[2]) =>
      (await analyseScience(analysis, reader, options)).flatMap(({ code, message }) =>
        code === 'C074' ? [message] : [],
      );
    const messages = await found({ algebra });
    assert.equal(messages.length, said ? 1 : 0);
    if (said) assert.match(messages[0], said);
    assert.deepEqual(await found({}), seen === 'structure' ? messages : []);
  });
