// Seconds to grow 5,000 cells over 60 steps, synapses included: the circuit of rapid-learning.anl with a longer clock,
// and a tissue in which every cell is a neuron, so that all 24,995,000 ordered pairs are tried.
import { grow, type GrowthProgram } from '../engine/development/index.ts';
import type { GeneNetwork } from '../engine/genes/index.ts';
import { cortex, crowded, falloff, mouse } from '../test/development/mouse.ts';
import { median } from './bench-data.ts';

const goal = 2;
const hour = 3600;
const um = 1e-6;
const allNeurons: GeneNetwork = {
  update: 'synchronous',
  inputs: [],
  genes: [{ name: 'On', rule: { gene: 'On' } }],
  fates: [{ name: 'neuron', rule: { gene: 'On' } }],
  signs: [],
  fixed: {},
};
const tissue: GrowthProgram = {
  ...cortex,
  stop: 360 * hour,
  start: { count: 1, fate: 'neuron', place: 'centre' },
  signals: [],
  divide: [{ fate: 'neuron', every: 12 * hour, until: 5000, spread: 50 * um }],
  synapses: [
    { pre: 'neuron', post: 'neuron', probability: falloff(60 * um), perSecond: false, weight: falloff(150 * um) },
  ],
};
const cases: [string, GrowthProgram, GeneNetwork][] = [
  ['rapid-learning, 60 steps', { ...cortex, stop: 360 * hour }, mouse],
  [
    'rapid-learning, 60 steps, 3-D',
    { ...cortex, stop: 360 * hour, space: [1e-3, 1e-3, 1e-3], signals: crowded(100) },
    mouse,
  ],
  ['5,000 neurons, all pairs tried', tissue, allNeurons],
];

const table: Record<string, Record<string, string | number>> = {};
let met = true;
for (const [name, program, genes] of cases) {
  const seconds: number[] = [];
  for (let seed = 1; seed <= 5; seed++) {
    const start = performance.now();
    const { cells, synapses, steps } = grow(program, genes, { seed, stream: 'bench' });
    seconds.push((performance.now() - start) / 1000);
    table[name] = { cells: cells.count, steps, synapses: synapses.count };
  }
  const own = median(seconds);
  if (own > goal) met = false;
  table[name] = { ...table[name], seconds: own.toFixed(2), goal: `${own <= goal ? 'ok' : 'MISSED'} < ${goal}` };
}
console.log('Growth of a circuit, synapses included (median of five seeds)');
console.table(table);
if (!met) process.exitCode = 1;
