import assert from 'node:assert/strict';
import fs from 'node:fs';
import { growthProgram } from '../../catalogue/controls/index.ts';
import { test } from 'node:test';
import { grow } from '../../engine/development/index.ts';
import { analyseText, specify } from '../../language/index.ts';
import { projectFile } from '../data.ts';
import { cortex, mouse } from './mouse.ts';

test('the circuit that these tests grow is the circuit of examples/rapid-learning.anl', async () => {
  const source = fs.readFileSync(projectFile('examples', 'rapid-learning.anl'), 'utf8');
  const unread = { locate: async () => ({ found: false, tried: [] }) as const, bytes: async () => new Uint8Array(0) };
  const { specification, diagnostics } = await specify(analyseText(source), unread);
  assert.deepEqual(diagnostics, []);
  const [{ noun }] = specification!.experiments[0].conditions;
  assert.ok(noun.noun === 'network' && noun.recurrent?.matrix.source.kind === 'develop');
  const { develop } = noun.recurrent.matrix.source;
  const read = grow(growthProgram(develop), develop.genes, { seed: 1, stream: develop.stream });
  const written = grow(cortex, mouse, { seed: 1, stream: develop.stream });
  for (const column of ['parent', 'birth', 'state', 'fate'] as const)
    assert.deepEqual(read.cells[column], written.cells[column]);
  // Units are converted in another order, which may change the last bit of a length.
  read.cells.position.forEach((value, place) => {
    assert.ok(Math.abs(value - written.cells.position[place]) < 1e-15);
  });
  assert.deepEqual(read.synapses.pre, written.synapses.pre);
  assert.deepEqual(read.synapses.post, written.synapses.post);
  read.synapses.weight.forEach((weight, s) => {
    assert.ok(Math.abs(weight / written.synapses.weight[s] - 1) < 1e-12);
  });
});
