import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import {
  compileRule,
  findAttractors,
  type GeneNetwork,
  tooLarge,
  type UpdateScheme,
  variables,
} from '../../engine/genes/index.ts';
import { mouse, networkOf } from './sample-networks.ts';

const summary = (network: GeneNetwork, update: UpdateScheme) => {
  const found = findAttractors(network, update);
  return found.attractors.map(({ kind, size, basin, states, fate }) => ({
    kind,
    size,
    basin,
    fate,
    states: Array.from(states, found.text).join(' '),
  }));
};

test('a toggle switch: two steady states, and a cycle that only synchronous update has', () => {
  const toggle = networkOf('A, !B\nB, !A', { left: 'A & !B', right: '!A & B' });
  assert.deepEqual(summary(toggle, 'synchronous'), [
    { kind: 'steady', size: 1, basin: 1, fate: 'right', states: '01' },
    { kind: 'steady', size: 1, basin: 1, fate: 'left', states: '10' },
    { kind: 'cycle', size: 2, basin: 2, fate: 'undecided', states: '00 11' },
  ]);
  assert.deepEqual(summary(toggle, 'asynchronous'), [
    { kind: 'steady', size: 1, basin: null, fate: 'right', states: '01' },
    { kind: 'steady', size: 1, basin: null, fate: 'left', states: '10' },
  ]);
});
test('a negative ring oscillates in both schemes, through different states', () => {
  const ring = networkOf('A, !C\nB, A\nC, B', { a: 'A', any: 'A | !A' });
  assert.deepEqual(
    summary(ring, 'synchronous').map(({ size, fate }) => [size, fate]),
    [
      [2, 'any'],
      [6, 'any'],
    ],
  );
  assert.deepEqual(
    summary(ring, 'asynchronous').map(({ kind, size, fate }) => [kind, size, fate]),
    [['complex', 6, 'any']],
  );
  const [only] = findAttractors({ ...ring, fates: ring.fates.slice(0, 1) }, 'asynchronous').attractors;
  assert.equal(only.fate, 'mixed');
  assert.deepEqual(only.touched, ['a']);
});
test('free inputs are held constant, in every combination; a fixed one counts no more', () => {
  const follower = networkOf('A, I & !J');
  assert.deepEqual(
    summary(follower, 'synchronous').map(({ states, basin }) => `${states} ${basin}`),
    ['000 2', '001 2', '011 2', '110 2'],
  );
  assert.deepEqual(
    summary({ ...follower, fixed: { I: 1 } }, 'synchronous').map(({ states, basin }) => `${states} ${basin}`),
    ['011 2', '110 2'],
  );
  assert.deepEqual(
    summary({ ...follower, fixed: { I: 1, J: 0 } }, 'asynchronous').map(({ states }) => states),
    ['110'],
  );
});
test('a knocked-out gene is held at 0 whatever its rule says', () => {
  assert.deepEqual(
    summary(mouse({ fixed: { Tbr1: 0, Niche: 0 } }), 'asynchronous').map(({ states, fate }) => `${states} ${fate}`),
    ['000000 undecided', '000100 undecided', '110100 undecided'],
  );
});
test('no gene at all, and constants', () => {
  assert.deepEqual(
    summary(networkOf(''), 'synchronous').map(({ states, basin }) => [states, basin]),
    [['', 1]],
  );
  assert.deepEqual(
    summary(networkOf('A, 1\nB, 0'), 'asynchronous').map(({ states }) => states),
    ['10'],
  );
});
test('twenty genes are exhausted, twenty-one are refused until inputs are fixed', () => {
  const ring = (n: number) =>
    networkOf(Array.from({ length: n }, (_, i) => `g${i}, ${i === 0 ? `g${n - 1}` : `g${i - 1}`} & I`).join('\n'));
  assert.match(tooLarge(ring(20)) ?? '', /^21 genes and inputs have 2\^21 states/);
  assert.throws(() => findAttractors(ring(20)), /up to 20 genes and inputs/);
  assert.equal(tooLarge({ ...ring(20), fixed: { I: 1 } }), undefined);
  const { attractors } = findAttractors({ ...ring(20), fixed: { I: 1 } });
  // A rotation of 20 bits: as many cycles as necklaces of 20 beads of two colours (OEIS A000031).
  assert.equal(attractors.length, 52488);
  assert.equal(
    attractors.reduce((sum, { basin }) => sum + (basin ?? 0), 0),
    2 ** 20,
  );
});
test('more than 32 variables are no obstacle when most are fixed', () => {
  const rules = Array.from({ length: 40 }, (_, i) => `g${i}, !g${(i + 1) % 40}`).join('\n');
  const fixed = Object.fromEntries(Array.from({ length: 38 }, (_, i) => [`g${i + 2}`, (i % 2) as 0 | 1]));
  assert.deepEqual(
    summary(networkOf(rules, {}, { fixed }), 'synchronous').map(({ states }) => states),
    [`01${'01'.repeat(19)}`],
  );
});

/** Random networks of up to five variables, against the definitions said plainly. */
const names = ['a', 'b', 'c', 'd', 'e'];
const rule = fc.letrec<{ rule: GeneNetwork['genes'][number]['rule'] }>((tie) => ({
  rule: fc.oneof(
    { depthSize: 'small' },
    fc.constantFrom(...names).map((gene) => ({ gene })),
    fc.boolean().map((constant) => ({ constant })),
    tie('rule').map((not) => ({ not })),
    fc.array(tie('rule'), { minLength: 1, maxLength: 3 }).map((and) => ({ and })),
    fc.array(tie('rule'), { minLength: 1, maxLength: 3 }).map((or) => ({ or })),
  ),
})).rule;
const anyNetwork = fc
  .record({
    rules: fc.array(rule, { minLength: 1, maxLength: 5 }),
    fixed: fc.dictionary(fc.constantFrom(...names), fc.constantFrom(0 as const, 1 as const), { maxKeys: 2 }),
  })
  .map(
    ({ rules, fixed }): GeneNetwork => ({
      genes: rules.map((r, i) => ({ name: names[i], rule: r })),
      inputs: names.slice(rules.length),
      fates: [],
      signs: [],
      update: 'synchronous',
      fixed,
    }),
  );

function plainly(network: GeneNetwork) {
  const all = variables(network);
  const index = new Map(all.map((name, i) => [name, i]));
  const allowed = Array.from({ length: 2 ** all.length }, (_, s) => s).filter((s) =>
    Object.entries(network.fixed).every(([name, value]) => ((s >>> (index.get(name) as number)) & 1) === value),
  );
  const tests = network.genes.map(({ name, rule: r }) =>
    name in network.fixed ? () => network.fixed[name] === 1 : compileRule(r, index),
  );
  const set = (s: number, g: number, value: boolean) => (value ? s | (1 << g) : s & ~(1 << g));
  const synchronous = (s: number) => tests.reduce((next, holds, g) => set(next, g, holds(s)), s);
  const text = (s: number) => all.map((_, i) => (s >>> i) & 1).join('');
  const closure = (s: number, step: (s: number) => number[]) => {
    const seen = new Set([s]);
    for (const t of seen) for (const u of step(t)) seen.add(u);
    return seen;
  };
  const singly = (s: number) => tests.map((holds, g) => set(s, g, holds(s)));
  const collect = (step: (s: number) => number[]) => {
    const reach = new Map(allowed.map((s) => [s, closure(s, step)]));
    const inside = allowed.filter((s) => [...(reach.get(s) ?? [])].every((t) => reach.get(t)?.has(s)));
    return [...new Set(inside.map((s) => [...(reach.get(s) ?? [])].map(text).sort().join(' ')))].sort();
  };
  return { synchronous: collect((s) => [synchronous(s)]), asynchronous: collect(singly) };
}
test('random networks have the attractors that the definition gives', () => {
  fc.assert(
    fc.property(anyNetwork, (network) => {
      const expected = plainly(network);
      for (const update of ['synchronous', 'asynchronous'] as const) {
        const found = findAttractors(network, update);
        assert.deepEqual(
          found.attractors.map(({ states }) => Array.from(states, found.text).sort().join(' ')).sort(),
          expected[update],
        );
        if (update === 'synchronous')
          assert.equal(
            found.attractors.reduce((sum, { basin }) => sum + (basin ?? 0), 0),
            found.states,
          );
      }
    }),
    { numRuns: 300, seed: 1 },
  );
});
