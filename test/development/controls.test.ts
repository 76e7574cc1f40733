import assert from 'node:assert/strict';
import { test } from 'node:test';
import { growthControls, growthProgram, type KeptOfGrowth } from '../../catalogue/controls/index.ts';
import { type Growth, type GrowthProgram, grow } from '../../engine/development/index.ts';
import { meanResemblance, resemblance } from '../../engine/development/cell-pairs.ts';
import { stream } from '../../engine/random/index.ts';
import { call, cortex, falloff, mouse, named } from './mouse.ts';

const key = { seed: 1, stream: 'cortex' };
const wild = grow(cortex, mouse, key);
const controlled = (program: GrowthProgram, call: string): Growth =>
  grow(growthProgram({ ...program, controls: [{ call, takes: {} }] }), mouse, key);
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
  const control = controlled(cortex, 'identity_shuffled');
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
  const control = controlled({ ...cortex, synapses: [bare] }, 'distance_only');
  assert.deepEqual(control.cells, wild.cells);
  const alike = grow({ ...cortex, synapses: [{ ...bare, probability: 1 }] }, mouse, key).synapses.weight;
  const mean = alike.reduce((sum, weight) => sum + weight, 0) / alike.length;
  assert.ok(mean > 0 && mean < 1);
  assert.ok(control.synapses.weight.every((weight) => Math.abs(weight - mean) < 1e-9));
  assert.deepEqual(control.synapses.pre, wild.synapses.pre); // this rule's probability is geometry alone
  const byGenes = { ...bare, probability: call('*', named('similarity'), falloff(150e-6)) };
  const genes = grow({ ...cortex, synapses: [byGenes] }, mouse, key);
  const geometry = controlled({ ...cortex, synapses: [byGenes] }, 'distance_only');
  assert.ok(
    Math.abs(geometry.synapses.count / genes.synapses.count - 1) < 0.1,
    `${geometry.synapses.count} against ${genes.synapses.count} synapses`,
  );
  assert.ok(Math.abs(meanLength(geometry) / meanLength(genes) - 1) < 0.05);
});

/** How each thing that a control may preserve is looked at: in the circuit, and in one with synapses by genes alone. */
const looks: Record<KeptOfGrowth, (growth: Growth, byGenes: Growth) => unknown> = {
  cells: ({ cells: { count, birth } }) => [count, birth],
  positions: ({ cells: { position } }) => position,
  lineage: ({ cells: { parent } }) => parent,
  fates: ({ cells: { fate } }) => fate,
  'number of cells of each fate': ({ cells: { fate } }) => counted(fate),
  'set of gene states': ({ cells: { state } }) => counted(state),
  // The probability of the program’s own rule is geometry alone.
  'the dependence on distance and age': ({ synapses: { pre, post, birth } }) => [pre, post, birth],
  'mean similarity': (_, { synapses: { count, weight } }) =>
    (weight.reduce((sum, value) => sum + value, 0) / count).toFixed(9),
};
const likeness: GrowthProgram = {
  ...cortex,
  synapses: [{ ...cortex.synapses[0], probability: 1, weight: named('similarity') }],
};
const wildLikeness = grow(likeness, mouse, key);
for (const { name, preserves } of growthControls)
  test(`${name} preserves what it declares, and changes something`, () => {
    const growths = [controlled(cortex, name), controlled(likeness, name)] as const;
    for (const preserved of preserves)
      assert.deepEqual(looks[preserved](...growths), looks[preserved](wild, wildLikeness), preserved);
    assert.notDeepEqual([...growths[1].synapses.weight], [...wildLikeness.synapses.weight]);
  });
test('a control that stands twice is one', () => {
  for (const { name } of growthControls) {
    const twice = growthProgram({
      ...cortex,
      controls: [
        { call: name, takes: {} },
        { call: name, takes: {} },
      ],
    });
    assert.equal(twice.controls.length, 1);
  }
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
