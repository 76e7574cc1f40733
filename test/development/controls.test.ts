import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Growth, grow, growthControls } from '../../engine/development/index.ts';
import { meanResemblance, resemblance } from '../../engine/development/cell-pairs.ts';
import { stream } from '../../engine/random/index.ts';
import { call, cortex, falloff, mouse, named } from './mouse.ts';

const key = { seed: 1, stream: 'cortex' };
const wild = grow(cortex, mouse, key);
const counted = (values: ArrayLike<number>): Map<number, number> => {
  const counts = new Map<number, number>();
  for (const value of Array.from(values).sort((a, b) => a - b)) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
};
const meanLength = ({ cells: { position }, synapses: { count, pre, post } }: Growth): number => {
  let sum = 0;
  for (let s = 0; s < count; s++)
    sum += Math.hypot(
      position[2 * pre[s]] - position[2 * post[s]],
      position[2 * pre[s] + 1] - position[2 * post[s] + 1],
    );
  return sum / count;
};

test('identity_shuffled keeps places, lineage and the set of gene states, and deals the states out anew', () => {
  const control = grow({ ...cortex, controls: ['identity_shuffled'] }, mouse, key);
  for (const column of ['parent', 'birth', 'position'] as const)
    assert.deepEqual(control.cells[column], wild.cells[column]);
  assert.deepEqual(counted(control.cells.state), counted(wild.cells.state));
  assert.deepEqual(counted(control.cells.fate), counted(wild.cells.fate));
  const neurons = (growth: Growth): number[] =>
    Array.from(growth.cells.fate.keys()).filter((cell) => growth.cells.fate[cell] === 1);
  const stayed = neurons(control).filter((cell) => wild.cells.fate[cell] === 1).length;
  assert.ok(stayed < neurons(wild).length / 2, `${stayed} of ${neurons(wild).length} neurons stayed neurons`);
  assert.ok(control.synapses.pre.every((cell) => control.cells.fate[cell] === 1));
  assert.deepEqual(control.frames.at(-1)!.fate, Int8Array.from(control.cells.fate));
});

test('distance_only keeps cells, fates and the geometry of synapses, and looks at no genes', () => {
  const bare = { ...cortex.synapses[0], weight: named('similarity') };
  const control = grow({ ...cortex, synapses: [bare], controls: ['distance_only'] }, mouse, key);
  assert.deepEqual(control.cells, wild.cells);
  const alike = grow({ ...cortex, synapses: [{ ...bare, probability: 1 }] }, mouse, key).synapses.weight;
  const mean = alike.reduce((sum, weight) => sum + weight, 0) / alike.length;
  assert.ok(mean > 0 && mean < 1);
  assert.ok(control.synapses.weight.every((weight) => Math.abs(weight - mean) < 1e-9));
  assert.deepEqual(control.synapses.pre, wild.synapses.pre); // this rule's probability is geometry alone
  const byGenes = { ...bare, probability: call('*', named('similarity'), falloff(150e-6)) };
  const genes = grow({ ...cortex, synapses: [byGenes] }, mouse, key);
  const geometry = grow({ ...cortex, synapses: [byGenes], controls: ['distance_only'] }, mouse, key);
  assert.ok(
    Math.abs(geometry.synapses.count / genes.synapses.count - 1) < 0.1,
    `${geometry.synapses.count} against ${genes.synapses.count} synapses`,
  );
  assert.ok(Math.abs(meanLength(geometry) / meanLength(genes) - 1) < 0.05);
});

test('every control says what it preserves', () => {
  for (const control of Object.values(growthControls))
    assert.ok(control.doc && control.preserves.includes('positions') && control.changes.length > 0);
});

test('resemblance counts genes on in both, on in either, and alike, inputs left out', () => {
  const { similarity, jaccard, matching } = resemblance(4);
  const [a, b] = [0b10110, 0b11101]; // bit 4 is an input
  assert.deepEqual([similarity(a, b), jaccard(a, b), matching(a, b)], [1 / 4, 1 / 4, 1 / 4]);
  assert.deepEqual([similarity(0, 0), jaccard(0, 0), matching(0, 0)], [0, 0, 1]);
  const wide = resemblance(32);
  assert.deepEqual(
    [wide.similarity(0xffffffff, 0x80000001), wide.jaccard(0x80000000, 0x80000001), wide.matching(0, 0xffffffff)],
    [2 / 32, 1 / 2, 0],
  );
});

test(
  'the mean resemblance is the mean over all ordered pairs of different cells, each when both first have ' +
    'their fates',
  () => {
    const draws = stream(1, 'test', 'states');
    const count = 40;
    const positions = { x: new Float64Array(count), y: new Float64Array(count) };
    const moments = Array.from({ length: 40 }, () => ({
      count,
      positions,
      state: Uint32Array.from({ length: count }, () => draws.below(16)),
      fate: Int8Array.from({ length: count }, () => draws.below(20)),
    }));
    const history = { parent: new Int32Array(count), birth: new Int32Array(count), moments };
    const compare = resemblance(4);
    for (const [pre, post] of [
      [0, 0],
      [0, 1],
      [2, 1],
    ]) {
      const sums = { similarity: 0, jaccard: 0, matching: 0 };
      let pairs = 0;
      for (let i = 0; i < count; i++)
        for (let j = 0; j < count; j++) {
          const first = moments.find(({ fate }, step) => step > 0 && i !== j && fate[i] === pre && fate[j] === post);
          if (!first) continue;
          pairs++;
          for (const name of ['similarity', 'jaccard', 'matching'] as const)
            sums[name] += compare[name](first.state[i], first.state[j]);
        }
      assert.ok(pairs > 50 && pairs < count * count);
      const found = meanResemblance(history, pre, post, 4);
      for (const name of ['similarity', 'jaccard', 'matching'] as const)
        assert.ok(Math.abs(found[name] - sums[name] / pairs) < 1e-12);
    }
    assert.deepEqual(meanResemblance(history, 30, 30, 4), { similarity: 0, jaccard: 0, matching: 0 });
  },
);
