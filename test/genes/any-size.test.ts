import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {
  analyseNetwork,
  fateFractions,
  fateShares,
  type GeneNetwork,
  type NetworkAnalysis,
  trapSpaces,
} from '../../engine/genes/index.ts';
import { searchAttractors } from '../../engine/genes/attractor-search.ts';
import { budgetOf } from '../../engine/genes/budget.ts';
import { symbolicAnalysis } from '../../engine/genes/symbolic.ts';
import { basin } from '../../engine/measures/index.ts';
import { readBnet } from '../../formats/index.ts';
import { near } from '../numbers.ts';
import { attractorOf, hasFate, someNetwork } from './oracle.ts';
import { networkOf } from './sample-networks.ts';

/** What a network is padded with, so that it has more than 20 genes and ends as before. */
const padding = {
  constants: Array.from({ length: 22 }, (_, i) => `p${i}, ${i % 2}`),
  'a chain that a constant runs down': Array.from({ length: 22 }, (_, i) => (i ? `p${i}, !p${i - 1}` : 'p0, 1')),
  outputs: Array.from({ length: 22 }, (_, i) => `p${i}, ${i % 3 ? `p${i - 1} & !g0 | g1` : 'g0'}`),
  'an output of an output, and what it says of constants': [
    'p0, g0 & p1',
    'p1, 1',
    ...Array.from({ length: 20 }, (_, i) => `p${i + 2}, p${i} | p${i + 1}`),
  ],
} as const;
const padded = (network: GeneNetwork, lines: readonly string[]): GeneNetwork => ({
  ...network,
  genes: [...network.genes, ...readBnet(lines.join('\n')).genes],
});
const truthOf = (network: GeneNetwork) => {
  const sets = [...new Set(attractorOf(network, network.update).values())].map((text) => text.split(','));
  const keeps = (name: string) => sets.some((states) => states.every((state) => hasFate(network, name, state)));
  return {
    sizes: sets.map((states) => states.length).sort((a, b) => a - b),
    reachable: Object.fromEntries(network.fates.map(({ name }) => [name, keeps(name)])),
  };
};
const reachableIn = ({ fates }: NetworkAnalysis) =>
  Object.fromEntries(Object.entries(fates).map(([name, { reachable }]) => [name, reachable]));

for (const [what, lines] of Object.entries(padding))
  test(`more than twenty genes: a network ends as before when it has ${what} besides`, () => {
    fc.assert(
      fc.property(someNetwork(5), (network) => {
        const whole = padded(network, lines);
        const analysis = analyseNetwork(whole);
        const truth = truthOf(network);
        assert.deepEqual(
          [analysis.method, analysis.complete, analysis.count],
          ['exhaustive', true, String(truth.sizes.length)],
        );
        assert.deepEqual(reachableIn(analysis), truth.reachable);
        assert.equal(
          analysis.attractors.filter(({ kind }) => kind === 'steady').length,
          truth.sizes.filter((size) => size === 1).length,
        );
        const shares = fateShares(network);
        for (const { name } of network.fates)
          near(analysis.fates[name].basin?.value, shares.fates[name].value!, 1e-9, name);
        for (const { size, states } of analysis.attractors)
          if (size === states.length) assert.equal(isAttractor(whole, states), true);
      }),
      { numRuns: 25, seed: 12 },
    );
  });
/** Whether every state leads to all others and to nothing else, by the rules as written. */
function isAttractor(network: GeneNetwork, states: readonly string[]): boolean {
  const inside = new Set(states);
  const names = [
    ...network.genes.map(({ name }) => name),
    ...network.inputs.filter((name) => !(name in network.fixed)),
  ];
  const wants = (state: string): string => {
    const value = (rule: GeneNetwork['genes'][number]['rule']): boolean => {
      if ('constant' in rule) return rule.constant;
      if ('gene' in rule)
        return rule.gene in network.fixed ? network.fixed[rule.gene] === 1 : state[names.indexOf(rule.gene)] === '1';
      if ('not' in rule) return !value(rule.not);
      return 'and' in rule ? rule.and.every(value) : rule.or.some(value);
    };
    const next = network.genes.map(({ name, rule }, g) => (name in network.fixed ? state[g] : value(rule) ? '1' : '0'));
    return next.join('') + state.slice(next.length);
  };
  const successors = (state: string): string[] => {
    const next = wants(state);
    if (network.update === 'synchronous') return [next];
    return Array.from(next).flatMap((value, g) =>
      value === state[g] ? [] : [state.slice(0, g) + value + state.slice(g + 1)],
    );
  };
  const reached = new Set([states[0]]);
  for (const state of reached) for (const next of successors(state)) reached.add(next);
  const back = new Map<string, string[]>();
  for (const state of reached) for (const next of successors(state)) back.set(next, [...(back.get(next) ?? []), state]);
  const returning = new Set([states[0]]);
  for (const state of returning) for (const before of back.get(state) ?? []) returning.add(before);
  return reached.size === inside.size && [...reached].every((state) => inside.has(state) && returning.has(state));
}

test('with free inputs, each combination of which leaves few genes', () => {
  const switched = Array.from({ length: 12 }, (_, i) => `a${i}, I & a${i}\nb${i}, !I & J & b${i} | I & a${i}`);
  const lines = [...switched, 'x, !y & J', 'y, x'].join('\n');
  const network = networkOf(lines, { on: 'a0', clock: 'x' }, { update: 'asynchronous' });
  const analysis = analyseNetwork(network);
  // I on: 2^12 settings of the a, with J off or J's cycle; I off: the b hold themselves under J.
  assert.deepEqual([analysis.complete, analysis.count], [true, String(2 * 4096 + 4096 + 1)]);
  assert.deepEqual(reachableIn(analysis), { on: true, clock: false });
});

test('a ring of 21 genes keeps a fate in its oscillation, found by its own states', () => {
  for (const length of [21, 33]) {
    const ring = Array.from({ length }, (_, i) => `g${i}, ${i ? '' : '!'}g${(i + length - 1) % length}`).join('\n');
    const network = networkOf(ring, { calm: '!(g0 & !g1 & g2)', busy: 'g0 & !g1 & g2' }, { update: 'asynchronous' });
    const analysis = analyseNetwork(network);
    assert.deepEqual(
      analysis.attractors.map(({ kind, size, kept }) => [kind, size, kept]),
      [['complex', 2 * length, ['calm']]],
    );
    assert.deepEqual([analysis.complete, reachableIn(analysis)], [true, { calm: true, busy: false }]);
    const { fates, undecided } = fateShares(network);
    assert.deepEqual([fates.calm.value, fates.busy.value, undecided.value], [1, 0, 0]);
  }
});

/** Two genes that only leave the oscillation together, a third that then keeps both: all steady at 1, or a cycle. */
const avoidant = 'xA, !xA & !xB | xC\nxB, !xA & !xB | xC\nxC, xA & xB';
test('an attractor outside every minimal trap space is found, and counts', () => {
  const small = networkOf(avoidant, { low: '!xC' }, { update: 'asynchronous' });
  const truth = fateShares(small).fates.low.value!;
  for (const constants of [13, 18]) {
    const lines = Array.from({ length: constants }, (_, i) => `p${i}, 1`);
    const network = padded(small, lines);
    const analysis = analyseNetwork(network);
    assert.deepEqual([analysis.count, analysis.complete], ['2', true]);
    near(fateShares(network).fates.low.value, truth, constants > 16 ? 1e-9 : 0.02);
    const from = fateFractions(network, '0'.repeat(3 + constants));
    assert.deepEqual([from.fates.low.value, from.unfinished], [1, 0]);
  }
  // Twenty genes that hold themselves: 2^20 copies of each, too many to list. The number is a bound, and says so.
  const many = analyseNetwork(
    padded(
      small,
      Array.from({ length: 20 }, (_, i) => `p${i}, p${i}`),
    ),
  );
  assert.deepEqual([many.complete, many.fates.low.reachable], [false, true]);
});

test('the search itself, on networks whose attractors are known: all of them, or it says that it does not know', () => {
  let known = 0;
  let outside = 0;
  /** From its smallest state on. */
  const asCycle = ({ kind, size, states, fate, kept, touched }: NetworkAnalysis['attractors'][number]): string => {
    const first = states.indexOf([...states].sort()[0]);
    return JSON.stringify([size, [...states.slice(first), ...states.slice(0, first)], kind, fate, kept, touched]);
  };
  const steadyAndTraps = (network: GeneNetwork) => Number(trapSpaces(network, 'minimal').count);
  const check = (drawn: GeneNetwork) => {
    const network: GeneNetwork = { ...drawn, update: 'asynchronous' };
    const analysis = symbolicAnalysis(network, 'asynchronous', {});
    const truth = truthOf(network);
    if (analysis.complete) {
      known++;
      assert.deepEqual(
        [analysis.count, analysis.attractors.map(({ size }) => size)],
        [String(truth.sizes.length), truth.sizes],
      );
    } else assert.ok(Number(analysis.count) <= truth.sizes.length);
    for (const [name, reachable] of Object.entries(reachableIn(analysis)))
      assert.equal(reachable ?? truth.reachable[name], truth.reachable[name]);
    const search = searchAttractors(network, [], budgetOf({ steps: 1e7 }));
    assert.deepEqual(
      search.found.map(({ length }) => length).sort((a, b) => a - b),
      truth.sizes,
    );
    const synchronous = symbolicAnalysis(network, 'synchronous', {}),
      visited = analyseNetwork(network, { update: 'synchronous' });
    assert.deepEqual([synchronous.complete, synchronous.count], [true, visited.count]);
    assert.deepEqual(reachableIn(synchronous), reachableIn(visited));
    assert.deepEqual(synchronous.attractors.map(asCycle).sort(), visited.attractors.map(asCycle).sort());
    if (visited.attractors.length > steadyAndTraps(network)) outside++;
  };
  fc.assert(fc.property(someNetwork(6), check), { numRuns: 150, seed: 13 });
  check(networkOf(avoidant, { low: '!xC', one: 'xA' }));
  assert.deepEqual([known, outside > 0], [151, true]);
});

test('one attractor too large to be listed: that it is one, and the fates that come and go in it, are known', () => {
  const clocks = Array.from({ length: 30 }, (_, i) => `g${i}, !g${i}`).join('\n');
  const network = networkOf(
    clocks,
    { some: 'g0 & !g1', always: 'g0 | !g0', rare: Array.from({ length: 30 }, (_, i) => `g${i}`).join(' & ') },
    { update: 'asynchronous' },
  );
  const analysis = analyseNetwork(network);
  assert.deepEqual(
    analysis.attractors.map(({ kind, size, kept, open }) => [kind, size, kept, open]),
    [['trap', 2 ** 30, ['always'], ['rare']]],
  );
  assert.deepEqual([analysis.complete, analysis.count], [true, '1']);
  assert.deepEqual(reachableIn(analysis), { some: false, always: true, rare: null });
  // Of this fate alone nothing is certain.
  const alone = analyseNetwork({ ...network, fates: [{ name: 'rare', rule: network.fates[2].rule }] });
  assert.deepEqual([alone.attractors[0].fate, alone.fates.rare.reachable], ['not known', null]);
});

test('synchronous update beyond twenty genes that decide: all cycles, by the states of each', () => {
  // rings turn by themselves: one of 23 genes that never stops, one of 3 that may stand still
  const ring = (name: string, length: number, first: string): string =>
    Array.from({ length }, (_, i) => `${name}${i}, ${i ? '' : first}${name}${(i + length - 1) % length}`).join('\n');
  for (const [rules, periods] of [
    [`${ring('a', 23, '!')}\na23, a0`, undefined],
    [
      Array.from({ length: 24 }, (_, i) => `a${i}, ${i < 3 ? `!a${(i + 2) % 3}` : `a${i - 1} & a${i - 2}`}`).join('\n'),
      [2, 6],
    ],
  ] as const) {
    const network = networkOf(rules, { both: 'a0 & a1' }),
      analysis = analyseNetwork(network);
    if (!periods) {
      assert.deepEqual([analysis.complete, /synchronous/.test(analysis.unfinished ?? '')], [false, true]);
      continue;
    }
    assert.deepEqual([analysis.complete, analysis.attractors.map(({ size }) => size)], [true, periods]);
    for (const { states } of analysis.attractors) assert.equal(isAttractor(network, states), true);
  }
});

test('synchronous update beyond what can be listed: a bound, but a fate of few genes is known', () => {
  const toggles = Array.from({ length: 11 }, (_, i) => `a${i}, !b${i}\nb${i}, !a${i}`).join('\n');
  const analysis = analyseNetwork(networkOf(toggles, { left: 'a0 & !b0', both: 'a0 & b0' }));
  assert.deepEqual([analysis.complete, analysis.count], [false, '2048']);
  assert.match(analysis.unfinished ?? '', /synchronous/);
  assert.deepEqual(reachableIn(analysis), { left: true, both: false });
  const asynchronous = analyseNetwork(networkOf(toggles, { both: 'a0 & b0' }), { update: 'asynchronous' });
  assert.deepEqual(
    [asynchronous.complete, asynchronous.count, reachableIn(asynchronous)],
    [true, '2048', { both: false }],
  );
});

test('a probability of which too many walks did not end has no value as a measure, but bounds', () => {
  // Eighteen clocks that a switch holds or lets go, and a fate that needs all of them: nothing settles it.
  const clocks = Array.from({ length: 24 }, (_, i) => `c${i}, !c${i} & (S | c${(i + 1) % 24})`).join('\n');
  const all = Array.from({ length: 24 }, (_, i) => `c${i}`).join(' & ');
  const network = networkOf(`S, S\n${clocks}`, { all }, { update: 'asynchronous' });
  assert.throws(
    () => basin(network, 'all'),
    /the probability of ending in all is not known: .* it lies between 0\.0 % and/,
  );
});
