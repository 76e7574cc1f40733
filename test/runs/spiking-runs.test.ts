// Runs of spiking networks, from the text to what stands in the folder and what is read from it again.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { KernelBackend } from '../../engine/kernels/index.ts';
import type { Backend } from '../../engine/learning/index.ts';
import { simulateSpikes } from '../../engine/spiking/index.ts';
import { readSpikeTable } from '../../formats/recording/text-recording.ts';
import { spikesFile } from '../../runs/keep/spikes-file.ts';
import { backendsHere } from '../kernels/problems.ts';
import { near } from '../numbers.ts';
import { lif, mixed } from '../spiking/spiking-networks.ts';
import { runText } from './text-runs.ts';

const study = (model: string, settings: string, experiment: string, weights = 'exponential(0.4), excitatory 80 %') =>
  `language 1
connect ei { neurons 40;  wire 0.2;  weights ${weights} }
dynamics spikes of ei { model ${model};  ${settings} }
experiment whole {
  seeds 1
  compare { spikes = spikes }
${experiment}}
`;
/** The one file of a run's folder with this name. */
function written(runs: string, name: string): string {
  const files = fs.readdirSync(runs, { recursive: true }).map(String);
  const [found, ...others] = files.filter((file) => file.endsWith(`tables/${name}`));
  assert.equal(others.length, 0);
  return path.join(runs, found);
}

test('spikes that a run has written are read back and measured alike', async (t) => {
  const measures = '  measure s = susceptibility()\n';
  const { results, runs } = await runText(
    t,
    study('spiking { background 1500 Hz, weight 2 }', 'dt 0.5 ms;  run 1.1 s, discard 0.1 s;  bin 20 ms', measures),
  );
  const file = written(runs, 'spikes-1-spikes.csv');
  const [says, header, ...rows] = fs.readFileSync(file, 'utf8').trimEnd().split('\n');
  assert.match(says, /^# time in s from the end of what the run discards/);
  assert.equal(header, 'run,neuron,time');
  assert.equal(new Set(rows.map((row) => row.split(',')[1])).size, 40, 'each neuron fires');
  const folder = path.join(runs, 'again');
  fs.mkdirSync(folder);
  fs.copyFileSync(file, path.join(folder, 'spikes.csv'));
  const again = await runText(
    t,
    `language 1
data spikes from "spikes.csv" { spikes in s, neuron neuron, time time;  bin 20 ms }
experiment whole {
  seeds 1
  compare { spikes = spikes }
${measures}}
`,
    { out: folder },
  );
  // a table of spikes begins with its first one, so that bins are moved by less than one
  const [before, after] = [results, again.results].map(({ rows }) => rows.find((row) => row.measure === 's')?.value);
  near(after, Number(before), 0.05 * Number(before));
});

test('a file of spikes holds the times of each neuron to the last bit, however many there are', async () => {
  const [backend] = (await backendsHere('kernels')) as readonly Backend[] as readonly KernelBackend[];
  const { spikes } = simulateSpikes(
    mixed(60, 0.2, [0.5, -1]),
    { model: { ...lif, background: { rate: 1500, weight: 3 } }, drive: { kind: 'constant', current: 0 } },
    { duration: 2, discard: 0.1, starts: 1, bin: 0.1 },
    { seed: 3, stream: 'kept' },
    backend,
  );
  assert.equal(spikes.times.length > 4096, true, 'more than one block of lines');
  const { activity, neurons } = readSpikeTable(spikesFile(spikes), { unit: 1 });
  assert.equal(neurons, 60);
  assert.equal(activity.kind, 'spikes');
  if (activity.kind === 'spikes')
    activity.times.forEach((times, neuron) => {
      assert.deepEqual(
        [...times],
        [...spikes.times.filter((_, at) => spikes.neurons[at] === neuron)].sort((a, b) => a - b),
      );
    });
});

for (const [name, model, settings, says, weights] of [
  ['silent', 'spiking', 'drive 0.01', /no spike in 0.2 s: it is silent/],
  ['exploded', 'spiking', 'drive 2', /neurons fire at \d+ Hz, and .* allows 500 Hz at most: .* exploded/],
  ['without events', 'branching', 'drive 0', /no event in 0.2 s: it is silent/, 'exponential(0.1)'],
] as const)
  test(`a network that is ${name} is said to be`, async (t) => {
    const { summary } = await runText(
      t,
      study(model, `${settings};  dt 0.5 ms;  run 0.2 s;  bin 10 ms`, '  measure s = susceptibility()\n', weights),
    );
    const [note, ...others] = summary.notes.filter(({ code }) => code === 'C079');
    assert.equal(others.length, 0);
    assert.match(note?.text ?? '', says);
  });

test('the settings of a spiking model that are its defaults, written out, change nothing', async (t) => {
  const wholeOf = async (model: string, settings: string) => {
    const { runs } = await runText(
      t,
      study(model, `${settings}drive 0.5;  run 100 ms;  bin 5 ms`, '  measure s = susceptibility()\n'),
    );
    return fs.readFileSync(written(runs, 'spikes-1-spikes.csv'), 'utf8');
  };
  const found = await wholeOf(
    'spiking { threshold -50 mV;  reset -60 mV;  refractory 2 ms;  synapses current, 5 ms }',
    'tau 20 ms;  dt 0.1 ms;  ',
  );
  assert.equal(found.split('\n').length > 40, true);
  assert.equal(found, await wholeOf('spiking', ''));
});
