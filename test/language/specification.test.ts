import assert from 'node:assert/strict';
import fs from 'node:fs';
import { describe, it } from 'node:test';
import type { NetworkNoun } from '../../language/index.ts';
import { projectFile, sharedExample } from '../data.ts';
import { conditions, develop, experiment, file, genes, network, only, rest, specified } from './specified-texts.ts';

describe('canonical nouns', () => {
  it('a development: SI units, names resolved, defaults filled in', async () => {
    const { a } = await conditions('a = reader');
    const source = a.recurrent?.matrix.source;
    assert.equal(source?.kind, 'develop');
    if (source?.kind !== 'develop') return;
    const { genes: rules, ...grown } = source.develop;
    assert.deepEqual(grown, {
      noun: 'develop',
      name: 'cortex',
      stream: 'cortex',
      space: [1e-3, 1e-3],
      step: 21600,
      stop: 864000,
      start: { count: 1, fate: 'progenitor', place: 'centre' },
      signals: [
        {
          name: 'Niche',
          expression: {
            call: '<',
            arguments: [{ call: 'neighbours', arguments: [{ name: 'progenitor' }], named: { within: 6e-5 } }, 8],
          },
        },
      ],
      divide: [{ fate: 'progenitor', every: 43200, until: 500, spread: 5e-5 }],
      migrate: [{ fate: 'neuron', along: 'outward', speed: 2 / 3.6e9 }],
      synapses: [
        {
          pre: 'neuron',
          post: 'neuron',
          perSecond: false,
          probability: {
            call: 'exp',
            arguments: [{ call: '/', arguments: [{ call: '-', arguments: [{ name: 'distance' }] }, 1.5e-4] }],
          },
          weight: {
            call: '*',
            arguments: [
              { name: 'similarity' },
              { call: '-', arguments: [1, { call: '/', arguments: [{ name: 'distance' }, 3e-4] }] },
            ],
          },
          prune: { call: '<', arguments: [{ name: 'weight' }, 0.2] },
          strengthen: { factor: 1.1, every: 21600, until: 1 },
        },
      ],
      controls: [],
    });
    assert.deepEqual(rules, {
      noun: 'genes',
      name: 'mouse',
      stream: 'mouse',
      update: 'asynchronous',
      inputs: ['Niche'],
      signs: [],
      fixed: {},
      genes: [
        { name: 'Sox2', rule: { and: [{ gene: 'Sox2' }, { not: { gene: 'Tbr1' } }] } },
        { name: 'Tbr1', rule: { or: [{ gene: 'Tbr1' }, { not: { gene: 'Niche' } }] } },
      ],
      fates: [
        { name: 'progenitor', rule: { gene: 'Sox2' } },
        { name: 'neuron', rule: { gene: 'Tbr1' } },
      ],
    });
  });
  it('a probability per time is a rate', async () => {
    const rule = async (probability: string) => {
      const matrix = network(
        (await only(file('  compare { a = reader }\n').replace('exp(-distance / 150 um)', probability))).conditions[0]
          .noun,
      ).recurrent?.matrix.source;
      assert.ok(matrix?.kind === 'develop');
      return [matrix.develop.synapses[0].probability, matrix.develop.synapses[0].perSecond];
    };
    assert.deepEqual(await rule('0.1 per h'), [0.1 / 3600, true]);
    assert.deepEqual(await rule('exp(-distance / 1 mm) per min'), [
      { call: '/', arguments: [(await rule('exp(-distance / 1 mm)'))[0], 60] },
      true,
    ]);
    assert.deepEqual(await rule('0.1'), [0.1, false]);
  });
  it('training: defaults of the vocabulary, one mean and deviation or one per channel', async () => {
    assert.deepEqual((await only(file('  compare { a = reader }\n'))).train, {
      data: { noun: 'data', name: 'digits', reference: 'mnist' },
      batch: 64,
      epochs: 1,
      optimiser: { call: 'adam', takes: { rate: 1e-3, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, decay: 0 } },
    });
    const trained = async (settings: string) =>
      (await only(file('  compare { a = reader }\n').replace('train on digits { }', `train on digits { ${settings} }`)))
        .train;
    assert.deepEqual(
      (await trained('normalise 0.13, 0.31;  optimiser sgd(0.1, momentum: 90 %);  batch 32'))?.normalise,
      { mean: [0.13], deviation: [0.31] },
    );
    assert.deepEqual((await trained('normalise 1, 2, 3, 4, 5, 6'))?.normalise, {
      mean: [1, 2, 3],
      deviation: [4, 5, 6],
    });
    assert.deepEqual((await trained('optimiser sgd(0.1, momentum: 90 %)'))?.optimiser, {
      call: 'sgd',
      takes: { rate: 0.1, momentum: 0.9, decay: 0 },
    });
    assert.deepEqual(
      (await trained('optimiser adam(decay: 1e-4, rate: 0.01)'))?.optimiser,
      (await trained('optimiser adam(0.01, 0.9, 0.999, 1e-8, 1e-4)'))?.optimiser,
    );
  });
  it('a fixed circuit has no bias; one that learns has, unless unbiased; its activation is its own', async () => {
    const { a, b, c } = await conditions(
      'a = reader\n b = reader { recurrent grown, relu, steps 3 }\n c = reader { recurrent grown, unbiased }',
    );
    assert.deepEqual(
      [a, b, c].map(({ recurrent }) => [recurrent?.fixed, recurrent?.biased, recurrent?.activation, recurrent?.steps]),
      [
        [true, false, 'identity', 1],
        [false, true, 'relu', 3],
        [false, false, 'identity', 1],
      ],
    );
  });
  it('rules of a .bnet file stand in the canonical form', async () => {
    const {
      experiments: [
        {
          conditions: [{ noun }],
        },
      ],
    } = await specified(
      `language 1
genes area from "rules.bnet" {
  update asynchronous
  fate stem = Sox2
}
experiment e { compare { a = area } }
`,
    );
    assert.ok(noun.noun === 'genes');
    assert.deepEqual(
      [noun.genes.map(({ name }) => name), noun.inputs, noun.update, noun.fates],
      [['Sox2', 'Pax6'], ['Hes1'], 'asynchronous', [{ name: 'stem', rule: { gene: 'Sox2' } }]],
    );
  });
});

describe('overrides', () => {
  it('a statement replaces the statement of the same word, and draws stay those of the noun', async () => {
    const { a, b } = await conditions('a = reader\n b = reader { recurrent rewired(grown), fixed, steps 1 }');
    assert.deepEqual(b.recurrent?.matrix.controls, [
      { call: 'rewired', takes: { keep: 'both' }, stream: 'rewired(grown)' },
    ]);
    assert.deepEqual({ ...b, recurrent: { ...b.recurrent, matrix: { ...b.recurrent?.matrix, controls: [] } } }, a);
  });
  it('controls nest, innermost first; `keep` says which degrees stay', async () => {
    const { a } = await conditions('a = reader { recurrent rewired( permuted(grown), keep:out ), fixed }');
    assert.deepEqual(a.recurrent?.matrix.controls, [
      { call: 'permuted', takes: {}, stream: 'permuted(grown)' },
      { call: 'rewired', takes: { keep: 'out' }, stream: 'rewired(permuted(grown), keep: out)' },
    ]);
  });
  it('`without recurrent` keeps the circuit for its width', async () => {
    const { a, b } = await conditions('a = reader\n b = reader without recurrent');
    assert.deepEqual({ ...b, recurrent: { ...b.recurrent, removed: false } }, a);
    assert.equal(b.recurrent?.removed, true);
  });
  it('`with B = C` replaces B wherever the noun depends on it, and rebuilds what lies between', async () => {
    const { a, b, c } = await conditions(
      'a = reader\n b = reader with mouse = knock_out(mouse, Sox2)\n c = reader with cortex = ' +
        'identity_shuffled(cortex)',
    );
    const grown = (noun: NetworkNoun) => {
      const source = noun.recurrent?.matrix.source;
      assert.ok(source?.kind === 'develop');
      return source.develop;
    };
    assert.deepEqual(grown(b), { ...grown(a), genes: { ...grown(a).genes, fixed: { Sox2: 0 } } });
    assert.deepEqual(grown(c), { ...grown(a), controls: [{ call: 'identity_shuffled', takes: {} }] });
  });
  it('where the word repeats, the statement with the same name is replaced', async () => {
    const text = file('  compare { a = reader with cortex = fewer }\n').replace(
      'experiment',
      'develop fewer like cortex { divide progenitor every 12 h until 100 cells }\nexperiment',
    );
    const source = network((await only(text)).conditions[0].noun).recurrent?.matrix.source;
    assert.ok(source?.kind === 'develop');
    assert.deepEqual(source.develop.divide, [{ fate: 'progenitor', every: 43200, until: 100, spread: 1e-5 }]);
    assert.equal(source.develop.migrate.length, 1);
  });
  it('`like` shares the draws of what it did not change; `stream` pins them', async () => {
    const source = file('  compare { a = reader;  b = other;  c = third }\n').replace(
      'experiment',
      'network other like reader { readout 10, unbiased }\nnetwork third like reader { stream "own" }\nexperiment',
    );
    const [a, b, c] = (await only(source)).conditions.map(({ noun }) => network(noun));
    assert.deepEqual([a.stream, b.stream, c.stream], ['reader', 'reader', 'own']);
    assert.deepEqual({ ...b, name: 'reader', readout: { ...b.readout, biased: true } }, a);
  });
});

describe('what does not matter does not change the canonical form', () => {
  const text = file('  compare { a = reader;  b = reader without recurrent }\n');
  const form = async (source: string): Promise<string> => JSON.stringify((await only(source)).conditions);
  const variants: Readonly<Record<string, string>> = {
    'comments and blank lines': text.replaceAll('\n', '  # said aside\n\n'),
    'plots, claims and seeds': text.replace(
      '  measure',
      '  seeds 4\n  plot accuracy by condition\n  plot learning\n  expect accuracy of a > 0\n  measure',
    ),
    'the order of declarations': `language 1
${experiment('  compare { a = reader;  b = reader without recurrent }\n')}${rest}${develop}${genes}`,
    'the order of settings': text
      .replace('  step 6 h\n', '')
      .replace('  stop at 10 day\n', '  stop at 10 day\n  step 6 h\n'),
    'spelling of operators and numbers': text
      .replace('Sox2 & !Tbr1', 'Sox2 and not Tbr1')
      .replace('500 cells', '5e2 cells')
      .replace('150 um', '0.15 mm')
      .replace('Tbr1, Tbr1', 'Tbr1 = Tbr1'),
  };
  for (const [name, variant] of Object.entries(variants))
    it(name, async () => {
      assert.notEqual(variant, text);
      assert.equal(await form(variant), await form(text));
    });
  it('and what matters does', async () =>
    assert.notEqual(await form(text.replace('150 um', '151 um')), await form(text)));
});

describe('the examples', () => {
  const example = (name: string): string | undefined =>
    [projectFile('examples', name), sharedExample(name)].find((path) => path !== undefined && fs.existsSync(path));
  it('rapid-learning.anl', async (t) => {
    const path = example('rapid-learning.anl');
    if (!path) return t.skip('the example is not there');
    const {
      experiments: [spec],
      refused,
    } = await specified(fs.readFileSync(path, 'utf8'));
    assert.deepEqual(refused, []);
    assert.deepEqual(
      spec.conditions.map(({ name, noun }) => [
        name,
        network(noun).recurrent?.removed,
        network(noun).recurrent?.matrix.controls.map(({ call }) => call),
        network(noun).recurrent?.matrix.unitRows,
      ]),
      [
        ['grown', false, [], true],
        ['rewired', false, ['rewired'], true],
        ['random', false, ['random'], true],
        ['no_circuit', true, [], true],
      ],
    );
    assert.deepEqual(
      spec.plots.map(({ what, by }) => [what, by]),
      [
        ['accuracy', 'condition'],
        ['learning', undefined],
        ['circuit', undefined],
      ],
    );
    assert.deepEqual(
      spec.measures.map(({ text }) => text),
      ['accuracy(test)', 'count(cells(cortex), fate: neuron)'],
    );
  });
  it('published-circuit.anl', async (t) => {
    const path = example('published-circuit.anl');
    if (!path) return t.skip('the example is not there');
    const {
      experiments: [spec],
      refused,
    } = await specified(fs.readFileSync(path, 'utf8'));
    assert.deepEqual(refused, []);
    const noun = network(spec.conditions[0].noun);
    assert.deepEqual(
      [noun.input, noun.readout],
      [
        { size: 784, activation: 'relu', biased: false },
        { size: 10, biased: false },
      ],
    );
    assert.deepEqual(noun.recurrent?.matrix, {
      noun: 'connect',
      name: 'published',
      stream: 'published',
      controls: [],
      unitRows: true,
      source: {
        kind: 'file',
        path: 'developmental/grown_neural_network.zip',
        rows: 'source',
        cells: { call: '=', arguments: [{ name: 'type' }, 'neuron'] },
        edges: { call: '=', arguments: [{ name: 'relation' }, 'synapse'] },
      },
    });
    assert.deepEqual(spec.train?.normalise, { mean: [0.1307], deviation: [0.3081] });
  });
});
