import assert from 'node:assert/strict';
import { decodedTask } from '../../catalogue/tasks/index.ts';
import { describe, it } from 'node:test';
import {
  analyseScience,
  analyseText,
  type ConnectNoun,
  type DataNoun,
  type DynamicsNoun,
  instantiate,
  type Noun,
  settled,
  specify,
  type TaskNoun,
} from '../../language/index.ts';
import { kernels } from '../spectra/kernels-here.ts';
import { readerOf } from './reader-of-texts.ts';

/** The conditions of an experiment over these nouns; refused ones fail. */
async function conditions(nouns: string, compare: string, more = ''): Promise<readonly Noun[]> {
  const { specification, diagnostics } = await specify(
    analyseText(`language 1
${nouns}
experiment e {
  seeds 6
  compare { ${compare} }
${more}}
`),
    readerOf(),
  );
  assert.ok(specification, JSON.stringify(diagnostics));
  assert.deepEqual(specification.refused, []);
  return specification.experiments[0].conditions.map(({ noun }) => noun);
}
const connect = async (body: string): Promise<ConnectNoun> =>
  (await conditions(`connect wild { neurons 20;  ${body} }`, 'a = wild'))[0] as ConnectNoun;
const drawn = { neurons: 20, symmetric: false, centred: false, positive: false, autapses: false };

describe('drawn matrices', () => {
  const programs: readonly (readonly [written: string, program: object])[] = [
    [
      'weights uniform(-1, 1), symmetric',
      { weights: { distribution: 'uniform', takes: { low: -1, high: 1 } }, symmetric: true },
    ],
    [
      'weights normal(mean: 0, deviation: 2)',
      { weights: { distribution: 'normal', takes: { mean: 0, deviation: 2 } } },
    ],
    [
      'weights lognormal(-0.5, 0.5), positive, autapses',
      { weights: { distribution: 'lognormal', takes: { mu: -0.5, sigma: 0.5 } }, positive: true, autapses: true },
    ],
    [
      'weights exponential(1), excitatory 80 %',
      { weights: { distribution: 'exponential', takes: { mean: 1 } }, excitatory: 0.8 },
    ],
    ['weights binary', { weights: { distribution: 'binary', takes: {} } }],
    ['weights binary();  autapses', { weights: { distribution: 'binary', takes: {} }, autapses: true }],
    [
      'weights uniform(-1, 1), asymmetric 1/3',
      {
        weights: { distribution: 'uniform', takes: { low: -1, high: 1 } },
        asymmetric: { construction: 'triangles', eta: 1 / 3 },
      },
    ],
    [
      'weights normal(0, 1), elliptic -0.5',
      {
        weights: { distribution: 'normal', takes: { mean: 0, deviation: 1 } },
        asymmetric: { construction: 'elliptic', correlation: -0.5 },
      },
    ],
    [
      'groups 4;  wire if(same_group, 0.5, 2^-2);  weights 1, centred',
      {
        groups: 4,
        wire: { call: 'if', arguments: [{ name: 'same_group' }, 0.5, 0.25] },
        weights: { constant: 1 },
        centred: true,
      },
    ],
    [
      'place uniform in 8 mm, 4 mm;  weights exp(-distance / 250 um)',
      {
        place: { how: 'uniform', lengths: [8e-3, 4e-3], torus: false },
        weights: {
          expression: {
            call: 'exp',
            arguments: [{ call: '/', arguments: [{ call: '-', arguments: [{ name: 'distance' }] }, 2.5e-4] }],
          },
        },
      },
    ],
    [
      'place grid in 1 mm, 1 mm, torus;  weights 1',
      { place: { how: 'grid', lengths: [1e-3, 1e-3], torus: true }, weights: { constant: 1 } },
    ],
  ];
  for (const [written, program] of programs)
    it(written, async () =>
      assert.deepEqual((await connect(written)).source, { kind: 'drawn', program: { ...drawn, ...program } }),
    );

  it('a distribution of quantities over the pair is refused', async () => {
    const { specification } = await specify(
      analyseText(`language 1
connect wild { neurons 20;  place uniform in 1 mm;  weights normal(0, exp(-distance / 1 mm)) }
experiment e { compare { a = wild } }
`),
      readerOf(),
    );
    assert.match(
      specification?.refused[0]?.reason ?? '',
      /a number, a `vary` variable or arithmetic with them must stand/,
    );
  });
  it('the names of arguments say which is which, in any order', async () =>
    assert.deepEqual(
      (await connect('weights normal(deviation: 2, mean: 0)')).source,
      (await connect('weights normal(0, 2)')).source,
    ));
  it('`spectrum` scales by the largest real part or the largest modulus; without it nothing is scaled', async () => {
    const scaled = async (written: string) => (await connect(`weights binary${written}`)).spectrum;
    assert.deepEqual(
      [await scaled(''), await scaled(';  spectrum max 0.999'), await scaled(';  spectrum radius 95 %')],
      [undefined, { kind: 'max', value: 0.999 }, { kind: 'radius', value: 0.95 }],
    );
  });
  it('`unit_rows` is the same as a flag and as a word', async () =>
    assert.deepEqual(
      await connect('weights exponential(1), unit_rows'),
      await connect('weights exponential(1);  unit_rows'),
    ));
  it('a variant shares the draws of what it did not change', async () => {
    const nouns =
      'connect wild { neurons 20;  weights binary;  spectrum max 0.9 }\nconnect small like wild { neurons ' +
      '10 }\nconnect own like wild { stream "own" }';
    const [a, b, c, d] = (await conditions(
      nouns,
      'a = wild;  b = wild { spectrum max 0.8 };  c = small;  d = own',
    )) as readonly ConnectNoun[];
    assert.deepEqual([a.stream, b.stream, c.stream, d.stream], ['wild', 'wild', 'wild', 'own']);
    assert.deepEqual({ ...b, spectrum: a.spectrum }, a);
    assert.deepEqual(
      [c.name, c.spectrum, c.source],
      [
        'small',
        a.spectrum,
        { kind: 'drawn', program: { ...drawn, neurons: 10, weights: { distribution: 'binary', takes: {} } } },
      ],
    );
  });
  it('a variable stands in any number until a point of the sweep is put in', async () => {
    const [noun] = (await conditions(
      'connect wild { neurons 20;  weights uniform(-1, 1) }',
      'a = wild { neurons n;  weights uniform(-1, n);  spectrum max r }',
      '  vary n in 10, 20\n  vary r in 0.5, 0.9\n',
    )) as readonly ConnectNoun[];
    assert.equal(settled(noun.source), undefined);
    const point = instantiate(noun, { n: 10, r: 0.5 });
    assert.deepEqual(
      [settled(point.source), point.spectrum],
      [
        {
          kind: 'drawn',
          program: { ...drawn, neurons: 10, weights: { distribution: 'uniform', takes: { low: -1, high: 10 } } },
        },
        { kind: 'max', value: 0.5 },
      ],
    );
  });
  it('controls: `similar` has a gain, its default the published one', async () => {
    const controls = async (written: string) =>
      (
        (
          await conditions('connect wild { neurons 20;  wire 0.5;  weights binary, symmetric }', `a = ${written}`)
        )[0] as ConnectNoun
      ).controls;
    assert.deepEqual(await controls('similar(wild)'), [
      { call: 'similar', takes: { gain: 0.3 }, stream: 'similar(wild)' },
    ]);
    assert.deepEqual(await controls('transposed(similar(wild, gain: 0.5))'), [
      { call: 'similar', takes: { gain: 0.5 }, stream: 'similar(wild, gain: 0.5)' },
      { call: 'transposed', takes: {}, stream: 'transposed(similar(wild, gain: 0.5))' },
    ]);
  });
  it('whole matrices are read from `.npy` files, and from tables that say so', async () => {
    const [a, b] = (await conditions(
      'connect m from "w.npy" { rows source;  positions from "xy.csv" in um }\nconnect t from "w.csv" { square }',
      'a = m;  b = t',
    )) as readonly ConnectNoun[];
    assert.deepEqual(
      [a.source, b.source],
      [
        { kind: 'matrix', path: 'w.npy', rows: 'source', positions: { path: 'xy.csv', unit: 1e-6 } },
        { kind: 'matrix', path: 'w.csv', rows: 'target' },
      ],
    );
  });
});

describe('dynamics', () => {
  const matrix = 'connect wild { neurons 20;  weights binary;  spectrum max 0.9 }\n';
  const dynamics = async (body: string, value = 'rest'): Promise<DynamicsNoun> =>
    (await conditions(`${matrix}dynamics rest of wild { ${body} }`, `a = ${value}`))[0] as DynamicsNoun;
  const defaults = {
    noun: 'dynamics',
    name: 'rest',
    stream: 'rest',
    motion: 'leaky',
    takes: { activation: 'identity', tau: 0.02, dt: 0.002, noise: 1, noiseScale: 'diffusion', noiseOn: 'state' },
    run: { duration: 60, discard: 0, starts: 1 },
  };
  const written: readonly (readonly [body: string, changes: object])[] = [
    ['run 60 s', {}],
    [
      'model linear;  tau 50 ms;  dt 5 ms;  noise 0.5 per step;  run 2 min, discard 8 s, starts 80;  bin 45 ms',
      {
        takes: { activation: 'identity', tau: 0.05, dt: 0.005, noise: 0.5, noiseScale: 'step', noiseOn: 'state' },
        run: { duration: 120, discard: 8, starts: 80 },
        bin: 0.045,
      },
    ],
    ['model linear, relu;  run 60 s', { takes: { ...defaults.takes, activation: 'relu' } }],
    [
      'model linear, discrete;  noise 0.5;  run 60 s',
      { motion: 'discrete', takes: { activation: 'identity', dt: 0.002, noise: 0.5, noiseOn: 'state' } },
    ],
    [
      'model linear, relu, discrete;  tau 1 s;  run 60 s',
      { motion: 'discrete', takes: { activation: 'relu', dt: 0.002, noise: 1, noiseOn: 'state' } },
    ],
  ];
  for (const [body, changes] of written)
    it(body, async () => {
      const { matrix: held, ...rest } = await dynamics(body);
      assert.deepEqual(rest, { ...defaults, ...changes });
      assert.equal(held.name, 'wild');
    });
  it('another matrix: in an override, or in place of the one it depends on', async () => {
    const [a, b] = [
      await dynamics('run 60 s', 'rest { matrix wild { spectrum max 0.5 } }'),
      await dynamics('run 60 s', 'rest with wild = similar(wild)'),
    ];
    assert.deepEqual(
      [a.matrix.spectrum, a.stream, b.matrix.controls.map(({ call }) => call)],
      [{ kind: 'max', value: 0.5 }, 'rest', ['similar']],
    );
  });
  it('a number of bins is no time', async () => {
    const { specification } = await specify(
      analyseText(
        `language 1
${matrix}dynamics rest of wild { run 60 s }
experiment e {
  seeds 6
  compare { a = rest }
  measure r = rotations(dmd(lag: 5 bins, ranks: 10))
  measure s = rotations(dmd(lag: 0.1 s, ranks: 10))
}
`,
      ),
      readerOf(),
    );
    assert.deepEqual(
      specification?.experiments[0].measures.map(({ call }) => call),
      [{ counted: 'bins', value: 5 }, 0.1].map((lag) => ({
        call: 'rotations',
        takes: { modes: { call: 'dmd', takes: { lag, ranks: 10, ridge: 0.01, fit: 'plain' } } },
      })),
    );
  });
});

describe('recordings', () => {
  const data = async (body: string, value = 'v1'): Promise<DataNoun['recording']> =>
    ((await conditions(`data v1 from ${body}`, `a = ${value}`))[0] as DataNoun).recording;
  it('a table', async () =>
    assert.deepEqual(
      await data(
        '"spikes.npy" { rows neurons;  sampled at 22 Hz;  positions from "xy.npy" in um;  bin 0.5 s;  ' +
          'missing interpolate }',
      ),
      {
        rows: 'neurons',
        rate: 22,
        positions: { path: 'xy.npy', unit: 1e-6 },
        bin: 0.5,
        missing: 'interpolate',
        controls: [],
      },
    ));
  it('a file that says itself what it holds', async () =>
    assert.deepEqual(await data('"session.nwb" { dataset "/processing/ophys" }'), {
      dataset: '/processing/ophys',
      missing: 'error',
      controls: [],
    }));
  it('times of spikes', async () =>
    assert.deepEqual(await data('"spikes.csv" { spikes in ms, neuron unit, time t;  bin 4 ms }'), {
      spikes: { unit: 1e-3, neuron: 'unit', time: 't' },
      bin: 4e-3,
      missing: 'error',
      controls: [],
    }));
  it('surrogates, innermost first', async () =>
    assert.deepEqual((await data('"s.h5" { bin 1 s }', 'shifted(phase_randomised(v1), at_least: 10 s)'))?.controls, [
      { call: 'phase_randomised', takes: {}, stream: 'phase_randomised(v1)' },
      { call: 'shifted', takes: { at_least: 10 }, stream: 'shifted(phase_randomised(v1), at_least: 10 s)' },
    ]));
  it('images are no recording', async () => assert.equal(await data('mnist'), undefined));
});

it('a working-memory task: defaults of the study, delays as a list or a range', async () => {
  const nouns = (task: string) =>
    `connect wild { neurons 20;  weights binary;  spectrum max 0.9 }\ndynamics rest of wild { run 10 s ` +
    `}\ntask memory is working_memory${task}`;
  const task = async (body: string): Promise<TaskNoun> => {
    const { specification } = await specify(
      analyseText(
        `language 1
${nouns(body)}
experiment e {
  seeds 6
  compare { a = rest }
  measure choice = delayed_choice(memory)
}
`,
      ),
      readerOf(),
    );
    return specification?.experiments[0].measures[0].nouns.memory as TaskNoun;
  };
  const {
    takes: { delay, ...rest },
    ...noun
  } = await task('');
  assert.deepEqual(noun, { noun: 'task', name: 'memory', stream: 'memory', task: 'working_memory' });
  assert.deepEqual(rest, {
    stimulus: 0.05,
    magnitude: 6.25,
    inputs: 'random',
    features: 100,
    trials: 2000,
    stimuli: 50,
    interval: 3,
    readout: 0.1,
    ridge: 10,
  });
  const { delays, ...trials } = decodedTask(await task(''), { dt: 0.002 });
  assert.deepEqual(trials, {
    shown: 0.05,
    magnitude: 6.25,
    features: 100,
    stimuli: 50,
    runs: 40,
    interval: 3,
    readout: 0.1,
    ridge: 10,
  });
  assert.deepEqual([delays.length, delays[0], delays[1], delays.at(-1)], [25, 0.12, 0.24, 3]);
  const { takes } = await task(
    ' { delay 0.5 s .. 1.5 s by 0.5 s, 0.1 s;  trials 400;  inputs random, features 10;  interval 2000 steps }',
  );
  assert.deepEqual(takes, {
    ...rest,
    delay: { list: [0.1, 0.5, 1, 1.5] },
    trials: 400,
    features: 10,
    interval: { counted: 'steps', value: 2000 },
  });
  const bare = analyseText(`language 1\n${nouns(' { stimulus }')}\n`).diagnostics;
  assert.deepEqual(
    bare.map(({ code }) => code),
    ['L011'],
    'a setting has a value',
  );
  const { interval, runs } = decodedTask({ task: 'working_memory', takes }, { dt: 0.002 });
  assert.deepEqual([interval, runs], [4, 8], 'steps are those of the network');
  const stepwise = { ...takes, delay: { list: [{ counted: 'steps', value: 100 }, 0.1] } };
  const asked = decodedTask({ task: 'working_memory', takes: stepwise }, { dt: 0.002 }).delays;
  assert.deepEqual(asked, [0.1, 0.2], 'a delay in steps is a time as well');
});

describe('what the text tells of matrices, times and measures', () => {
  const exponent = 'measure alpha = exponent(covariance, ranks: 2 .. 10)',
    wild = 'connect wild { neurons 100;  weights uniform(-1, 1);  spectrum max 0.9 }\n';
  const study = (nouns: string, subject: string, measures = ''): string =>
    `language 1
${nouns}experiment e {
  seeds 6
  compare { a = ${subject} }
  ${measures}
}
`;
  const rest = (body: string, spectrum = 'spectrum max 0.9'): string =>
    study(
      `connect wild { neurons 100;  weights uniform(-1, 1);  ${spectrum} }\ndynamics rest of wild { ${body} }\n`,
      'rest',
    );
  const found: readonly (readonly [name: string, source: string, codes: readonly string[]])[] = [
    ['a sweep across the edge', study(wild, 'wild { spectrum max r }', `vary r in 0.5, 1.5\n  ${exponent}`), ['C020']],
    ['a sweep below it', study(wild, 'wild { spectrum max r }', `vary r in 0.5, 0.9\n  ${exponent}`), []],
    [
      'weights as drawn reach beyond 1',
      study('connect wild { neurons 100;  weights uniform(-1, 1) }\n', 'wild', exponent),
      ['C020'],
    ],
    [
      'small weights do not',
      study('connect wild { neurons 100;  weights uniform(-0.01, 0.01) }\n', 'wild', exponent),
      [],
    ],
    [
      'rows of 1 are at the edge',
      study('connect wild { neurons 100;  weights exponential(1), unit_rows }\n', 'wild', exponent),
      ['C020'],
    ],
    [
      'eigenvalues without a matrix',
      study(
        'connect big { neurons 100;  weights goe;  spectrum max 0.9 }\n',
        'big',
        'measure alpha = exponent(covariance, ranks: 2 .. 40)',
      ),
      [],
    ],
    [
      'weights of a matrix that is not there',
      study(
        'connect big { neurons 100;  weights goe, centred;  spectrum max 0.9 }\n',
        'big',
        'measure alpha = exponent(covariance, ranks: 2 .. 40)',
      ),
      ['C041'],
    ],
    [
      'wires of a matrix that is not there',
      study(
        'connect big { neurons 100;  wire 0.5;  weights goe;  spectrum max 0.9 }\n',
        'big',
        'measure alpha = exponent(covariance, ranks: 2 .. 40)',
      ),
      ['L010'],
    ],
    [
      'an unstable matrix without dynamics',
      study(
        'connect wild { neurons 100;  weights uniform(-1, 1);  spectrum max 2 }\n',
        'wild',
        'measure h = henrici()',
      ),
      [],
    ],
    ['an echo-state network may be beyond', rest('model linear, relu;  tau 20 ms;  run 60 s', 'spectrum max 1.35'), []],
    ['linear dynamics may not', rest('tau 20 ms;  run 60 s', 'spectrum max 1.35'), ['C020']],
    ['dt at the limit of its matrix', rest('tau 20 ms;  dt 22 ms;  run 66 s'), ['T040']],
    ['dt in steps', rest('model linear, discrete;  dt 1 s;  run 60 s', 'spectrum radius 0.9'), []],
    ['a bin longer than what is kept', rest('tau 20 ms;  dt 2 ms;  run 10 s, discard 8 s;  bin 4 s'), ['T045']],
    [
      'timescales beyond half of the neurons',
      study(`${wild}dynamics rest of wild { run 60 s }\n`, 'rest', 'measure t = timescales(pcs: 1 .. 60)'),
      ['C022'],
    ],
    ['modes of a matrix', study(wild, 'wild', 'measure r = rotations(dmd(lag: 5 steps, ranks: 5))'), ['C033']],
    [
      'an estimator of activity on a matrix',
      study(wild, 'wild', 'measure alpha = exponent(shared_variance, ranks: 2 .. 10)'),
      ['C033'],
    ],
    [
      'a measure that one of two conditions has',
      study(
        `${wild}dynamics rest of wild { run 60 s }\n`,
        'wild;  b = rest',
        'measure r = rotations(dmd(lag: 5 steps, ranks: 5))',
      ),
      [],
    ],
    [
      'similar(W) is not symmetric',
      study(
        'connect wild { neurons 100;  place uniform in 1 mm, 1 mm;  weights uniform(-1, 1), symmetric;  ' +
          'spectrum max 0.9 }\n',
        'similar(wild)',
        'measure g = globality(modes: 1 .. 5)',
      ),
      ['C031'],
    ],
    [
      'a distribution where a number must stand',
      study('connect wild { neurons 100;  wire uniform(0, 1);  weights 1, centred;  spectrum max 0.9 }\n', 'wild'),
      ['L010'],
    ],
    ['a drawn matrix without weights', study('connect wild { neurons 100 }\n', 'wild'), ['L011']],
    [
      'a word of a drawn matrix in one that is read',
      study('connect wild from "ring.json" { neurons 5 }\n', 'wild'),
      ['L010'],
    ],
    [
      'a table that does not say what its rows are',
      study('data v1 from "v1.csv" { sampled at 3 Hz }\n', 'v1'),
      ['L011'],
    ],
    ['spikes without bins', study('data v1 from "v1.csv" { spikes in s }\n', 'v1'), ['L011']],
    [
      'bins that are no whole samples',
      study('data v1 from "v1.csv" { rows neurons;  sampled at 3 Hz;  bin 0.5 s }\n', 'v1'),
      ['T041'],
    ],
    ['an override that scales twice', study(wild, 'wild { spectrum max 0.9, radius 0.9 }'), ['C042']],
    [
      'few surrogates',
      study('data v1 from "v1.csv" { rows neurons;  sampled at 3 Hz }\n', 'v1;  b = shifted(v1)'),
      ['S061'],
    ],
    [
      'a series in a claim, reduced',
      study(
        `${wild}dynamics rest of wild { run 60 s }\n`,
        'rest',
        'measure t = timescales(pcs: 1 .. 9)\n  expect max(t of a) > 0.1 s',
      ),
      [],
    ],
  ];
  for (const [name, source, codes] of found)
    it(name, () =>
      assert.deepEqual(
        analyseText(source)
          .diagnostics.filter(({ severity }) => severity !== 'hint')
          .map(({ code }) => code),
        codes,
        JSON.stringify(analyseText(source).diagnostics),
      ),
    );
  it('the eigenvalues of a small file are computed', async () => {
    const codes = async (file: string, settings = '') =>
      (
        await analyseScience(
          analyseText(
            study(`connect wild from "${file}" { ${settings} }\ndynamics rest of wild { run 60 s }\n`, 'rest'),
          ),
          readerOf(),
          { algebra: async () => kernels.algebra },
        )
      )
        .filter(({ severity }) => severity === 'error')
        .map(({ code }) => code);
    assert.deepEqual(
      [await codes('ring.json'), await codes('ring.json', 'spectrum max 0.9'), await codes('chain.json')],
      [['C020'], [], []],
    );
  });
});
