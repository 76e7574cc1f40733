// Matrices of fields and of recordings, as a run makes them.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { eigenvaluesOf, type Matrix } from '../../engine/connectivity/index.ts';
import { fieldFiles, numbers, openField, readNpy, writeNpy } from '../../formats/index.ts';
import { analyseScience, analyseText } from '../../language/index.ts';
import { scopeIn } from '../../language/canonical/scope.ts';
import { describeDeclaration } from '../../language/canonical/description.ts';
import { fileScope } from '../../language/imports.ts';
import { nounOf } from '../../language/nouns/index.ts';
import type { ConnectNoun } from '../../language/specification.ts';
import { parse } from '../../grammar/index.ts';
import { cachedAlgebra } from '../../making/cached-algebra.ts';
import { circuits } from '../../making/circuits.ts';
import { pairTablesOf } from '../../making/pair-tables.ts';
import { pairsRecorded } from '../../making/recorded-pairs.ts';
import { kernelsOf, openBackend } from '../../runs/execute/backends.ts';
import { nodeReader } from '../../runs/data/node-reader.ts';
import { noSharedData, sharedData, sharedExample } from '../data.ts';
import { near } from '../numbers.ts';
import { temporaryFolder } from './stripes-study.ts';
import { runText } from './text-runs.ts';

const own = kernelsOf(await openBackend('wasm'));
const kernels = { ...own, algebra: cachedAlgebra(own.algebra) };

/** Every `connect` of a text, in order. */
function connectsOf(text: string): readonly ConnectNoun[] {
  const { tree } = parse(`language 1\n${text}`),
    file = fileScope(tree, new Map());
  return tree.declarations.flatMap((declaration) => {
    const noun = nounOf(describeDeclaration(declaration, file, scopeIn(file)));
    return noun.noun === 'connect' ? [noun] : [];
  });
}
const wiredIn = (folder: string) =>
  circuits((reference) => fs.readFileSync(path.join(folder, reference)), kernels.algebra, undefined, {
    list: (field) => fs.readdirSync(path.join(folder, field)),
  });
const controlled = (connect: ConnectNoun, call: string): ConnectNoun => ({
  ...connect,
  controls: [{ call, takes: {}, stream: `${call}(${connect.name})` }],
});
const moduli = (matrix: Matrix): readonly number[] => {
  const { re, im } = eigenvaluesOf(matrix, kernels.algebra);
  return Array.from(re, (real, i) => Math.hypot(real, im[i])).sort((a, b) => b - a);
};

const microns = sharedData('connectome', 'microns');
describe('a field of MICrONS', { skip: microns ? false : noSharedData }, () => {
  const [functional, published, field] = connectsOf(`
connect field from "6_6_2"
connect functional like field {
  weights lognormal(-0.5, 0.5) * scaled(correlation) * scaled(sttc);  spectrum radius 0.95
}
connect published like field { weights scaled(correlation) * scaled(sttc), mean 0.1, floor 0.01;  spectrum radius 0.95 }
`).toSorted(
    (a, b) =>
      ['functional', 'published', 'field'].indexOf(a.name) - ['functional', 'published', 'field'].indexOf(b.name),
  );

  it('has the synapses of its source', () => {
    const { matrix } = wiredIn(microns!).wire(field, 1);
    assert.equal(matrix.size, 312);
    assert.equal(matrix.values.filter((count) => count > 0).length, 316);
    assert.equal(
      matrix.values.reduce((sum, count) => sum + count, 0),
      338,
    );
  });
  it('W* without its lognormal factor is what NumPy makes of the published program', () => {
    const { values } = wiredIn(microns!).wire(published, 1).matrix;
    [
      [0, 0.3792182531624224],
      [312, 0.003470907048270888],
      [1, 0.003470907048270888],
      [7 * 312 + 19, 0.004577553330763793],
    ].forEach(([at, want]) => {
      near(values[at], want, 1e-9);
    });
    near(
      values.reduce((sum, weight) => sum + weight, 0),
      292.01358715071547,
      1e-5,
    );
  });
  it('permuted keeps the eigenvalues; without its diagonal it is scaled again', () => {
    const { wire } = wiredIn(microns!);
    const plain = moduli(wire(functional, 2).matrix),
      permuted = wire(controlled(functional, 'permuted'), 2).matrix,
      bare = wire(controlled(functional, 'off_diagonal'), 2).matrix,
      diagonal = wire(controlled(functional, 'diagonal'), 2).matrix;
    near(plain[0], 0.95, 1e-9);
    moduli(permuted).forEach((modulus, i) => {
      near(modulus, plain[i], 1e-8, `eigenvalue ${i}`);
    });
    near(moduli(bare)[0], 0.95, 1e-9);
    near(moduli(diagonal)[0], 0.95, 1e-9);
    for (let i = 0; i < 312; i++) assert.equal(bare.values[i * 313], 0);
    assert.equal(diagonal.values.filter((weight) => weight !== 0).length, 312);
    assert.notDeepEqual(permuted.values, wire(functional, 2).matrix.values);
  });
  it('has the tables of its pairs by name, and those of its places', () => {
    const wiring = wiredIn(microns!).wire(functional, 1),
      tables = pairTablesOf(wiring, ['distance', 'sttc', 'precision', 'W', 'synapses']);
    assert.deepEqual(Object.keys(tables).sort(), ['distance', 'precision', 'sttc', 'synapses']);
    near(tables.distance[1] / 1e-6, 101.08372292312951, 1e-6);
    for (let i = 0; i < 312; i++) assert.equal(tables.sttc[i * 312 + 5], tables.sttc[5 * 312 + i]);
    assert.deepEqual(pairTablesOf(undefined, ['distance']), {});
  });
  it('is the same in both layouts of folders', (t) => {
    const folder = temporaryFolder(t),
      there = path.join(microns!, '4_7_8'),
      copy = path.join(folder, '4_7_8');
    fs.mkdirSync(copy);
    const names = fieldFiles(fs.readdirSync(there)),
      source = openField(names, (file) => fs.readFileSync(path.join(there, file)));
    const double = (part: 'correlation' | 'sttc'): Uint8Array => {
      const { shape, ...array } = readNpy(fs.readFileSync(path.join(there, names[part]!)));
      return writeNpy({ type: 'f8', shape, values: numbers({ shape, ...array }) });
    };
    const n = source.neurons(),
      counts = source.table('synapses');
    fs.writeFileSync(path.join(copy, 'corr_matrix.npy'), double('correlation'));
    fs.writeFileSync(path.join(copy, 'sttc_matrix.npy'), double('sttc'));
    fs.writeFileSync(
      path.join(copy, 'positions_4_7_8.npy'),
      writeNpy({ type: 'i8', shape: [n, 3], values: BigInt64Array.from(source.positions().voxels, BigInt) }),
    );
    fs.writeFileSync(
      path.join(copy, 'connectome_4_7_8.csv'),
      [
        `,${Array.from({ length: n }, (_, i) => i).join(',')}`,
        ...Array.from({ length: n }, (_, i) => `${i},${counts.subarray(i * n, (i + 1) * n).join(',')}`),
      ].join('\n'),
    );
    const [field, functional] = connectsOf(`
connect field from "4_7_8/"
connect functional like field { weights lognormal(-0.5, 0.5) * scaled(correlation) * scaled(sttc);  place published }
`);
    for (const connect of [field, functional])
      assert.deepEqual(wiredIn(folder).wire(connect, 1).matrix, wiredIn(microns!).wire(connect, 1).matrix);
    assert.deepEqual(wiredIn(folder).wire(functional, 1).positions, wiredIn(microns!).wire(functional, 1).positions);
  });
});

/** Three neurons; what is not said is as in a whole folder. */
function smallField(folder: string, without: readonly string[] = []): void {
  const files: Readonly<Record<string, string>> = {
    'neurons.csv': 'x_um,y_um,z_um\n0,0,0\n30,40,0\n0,40,10\n',
    'synapses.csv': 'row,col,count\n0,1,2\n1,2,1\n2,0,1\n',
    'corr.csv': '1,0.2,0.3\n0.2,1,0.4\n0.3,0.4,1\n',
    'sttc.csv': '1,0,0\n0.1,1,0\n0.2,0.3,1\n',
  };
  fs.mkdirSync(path.join(folder, 'field'), { recursive: true });
  for (const [name, content] of Object.entries(files))
    if (!without.includes(name)) fs.writeFileSync(path.join(folder, 'field', name), content);
}
const study = (place = '', penalty = 'sum(abs(W) * scaled(distance))'): string => `language 1
connect field from "field"
connect functional like field {
  weights lognormal(-0.5, 0.5) * scaled(correlation) * scaled(sttc)
  ${place}
  spectrum radius 0.95
}
task choose is one_choice { goal 2 steps;  delay 1 steps;  choice 2 steps }
network cortex { neurons from field;  input 8;  recurrent functional, relu;  readout 4 }
experiment learn {
  seeds 1 .. 2
  compare { functional = cortex;  orthogonal = cortex { recurrent orthogonal, relu } }
  train on choose { optimiser adam(1e-3);  batch 16;  epochs 1;  trials 32;  penalty 0.1 * ${penalty} }
  measure loss = loss(test)
}
`;
const said = async (text: string, folder: string): Promise<readonly string[]> => {
  const analysis = analyseText(text);
  return [
    ...analysis.diagnostics,
    ...(await analyseScience(analysis, nodeReader(path.join(folder, 'study.anl')))),
  ].flatMap(({ code, severity, message }) => (severity === 'error' ? [`${code} ${message}`] : []));
};

const cortex = sharedExample('cortex.anl');
it('the study of a field checks as it stands, and names its diagonal', {
  skip: cortex ? false : noSharedData,
}, async () => {
  const analysis = analyseText(fs.readFileSync(cortex!, 'utf8'));
  const found = [...analysis.diagnostics, ...(await analyseScience(analysis, nodeReader(cortex)))];
  assert.deepEqual(
    found.filter(({ severity }) => severity === 'error').map(({ message }) => message),
    [],
  );
  assert.equal(
    found.some(({ code, message }) => code === 'L014' && message.includes('from')),
    false,
  );
  const [diagonal] = found.filter(({ code }) => code === 'C034');
  // 98.7 without the lognormal factor
  const [, times] = /on itself is ([\d.]+) times that on another/.exec(diagonal.message) ?? [];
  near(Number(times), 98.7, 12);
});

describe('a run with the folder of a field', () => {
  it('takes the places, the matrix and the penalty from it, and is another where a file of it changes', async (t) => {
    const folder = temporaryFolder(t);
    smallField(folder);
    const first = await runText(t, study(), { out: folder });
    assert.equal(first.status, 'done');
    assert.equal(fs.readFileSync(path.join(first.folder, 'run.json'), 'utf8').includes('field/corr.csv'), true);
    const again = await runText(t, study(), { out: folder });
    assert.equal(again.folder, first.folder);
    fs.writeFileSync(path.join(folder, 'field', 'corr.csv'), '1,0.5,0.3\n0.5,1,0.4\n0.3,0.4,1\n');
    const changed = await runText(t, study(), { out: folder });
    assert.notEqual(changed.folder, first.folder);
  });
  for (const [what, missing, text, expected] of [
    [
      'positions',
      ['neurons.csv'],
      study(),
      [/^C051 "field": it has no file of its positions, which are needed: positions_/],
    ],
    ['positions that nobody needs', ['neurons.csv'], study('', 'sum(abs(W))'), []],
    [
      'tiling coefficients',
      ['sttc.csv'],
      study(),
      [/^C051 "field": it has no file of its tiling coefficients, which are needed: sttc_matrix\.npy/],
    ],
  ] as const)
    it(`a part that is missing is said before it runs: ${what}`, async (t) => {
      const folder = temporaryFolder(t);
      smallField(folder, missing);
      const found = await said(text, folder);
      assert.equal(found.length, expected.length, found.join('\n'));
      expected.forEach((pattern, i) => {
        assert.match(found[i], pattern);
      });
    });
  for (const [what, file, content, expected] of [
    ['a list with less than no synapse', 'synapses.csv', 'row,col,count\n0,1,-2\n', ['error C054']],
    ['a whole table without one of its rows', 'connectome_1.csv', ',0,1,2\n0,0,2,0\n1,0,0,1\n', ['error C053']],
    ['correlations that cannot be', 'corr.csv', '1,0.2,0.3\n0.2,1,0.4\n0.3,0.9,1.5\n', ['warning C054']],
    ['one file of another size, once', 'corr.csv', '1,0.2\n0.2,1\n', ['error C053']],
  ] as const)
    it(`of one folder an error stands alone: ${what}`, async (t) => {
      const folder = temporaryFolder(t);
      smallField(folder);
      fs.writeFileSync(path.join(folder, 'field', file), content);
      const analysis = analyseText(study()),
        found = await analyseScience(analysis, nodeReader(path.join(folder, 'study.anl')));
      const ofFolder = found
        .filter(({ code }) => /^C0(34|5[1345])$/.test(code))
        .map(({ severity, code }) => `${severity} ${code}`);
      assert.deepEqual(
        ofFolder.filter((one) => one !== 'warning C034' || expected.some((each) => each.startsWith('error'))),
        expected,
      );
    });
  it('a circuit of other neurons than those of the field is said before it runs', async (t) => {
    const folder = temporaryFolder(t);
    smallField(folder);
    const text = study().replace(/recurrent \w+/, 'recurrent strange');
    const found = await said(`${text}connect strange { neurons 7;  weights 0.1 }\n`, folder);
    assert.equal(found.length, 1, found.join('\n'));
    assert.match(found[0], /^N050 `field` has 3 neurons, and the circuit `strange` 7/);
  });
  it('a file where the folder should be, and a folder of nothing, are said', async (t) => {
    const folder = temporaryFolder(t);
    fs.writeFileSync(path.join(folder, 'field'), 'x');
    assert.match(
      (await said(study(), folder)).join('\n'),
      /^C051 "field": .*is a file where a folder is needed.*give the file one/,
    );
    fs.rmSync(path.join(folder, 'field'));
    fs.mkdirSync(path.join(folder, 'field'));
    assert.match((await said(study(), folder)).join('\n'), /^C051 "field": it holds none of the files of a field/);
  });
});

describe('a matrix made of a recording', () => {
  const spikes = [
    [0, 1, 0, 2, 0, 0, 1, 0, 0, 1],
    [0, 1, 0, 1, 1, 0, 1, 0, 0, 0],
    [1, 0, 0, 0, 1, 0, 0, 1, 1, 0],
  ];
  const activity = { neurons: 3, frames: 10, values: Float32Array.from(spikes.flat()), bin: 0.1, runs: [10] };
  const [mine] = connectsOf(`
data v1 from "spikes.csv" { rows neurons;  sampled at 10 Hz }
connect mine from v1 { weights scaled(correlation) * sttc;  sttc within 100 ms;  spectrum radius 0.95 }
`);
  const recorded = (source: Parameters<typeof pairsRecorded>[1], values = activity) =>
    pairsRecorded(values, source, kernels);
  it('has Pearson’s correlations and tiling coefficients in its weights', () => {
    const { matrix, pairs } = circuits(() => assert.fail('nothing is read'), kernels.algebra, undefined, {
      recorded: (source) => recorded(source),
    }).wire(mine, 1);
    // numpy.corrcoef of the rows
    const pearson = [1, 0.60858062, -0.60858062, 1, -0.25, 1];
    const found = pairs!.of('correlation');
    [0, 1, 2, 4, 5, 8].forEach((at, i) => {
      near(found[at], pearson[i], 1e-5, `entry ${at}`);
    });
    near(moduli(matrix)[0], 0.95, 1e-9);
    const sttc = pairs!.of('sttc'),
      least = Math.min(...found);
    const raw = found.map((value, at) => ((value - least) / (1 - least)) * sttc[at]);
    raw.forEach((value, at) => {
      near(matrix.values[at] / matrix.values[0], value / raw[0], 1e-5);
    });
  });
  it('does not know how a silent neuron goes together with others', () => {
    const silent = { ...activity, values: activity.values.map((value, at) => (at < 20 ? value : 0)) };
    const { wire } = circuits(() => assert.fail('nothing is read'), kernels.algebra, undefined, {
      recorded: (source) => recorded(source, silent),
    });
    assert.throws(() => wire(mine, 1), /v1: neuron 3 does not change in the whole recording, so its `correlation`/);
    assert.throws(
      () => recorded(mine.source as never, silent).table('sttc'),
      /v1: neuron 3 has no spike in the whole recording, so its `sttc`/,
    );
  });
  it('runs from its file', async (t) => {
    const folder = temporaryFolder(t);
    fs.writeFileSync(path.join(folder, 'spikes.csv'), spikes.map((row) => row.join(',')).join('\n'));
    const outcome = await runText(
      t,
      `language 1
data v1 from "spikes.csv" { rows neurons;  sampled at 10 Hz }
connect mine from v1 { weights lognormal(-0.5, 0.5) * scaled(correlation) * scaled(sttc);  spectrum radius 0.95 }
experiment e {
  seeds 1 .. 2
  compare { mine = mine;  off = off_diagonal(mine) }
  measure radius = spectral_radius(recurrent)
}
`,
      { out: folder },
    );
    const values = outcome.results.rows.filter(({ measure }) => measure === 'radius').map(({ value }) => value);
    assert.equal(values.length, 4);
    for (const value of values) near(value, 0.95, 1e-9);
  });
});
