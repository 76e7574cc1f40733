import { frequency, number, time } from '../units.ts';
import type { NounEntry } from './entry.ts';
import { choice, column, count, either, flag, noun, over, quantity, real } from './entry.ts';

const duration = quantity(time, { least: 0 });

export const dynamics: NounEntry = {
  noun: 'dynamics', status: 'later',
  documentation: 'Activity of a matrix without learning.',
  example: 'dynamics rest of wild { model linear;  tau 20 ms;  dt 2 ms;  noise 1;  run 120 s, discard 8 s, starts 80 }',
  labels: { of: [{ name: 'of', type: noun('connect'), documentation: 'The matrix that runs.' }] },
  requires: ['of'],
  words: [
    { word: 'model', status: 'later', documentation: 'The equation of a neuron.', example: 'model linear',
      items: [{ name: 'model', documentation: 'The model.', type: choice(['linear', 'tau dx/dt = −x + W x + noise.', 'later'], ['rate', 'A rate model with a transfer function.', 'later'], ['threshold_linear', 'Rectified.', 'later'], ['spiking', 'Leaky integrate-and-fire.', 'later']) }],
      options: [{ name: 'tanh', optional: true, type: flag, documentation: 'Transfer function tanh.' }, { name: 'relu', optional: true, type: flag, documentation: 'Rectified.' }] },
    { word: 'matrix', status: 'later', documentation: 'In an override: the matrix it runs on.', example: 'matrix net { spectrum radius gain }', items: [{ name: 'matrix', documentation: 'A matrix.', type: noun('connect') }] },
    { word: 'tau', status: 'later', documentation: 'Time constant: one, a distribution, or a column of a table.', example: 'tau 20 ms',
      items: [{ name: 'tau', optional: true, documentation: 'A time.', type: either(duration, { says: 'a distribution', example: 'normal(20 ms, 2 ms)', calls: ['distribution'] }) }],
      labels: { from: [{ name: 'from', documentation: 'A column of a data noun.', type: column }], by: [{ name: 'by', documentation: 'A grouping column.', type: column }] } },
    { word: 'dt', status: 'later', documentation: 'Time step.', example: 'dt 2 ms', items: [{ name: 'dt', documentation: 'A time.', type: duration }] },
    { word: 'noise', status: 'later', documentation: 'x += (dt/tau)(−x + W x) + s·sqrt(dt/tau)·N(0,1).', example: 'noise 1', items: [{ name: 'noise', documentation: 'The size s.', type: real('1', 0) }], labels: { per: [{ name: 'per', documentation: '`per step`: inside the bracket, as published.', type: { says: '`step`', example: 'step', unit: true } }], on: [{ name: 'on', documentation: 'Where it enters.', type: choice(['input', 'On the input.', 'later'], ['state', 'On the state.', 'later']) }] } },
    { word: 'drive', status: 'later', documentation: 'External input.', example: 'drive uniform(-0.5, 0.5)', items: [{ name: 'drive', documentation: 'A constant or a distribution.', type: over(number, 'uniform(-0.5, 0.5)') }] },
    { word: 'run', status: 'later', documentation: 'Duration; `starts k`: k runs of one matrix, pooled; `discard` lies inside the duration.', example: 'run 60 s, discard 8 s, starts 8',
      items: [{ name: 'duration', documentation: 'A time.', type: duration }],
      options: [{ name: 'discard', optional: true, documentation: 'Left out at the beginning.', type: duration }, { name: 'starts', optional: true, documentation: 'Number of runs.', type: count('starts', '8', 1) }] },
    { word: 'bin', status: 'later', documentation: 'Width of the bins in which activity is averaged.', example: 'bin 46 ms', items: [{ name: 'bin', documentation: 'A time.', type: duration }] },
    { word: 'scale', status: 'later', documentation: 'Turns on synaptic scaling.', example: 'scale synapses to 5 Hz',
      items: [{ name: 'what', documentation: 'What is scaled.', type: choice(['synapses', 'The incoming weights.', 'later']) }],
      labels: { to: [{ name: 'to', optional: true, documentation: 'The target rate.', type: quantity(frequency) }, { name: 'flow', optional: true, documentation: 'The target sum.', type: real('1') }] } },
  ],
};
