// `scale synapses` of models whose activity is counted, from the text to the notes and the plot, and what is refused.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { figuresOf } from '../../figures/index.ts';
import { analyseScience, analyseText } from '../../language/index.ts';
import { nodeReader } from '../../runs/data/node-reader.ts';
import { near } from '../numbers.ts';
import { runText } from './text-runs.ts';

const models = {
  spiking: { weights: 'exponential(0.4), excitatory 80 %', model: 'spiking { background 1500 Hz, weight 2 }' },
  branching: { weights: 'exponential(0.4)', model: 'branching;  drive 0.01' },
} as const;
const study = (kind: keyof typeof models, scale: string, neurons = 30): string => `language 1
connect ei { neurons ${neurons};  wire 0.3;  weights ${models[kind].weights} }
dynamics spikes of ei { model ${models[kind].model};  dt 0.5 ms;  run 0.5 s;  bin 10 ms;  scale synapses to ${scale} }
experiment scaled {
  seeds 1
  compare { spikes = spikes;  plain = ei }
  measure radius = spectral_radius(recurrent)
  plot scaling
}
`;

test('a spiking network is scaled to a rate in Hz, and its matrix is the scaled one', async (t) => {
  const { results, summary } = await runText(t, study('spiking', '20 Hz, excitatory, rate 3e-3, for 2 s'));
  const [scaled, plain] = ['spikes', 'plain'].map((name) => results.rows.find((row) => row.condition === name)?.value);
  assert.notEqual(scaled, undefined);
  assert.notEqual(scaled, plain);
  const note = summary.notes.find(({ code }) => code === 'C083')?.text ?? '';
  const [, rate, target] = /mean rate ([\d.]+) Hz, .* of its target \(([\d.]+) Hz\), in 2.* s/.exec(note) ?? [];
  assert.equal(Number(target), 20);
  near(Number(rate), 20, 3);
  const [panel] = figuresOf(results).find(({ name }) => name === 'scaling')?.panels ?? [];
  assert.deepEqual(panel?.kind === 'curves' && [panel.y.label, panel.references.map((one) => one.value)], [
    'Mean rate, Hz',
    [20],
  ]);
});

test('a branching network is scaled to sums, and has them for its radius', async (t) => {
  const { results } = await runText(t, study('branching', 'sum 0.8'));
  near(results.rows.find((row) => row.condition === 'spikes')?.value, 0.8, 1e-9);
});

test('what no scaling of counted activity can be is refused with one message', async () => {
  for (const [kind, scale, message, neurons] of [
    ['spiking', 'flow 1', /spiking neurons have none: scale to a rate in Hz/],
    ['spiking', '5', /Rates of spiking neurons are in Hz/],
    ['spiking', '600 Hz', /allows 500 Hz at most/],
    ['spiking', '5 Hz', /of 5,000 spiking neurons at most/, 6000],
    ['branching', '5 Hz', /scale to these, `scale synapses to sum 0.9`/],
    ['branching', 'flow 1', /scale to these, `scale synapses to sum 0.9`/],
  ] as const) {
    const analysis = analyseText(study(kind, scale, neurons));
    const found = [...analysis.diagnostics, ...(await analyseScience(analysis, nodeReader('study.anl')))].filter(
      ({ severity }) => severity === 'error',
    );
    assert.deepEqual(
      found.map(({ code }) => code),
      ['C081'],
      scale,
    );
    assert.match(found[0].message, message);
  }
});

test('a spiking network that nothing drives is warned of', async () => {
  const analysis = analyseText(study('spiking', '5 Hz').replace(' { background 1500 Hz, weight 2 }', ''));
  const codes = [...analysis.diagnostics, ...(await analyseScience(analysis, nodeReader('study.anl')))].map(
    ({ code }) => code,
  );
  assert.equal(codes.includes('C082'), true);
});
