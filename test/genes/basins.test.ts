import assert from 'node:assert/strict';
import test from 'node:test';
import { fateShares, type FateShares } from '../../engine/genes/index.ts';
import { networkOf } from './sample-networks.ts';

const values = ({ fates, mixed, undecided }: FateShares) =>
  [...Object.values(fates), mixed, undecided].map(({ value }) => Math.round(value! * 1e9) / 1e9);
const toggle = networkOf('A, !B\nB, !A', { left: 'A & !B', right: 'B & !A' });

test('synchronous: the share of starting states', () => {
  assert.deepEqual(values(fateShares(toggle)), [0.25, 0.25, 0, 0.5]);
});
test('asynchronous: from both ends of a toggle either gene may turn first', () => {
  assert.deepEqual(values(fateShares(toggle, 'asynchronous')), [0.5, 0.5, 0, 0]);
});
test('overlapping fates count each, and a fate that comes and goes is mixed', () => {
  assert.deepEqual(
    values(fateShares(networkOf('A, !B\nB, !A', { left: 'A & !B', half: 'A' }))),
    [0.25, 0.25, 0.5, 0.25],
  );
});
test('inputs count as set', () => {
  const follower = networkOf('A, I', { on: 'A' }, { update: 'asynchronous' });
  assert.deepEqual(values(fateShares(follower)), [0.5, 0, 0.5]);
  assert.deepEqual(values(fateShares({ ...follower, fixed: { I: 1 } })), [1, 0, 0]);
});
test('absorption that needs more than one pass: a walk on a line between two traps', () => {
  // Gray-coded states 000 001 011 010 are a line on which A and B alternate; worked out by hand below. (A,B,C): C = 1
  // or A = B = 1 is final. From 00 either gene may turn on; from 10 or 01 the other may turn on, or it may turn back.
  const network = networkOf(
    `A, C & A | !C & !A & !B | A & B
     B, C & B | !C & !A & !B | A & B | A & !B & !C
     C, C | B & !A`,
    { both: 'A & B & !C', c: 'C' },
    { update: 'asynchronous' },
  );
  // From 10: A's rule is false, B's true, so half goes to 11 and half back to 00. From 01: A false (stays), B's rule
  // false (back to 00), C on. x = P(both from 00) = ½ y + ½ z, y = ½ + ½ x, z = ½ x, hence x = ½, y = ¾, z = ¼. Of the
  // eight states 00·, 10·, 01·, 11· (C = 0): x + y + z + 1 = 2½.
  assert.deepEqual(values(fateShares(network)), [2.5 / 8, 5.5 / 8, 0, 0]);
});
/** Genes that turn on and off for ever, so that a state in which they are all on, or all off, is rare. */
const restless = (count: number) => {
  const names = Array.from({ length: count }, (_, i) => `T${i}`);
  return {
    rules: names.map((name) => `${name}, !${name}`).join('\n'),
    on: names.join(' & '),
    off: names.map((name) => `!${name}`).join(' & '),
  };
};
for (const count of [4, 8])
  test(`absorption that ${count} restless genes bring about late is exact`, () => {
    const { rules, on, off } = restless(count);
    const asynchronous = { update: 'asynchronous' } as const;
    const sure = fateShares(networkOf(`${rules}\nA, A | ${on}`, { on: 'A', off: '!A' }, asynchronous)).fates;
    assert.deepEqual([sure.on.value, sure.off.value], [1, 0]);
    // A and B are alike, and whichever is first stays alone: half of the quarter of states with neither, and a quarter
    const rivals = networkOf(
      `${rules}\nA, A | !B & ${on}\nB, B | !A & ${off}`,
      { a: 'A & !B', b: 'B & !A', both: 'A & B' },
      asynchronous,
    );
    const { method, fates } = fateShares(rivals);
    assert.equal(method, 'exact');
    for (const [fate, share] of Object.entries({ a: 3 / 8, b: 3 / 8, both: 1 / 4 }))
      assert.ok(Math.abs((fates[fate].value as number) - share) < 1e-14, fate);
  });
test('beyond fourteen genes the basins are sampled, with an interval', () => {
  const bystanders = Array.from({ length: 13 }, (_, i) => `g${i}, g${i}`).join('\n');
  const shares = fateShares(networkOf(`A, !B\nB, !A\n${bystanders}`, { left: 'A & !B' }, { update: 'asynchronous' }));
  assert.equal(shares.method, 'sampled');
  const { value, ci } = shares.fates.left;
  assert.ok(value !== null && Math.abs(value - 0.5) < 0.02 && ci && ci[0] < value && value < ci[1]);
  assert.equal(fateShares(toggle, 'asynchronous').fates.left.ci, null);
});
