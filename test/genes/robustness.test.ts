import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {
  derrida,
  type GeneNetwork,
  robustness,
  ruleText,
  sensitivity,
  sumOfProducts,
} from '../../engine/genes/index.ts';
import { stream } from '../../engine/random/index.ts';
import { mouse, networkOf } from './sample-networks.ts';
import { attractorOf, endProbability, someNetwork, statesOf, steps } from './oracle.ts';
import { near } from '../numbers.ts';

const names = (n: number) => Array.from({ length: n }, (_, i) => `g${i}`);
const turned = (state: string, g: number) => `${state.slice(0, g)}${1 - Number(state[g])}${state.slice(g + 1)}`;
const freeGenes = ({ genes, fixed }: GeneNetwork) => genes.flatMap(({ name }, g) => (name in fixed ? [] : [g]));

for (const [name, rule, expected] of [
  [
    'parity of k answers to every change: k',
    sumOfProducts(
      Uint8Array.from({ length: 32 }, (_, e) => [0, 1, 2, 3, 4].filter((v) => (e >> v) & 1).length % 2),
      names(5),
    ),
    5,
  ],
  ['a conjunction of k: k / 2^(k-1)', { and: names(4).map((gene) => ({ gene })) }, 4 / 8],
  ['a conjunction of 30, never written out as a table', { and: names(30).map((gene) => ({ gene })) }, 30 / 2 ** 29],
  [
    'a nested canalising function: each regulator counts where those before it do not decide',
    networkOf('x, g0 | (g1 & (g2 | g3))').genes[0].rule,
    5 / 8 + 3 / 8 + 1 / 8 + 1 / 8,
  ],
  ['majority of three: 3 / 2', networkOf('x, g0 & g1 | g1 & g2 | g0 & g2').genes[0].rule, 1.5],
  ['a copy: 1', { gene: 'g0' }, 1],
  ['a constant, however it is written: 0', networkOf('x, g0 | !g0').genes[0].rule, 0],
] as const) {
  test(`average sensitivity: ${name}`, () => {
    const inputs = names(30);
    assert.equal(
      sensitivity({ genes: [{ name: 'x', rule }], inputs, fates: [], signs: [], update: 'synchronous', fixed: {} })
        .mean,
      expected,
      ruleText(rule),
    );
  });
}
test('sensitivity and the Derrida slope of random networks, by turning every gene in every state', () => {
  fc.assert(
    fc.property(someNetwork(5), (network) => {
      const states = statesOf(network);
      const genes = freeGenes(network);
      const next = (state: string) => [...steps(network, state, 'synchronous').keys()][0];
      const differ = (g: number) =>
        states
          .map(
            (state) =>
              [...next(state)].filter(
                (value, target) => genes.includes(target) && value !== next(turned(state, g))[target],
              ).length,
          )
          .reduce((a, b) => a + b, 0) / states.length;
      const byGene = genes.map(differ);
      const byInput = Array.from({ length: states[0].length - network.genes.length }, (_, i) =>
        differ(network.genes.length + i),
      );
      const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
      near(
        sensitivity(network).mean,
        genes.length ? sum([...byGene, ...byInput]) / genes.length : 0,
        1e-9,
        'mean sensitivity',
      );
      near(derrida(network, { curve: false }).slope, genes.length ? sum(byGene) / genes.length : 0, 1e-9, 'slope');
    }),
    { numRuns: 80, seed: 6 },
  );
});
test('the Derrida map of networks whose curve is known', () => {
  const parity = networkOf(
    names(12)
      .map((name, i) => `${name}, g${(i + 1) % 12} & !g${(i + 5) % 12} | !g${(i + 1) % 12} & g${(i + 5) % 12}`)
      .join('\n'),
  );
  assert.equal(derrida(parity).slope, 2);
  for (const { distance, mean, ci } of derrida(parity).points) {
    // two regulators differ, both or none: 12 · 2 · h/12 · (12−h)/11
    const expected = (2 * distance * (12 - distance)) / 11;
    if (ci) assert.ok(Math.abs(mean - expected) < ci[1] - ci[0], `${distance}: ${mean}, not ${expected}`);
    else near(mean, expected, 1e-9, String(distance));
  }
  assert.deepEqual(
    derrida(
      networkOf(
        names(5)
          .map((name) => `${name}, ${name}`)
          .join('\n'),
      ),
    ).points.map(({ distance, mean }) => [distance, mean]),
    [0, 1, 2, 3, 4, 5].map((h) => [h, h]),
    'copies keep every distance',
  );
  const wide = derrida(
    networkOf(
      names(100)
        .map((name, i) => `${name}, g${(i + 1) % 100}`)
        .join('\n'),
    ),
  ).points;
  assert.deepEqual([wide[0].distance, wide[1].distance, wide.at(-1)?.distance, wide.at(-1)?.mean], [0, 1, 100, 100]);
});

test('robustness of the attractors of random networks, by following every flip', () => {
  fc.assert(
    fc.property(someNetwork(5), (network) => {
      const genes = freeGenes(network);
      if (genes.length === 0) return;
      const ends = attractorOf(network, network.update);
      const back = new Map(
        [...new Set(ends.values())].map((attractor) => [
          attractor,
          endProbability(network, network.update, (other) => other.join() === attractor),
        ]),
      );
      const chances = [...ends].flatMap(([state, attractor]) =>
        genes.map((g) => back.get(attractor)!.get(turned(state, g))!),
      );
      const { method, share, flips } = robustness(network);
      assert.deepEqual([method, share.ci, flips], ['exact', null, chances.length]);
      near(share.value, chances.reduce((a, b) => a + b, 0) / chances.length, 1e-9, 'share');
    }),
    { numRuns: 80, seed: 7 },
  );
});
test('robustness by attractor: a toggle falls over, a copy of nothing stands', () => {
  // Steady 01, steady 10, cycle 00 11: each flip changes sides.
  assert.deepEqual(robustness(networkOf('A, !B\nB, !A')).attractors, [0, 0, 0]);
  assert.deepEqual(robustness(networkOf('A, !B\nB, !A', {}, { update: 'asynchronous' })).attractors, [0.5, 0.5]);
  assert.deepEqual(robustness(networkOf('A, 1\nB, A')).share, { value: 1, ci: null });
});
test('beyond exhaustion robustness is sampled over what is known, with an interval that holds the truth', () => {
  // Twelve separate toggles: a flip in one leads back with probability 1/2.
  const toggles = Array.from({ length: 12 }, (_, i) => `a${i}, !b${i}\nb${i}, !a${i}`).join('\n');
  const network = networkOf(toggles, {}, { update: 'asynchronous' });
  const draws = stream(1, 'test', 'steady states');
  const steady = Array.from({ length: 50 }, () =>
    Array.from({ length: 12 }, () => (draws.below(2) ? '10' : '01')).join(''),
  );
  const { method, share } = robustness(network, {
    analysis: {
      genes: network.genes.map(({ name }) => name),
      inputs: [],
      update: 'asynchronous',
      method: 'symbolic',
      complete: true,
      free: 24,
      count: '4096',
      fates: {},
      mixed: null,
      undecided: null,
      attractors: steady.map((state) => ({
        kind: 'steady',
        size: 1,
        basin: null,
        states: [state],
        fate: 'undecided',
        kept: [],
        touched: [],
      })),
    },
  });
  assert.equal(method, 'sampled');
  assert.ok(share.ci && share.ci[0] < 0.5 && 0.5 < share.ci[1], String(share.ci));
});
test('what is sampled is the same each time', () => {
  assert.deepEqual(derrida(mouse()), derrida(mouse()));
});
