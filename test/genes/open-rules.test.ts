import assert from 'node:assert/strict';
import test from 'node:test';
import {
  analyseNetwork,
  cellDynamics,
  controlOf,
  everyMember,
  functionCount,
  memberCount,
  memberOf,
  membersEnd,
  type MemberSpread,
  type OpenRegulator,
  type OpenRule,
  standIn,
  tooOpen,
  truthTableOf,
} from '../../engine/genes/index.ts';
import { networkOf } from './sample-networks.ts';

const named = (...kinds: readonly string[]): readonly OpenRegulator[] =>
  kinds.map((kind, place) => ({
    name: `r${place}`,
    ...(kind[0] === '+' && { sign: 1 as const }),
    ...(kind[0] === '-' && { sign: -1 as const }),
    ...(kind.endsWith('?') && kind.length > 1 && { optional: true as const }),
  }));
/** Whether a table keeps to what is said of its regulators, value by value. */
const isAdmissible = (table: ArrayLike<number>, regulators: readonly OpenRegulator[]): boolean =>
  regulators.every(({ sign, optional }, place) => {
    let [rises, falls] = [false, false];
    for (let entry = 0; entry < table.length; entry++) {
      if ((entry >>> place) & 1) continue;
      const change = table[entry | (1 << place)] - table[entry];
      rises ||= change > 0;
      falls ||= change < 0;
    }
    return (optional || rises || falls) && (sign !== 1 || !falls) && (sign !== -1 || !rises);
  });
const admissible = (regulators: readonly OpenRegulator[]): string[] => {
  const entries = 2 ** regulators.length;
  return Array.from({ length: 2 ** entries }, (_, index) =>
    Array.from({ length: entries }, (_, entry) => (index >>> entry) & 1),
  )
    .filter((table) => isAdmissible(table, regulators))
    .map((table) => table.join(''));
};
const open = (...rules: OpenRule[]) => ({
  ...networkOf('r0, r0\nr1, r1\nr2, r2\nr3, r3\ng, r0\nh, r1', { on: 'g' }),
  open: rules,
});
const drawnTable = (rule: OpenRule, seed: number, names: readonly string[]): string => {
  const member = memberOf(open(rule), seed, 'k');
  return truthTableOf(member.genes.find(({ name }) => name === rule.gene)!.rule, names).join('');
};

const kinds = ['+', '-', '?', '+?', '-?', '??'];
test('admissible functions are as many as are found by trying every one', () => {
  const cases = [
    [],
    ...kinds.map((one) => [one]),
    ...kinds.flatMap((one) => kinds.map((other) => [one, other])),
    ...kinds.flatMap((one) => ['+', '?', '-?', '??'].map((other) => ['+', one, other])),
    ['+', '+', '+', '+'],
    ['+', '-', '+?', '-'],
    ['+', '+', '?', '-?'],
    ['?', '?', '?', '?'],
  ];
  for (const each of cases) {
    const regulators = named(...each);
    assert.equal(functionCount({ gene: 'g', regulators }), BigInt(admissible(regulators).length), each.join(' '));
  }
});
test('of more regulators: the Dedekind numbers, and none that is drawn breaks what is said', () => {
  // functions of n inputs that are monotone and depend on all: OEIS A006126
  const known = [2n, 1n, 2n, 9n, 114n, 6894n, 7785062n, 2414627396434n, 56130437209370320359966n];
  assert.deepEqual(
    known.map((_, n) => functionCount({ gene: 'g', regulators: named(...Array(n).fill('+')) })),
    known,
  );
  for (const each of [
    ['+', '-', '+', '-', '+', '+?'],
    ['+', '-', '+', '-', '+', '+', '-'],
    ['+', '?', '-', '??', '-?'],
  ]) {
    const regulators = named(...each);
    const rule = { gene: 'g', regulators };
    const table = drawnTable(
      rule,
      1,
      regulators.map(({ name }) => name),
    );
    assert.ok(isAdmissible([...table].map(Number), regulators), each.join(' '));
  }
  assert.equal(tooOpen(named(...Array(8).fill('+'), '?', '?')), undefined);
  assert.match(tooOpen(named(...Array(9).fill('-'))) ?? '', /9 regulators, 9 of them with a sign/);
});

/** Pearson's χ² of counts that should all be the same, in standard deviations of its null. */
function unevenness(counts: readonly number[]): number {
  const expected = counts.reduce((sum, count) => sum + count, 0) / counts.length;
  const chi = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  return (chi - (counts.length - 1)) / Math.sqrt(2 * (counts.length - 1));
}
const tables = [
  { regulators: ['r0', 'r1'], values: [0, 0, null, 1] },
  { regulators: ['r2', 'r3'], values: [null, 1, null, 0] },
] as const;
test('each admissible function is drawn as often as any other', () => {
  for (const rule of [
    ...[
      ['+', '-'],
      ['+', '+', '-'],
      ['+?', '-', '?'],
      ['??', '?'],
      ['-', '-', '+', '+'],
    ].map((each) => ({
      gene: 'g',
      regulators: named(...each),
    })),
    { gene: 'g', tables },
  ] satisfies OpenRule[]) {
    const names = 'tables' in rule ? ['r0', 'r1', 'r2', 'r3'] : rule.regulators.map(({ name }) => name);
    const count = Number(functionCount(rule));
    const drawn = new Map<string, number>();
    for (let seed = 1; seed <= 40 * count; seed++) {
      const table = drawnTable(rule, seed, names);
      drawn.set(table, (drawn.get(table) ?? 0) + 1);
    }
    assert.equal(drawn.size, count);
    assert.ok(Math.abs(unevenness([...drawn.values()])) < 4, JSON.stringify(rule));
  }
});
test('a member belongs to its seed and key, gene by gene, and is like any network', () => {
  const regulators = named('+', '-', '+', '-');
  const both = open({ gene: 'g', regulators }, { gene: 'h', tables });
  assert.equal(memberCount(both.open), 114n * 6n);
  const text = (seed: number, key: string) => JSON.stringify(memberOf(both, seed, key));
  assert.equal(text(3, 'k'), text(3, 'k'));
  assert.ok(new Set([1, 2, 3, 4, 5].map((seed) => text(seed, 'k'))).size > 1 && text(3, 'k') !== text(3, 'other'));
  const alone = memberOf(open({ gene: 'g', regulators }), 3, 'k');
  assert.deepEqual(memberOf(both, 3, 'k').genes[4], alone.genes[4], 'whatever else is open');
  assert.equal(analyseNetwork(memberOf(both, 3, 'k')).complete, true);
  assert.deepEqual(
    [
      truthTableOf(
        standIn(both.open[0]),
        regulators.map(({ name }) => name),
      ),
    ].map((table) => isAdmissible(table, regulators)),
    [true],
  );
});
test('what only a member has is not said of all of them', () => {
  const all = open({ gene: 'g', regulators: named('+', '-') });
  for (const ask of [() => analyseNetwork(all), () => controlOf(all, 'on'), () => cellDynamics(all)])
    assert.throws(ask, /the rules of g are open/);
});
test('every member once, and where all of them, or some that are drawn, end', () => {
  const regulators = named('+', '-?', '?');
  const both = open({ gene: 'g', regulators }, { gene: 'h', tables });
  const count = Number(memberCount(both.open));
  const members = everyMember(both, count) ?? [];
  assert.equal(new Set(members.map((member) => JSON.stringify(member.genes))).size, count);
  const found = new Set(members.map(({ genes }) => truthTableOf(genes[4].rule, ['r0', 'r1', 'r2']).join('')));
  assert.deepEqual([...found].sort(), admissible(regulators).sort());
  assert.equal(everyMember(both, count - 1), undefined);

  const ended = (most: number): MemberSpread => {
    const steps = membersEnd(both, 'k', most);
    for (let step = steps.next(); ; step = steps.next()) if (step.done) return step.value;
  };
  for (const [most, those] of [
    [count, members],
    [20, Array.from({ length: 20 }, (_, seed) => memberOf(both, seed + 1, 'k'))],
  ] as const) {
    const { all, members: looked, attractors, fates, notFinished } = ended(most);
    const each = those.map((member) => analyseNetwork(member));
    assert.deepEqual([all, looked, notFinished], [those === members, those.length, 0]);
    for (const { count: size, members: having } of attractors)
      assert.equal(having, each.filter((one) => one.count === size).length);
    const reached = each.filter((one) => one.fates.on.reachable).length;
    const basins = each.map((one) => one.fates.on.basin?.value ?? Number.NaN);
    assert.deepEqual([fates.on.reached, fates.on.known, fates.on.ci === null], [reached, those.length, all]);
    assert.ok(
      Math.abs((fates.on.basin?.mean ?? 0) - basins.reduce((sum, basin) => sum + basin, 0) / basins.length) < 1e-12,
    );
    assert.deepEqual([fates.on.basin?.least, fates.on.basin?.most], [Math.min(...basins), Math.max(...basins)]);
  }
});
