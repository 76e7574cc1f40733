// Synapses that a dynamics scales, from the text to the run's folder and its plot.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { figuresOf } from '../../figures/index.ts';
import { analyseScience, analyseText, specify } from '../../language/index.ts';
import type { ExperimentSpec } from '../../language/specification.ts';
import { nodeReader } from '../../runs/data/node-reader.ts';
import { near } from '../numbers.ts';
import { runText } from './text-runs.ts';

const study = (experiment: string): string => `language 1
connect net { neurons 40;  wire 0.3;  weights normal(0, 1);  spectrum radius 1 }
dynamics map of net {
  model rate, tanh, discrete
  dt 1 ms
  drive normal(0, 0.5), independent
  scale synapses to flow 0.9, rate 0.01
  run 200 ms
}
connect edge from map
task choose is one_choice { goal 2 steps;  delay 1 steps;  choice 2 steps }
network rnn { input 8;  recurrent tuned(map), tanh;  readout 4 }
experiment scaled {
${experiment}}
`;
const values = (rows: readonly { measure: string; condition: string; value: number }[], measure: string) =>
  Object.fromEntries(rows.filter((row) => row.measure === measure).map(({ condition, value }) => [condition, value]));

test('the scaled matrix is the matrix of the dynamics, of what is made from it, and of a network', async (t) => {
  const { results, summary } = await runText(
    t,
    study(`  seeds 1
  vary gain in 0.5, 1.5
  compare {
    net = net { spectrum radius gain }
    flow = map { matrix net { spectrum radius gain } }
    shared = map { matrix net { spectrum radius gain };  drive normal(0, 0.5) }
    sums = map { matrix net { spectrum radius gain };  scale synapses to sum 2 }
    short = map { matrix net { spectrum radius gain };  scale synapses to 0.3, rate 0.01, for 100 ms }
    edge = edge;  tuned = tuned(map);  plain = map
  }
  measure radius = spectral_radius(recurrent)
  measure took = scaling_time()
  plot scaling
`),
  );
  const at = (gain: number) => results.rows.filter((row) => row.at.gain === gain);
  const [low, high] = [0.5, 1.5].map((gain) => values(at(gain), 'radius'));
  near(low.net, 0.5, 1e-9);
  near(low.flow, 0.9, 0.15);
  near(high.flow, low.flow, 0.12, 'from both sides');
  assert.deepEqual([low.edge, low.tuned], [low.plain, low.plain]);
  const took = values(at(0.5), 'took');
  assert.equal(took.sums, 0.001, 'sums take one step');
  assert.equal('short' in took, false, 'what has not settled has no time');
  const notes = Object.fromEntries(summary.notes.map(({ code, text }) => [code, text]));
  assert.match(notes.C083, /flow: spectral radius .* of its target \(0\.9000\)/);
  assert.match(notes.C083, /sums: summed weights of a neuron 2, 0\.0 % of its target \(2\)/);
  assert.match(notes.C084, /short in 2 of 2 runs/);

  const curve = results.curves?.find(({ condition, at }) => condition === 'flow' && at.gain === 1.5);
  assert.equal(curve?.target, 0.9);
  near(curve?.y[0], 1.5, 1e-9, 'it begins with the matrix as it was');
  near(curve?.y.at(-1), high.flow, 1e-9, 'and ends with the one that is used');
  const figure = figuresOf(results).find(({ name }) => name === 'scaling');
  assert.deepEqual(
    figure?.panels.map((panel) => panel.kind === 'curves' && [panel.y.label, panel.references.map((one) => one.value)]),
    [
      ['Spectral radius', [0.9]],
      ['Spectral radius', [0.9]],
      ['Summed weights of a neuron', [2]],
      ['Summed weights of a neuron', [2]],
      ['Mean rate', [0.3]],
      ['Mean rate', [0.3]],
    ],
  );
});

test('a network begins with the scaled matrix, and learns from there', async (t) => {
  const { results } = await runText(
    t,
    study(`  seeds 1
  compare { scaled = rnn;  named = rnn { recurrent edge, tanh };  plain = rnn { recurrent net, tanh } }
  train on choose { trials 32;  batch 16;  epochs 1 }
  measure radius = spectral_radius(recurrent_at_start)
`),
  );
  const found = values(results.rows, 'radius');
  near(found.plain, 1, 1e-6);
  near(found.scaled, 0.9, 0.15);
  assert.equal(found.scaled, found.named);
});

test('a statement of scaling is read with its options, and what it cannot say is refused', async () => {
  const read = async (scale: string) => {
    const text = study('  seeds 1\n  compare { map = map }\n  measure radius = spectral_radius(recurrent)\n').replace(
      'scale synapses to flow 0.9, rate 0.01',
      scale,
    );
    const analysis = analyseText(text),
      { specification, diagnostics: found } = await specify(analysis, nodeReader('study.anl')),
      diagnostics = [...analysis.diagnostics, ...found, ...(await analyseScience(analysis, nodeReader('study.anl')))];
    const noun = specification?.experiments.find(({ name }: ExperimentSpec) => name === 'scaled')?.conditions[0].noun;
    const source = noun?.noun === 'dynamics' ? noun.matrix.source : undefined;
    return {
      scaling: source?.kind === 'scaled' ? source.scaling : undefined,
      says: diagnostics.filter(({ severity }) => severity === 'error').map(({ message }) => message)[0] ?? '',
    };
  };
  const common = { until: 'settled', weights: 'all' } as const;
  for (const [scale, scaling] of [
    ['scale synapses to flow 1.0 until settled', { rule: 'flow', target: 1, rate: 1e-3, ...common }],
    ['scale synapses to sum 1', { rule: 'sum', target: 1, rate: 1, ...common }],
    [
      'scale synapses to 0.1, excitatory, for 60 s',
      { rule: 'rate', target: 0.1, rate: 1e-3, until: 60, weights: 'excitatory' },
    ],
  ] as const)
    assert.deepEqual((await read(scale)).scaling, scaling, scale);
  for (const [scale, message] of [
    ['scale synapses to flow 1, sum 1', /needs one target/],
    ['scale synapses', /needs one target/],
    ['scale synapses to flow 1 until settled, for 1 s', /either `for` a time or `until settled`/],
    ['scale synapses to 5 Hz', /Hz is one of spikes/],
    ['scale synapses to 5 mV', /A target rate is in Hz/],
    ['scale synapses to 1.5', /stays below 1/],
    ['scale synapses to -0.1', /must be more than 0/],
    ['scale synapses to flow 0', /must be more than 0/],
  ] as const)
    assert.match((await read(scale)).says, message, scale);
});

test('why nothing could be scaled is said: no weights, no drive, no spikes, few neurons', async (t) => {
  const rates = (drive: string, scale: string): string =>
    `model rate, tanh, discrete;  dt 1 ms;  ${drive};  scale synapses to ${scale};  run 100 ms`;
  const { results } = await runText(
    t,
    `language 1
connect none { neurons 30;  weights 0 }
connect below { neurons 30;  weights uniform(-1, 0);  spectrum radius 0.7 }
connect some { neurons 30;  weights normal(0, 1);  spectrum radius 0.7 }
connect above { neurons 30;  weights uniform(0, 1);  spectrum radius 0.7 }
dynamics sums of none { ${rates('drive normal(0, 0.5), independent', 'sum 1')} }
dynamics inhibited of below { ${rates('drive normal(0, 0.5), independent', '0.3, excitatory')} }
dynamics undriven of some { ${rates('drive 0', 'flow 1.0')} }
dynamics silent of above {
  model spiking;  dt 1 ms;  drive 0.05;  scale synapses to 5 Hz, for 2 s;  run 100 ms;  bin 10 ms
}
dynamics small of some { ${rates('drive normal(0, 0.5), independent', 'flow 1.0')} }
experiment e {
  seeds 1
  compare { sums = sums;  inhibited = inhibited;  undriven = undriven;  silent = silent;  small = small }
  measure took = scaling_time()
}
`,
  );
  const note = results.summary.notes.find(({ code }) => code === 'C083')?.text ?? '',
    said = Object.fromEntries(
      note.split('; ').map((each) => each.replace('Synapses were scaled: ', '').split(/: (.*)/)),
    );
  assert.match(said.sums, /because there are no weights to scale/);
  assert.match(said.inhibited, /because there are no weights to scale/);
  assert.match(said.undriven, /because nothing drives it/);
  assert.match(said.silent, /because no neuron fires/);
  assert.match(said.small, /of 30 neurons by −3 to \+16 %|^spectral radius [^,]*, [+−][0-3]\.\d % of/);
  assert.deepEqual([...new Set(results.rows.map(({ condition }) => condition))], ['small']);
});
