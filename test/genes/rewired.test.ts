import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { regulators, ruleText, sumOfProducts, truthTableOf } from '../../engine/genes/index.ts';
import { rewiredRules } from '../../engine/variants/index.ts';
import { mouse, networkOf } from './sample-networks.ts';

const names = ['a', 'b', 'c', 'd', 'e'];

test('a sum of products has the table it was made from, and no literal or term too many', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 5 }), fc.infiniteStream(fc.boolean()), (count, bits) => {
      const own = names.slice(0, count);
      const table = Uint8Array.from({ length: 2 ** count }, () => (bits.next().value ? 1 : 0));
      const rule = sumOfProducts(table, own);
      assert.deepEqual(truthTableOf(rule, own), table);
      const terms = 'or' in rule ? rule.or : [rule];
      if (terms.length > 1)
        for (const left of terms)
          assert.notDeepEqual(
            truthTableOf({ or: terms.filter((term) => term !== left) }, own),
            table,
            'a term is needed',
          );
      for (const term of terms)
        for (const left of 'and' in term ? term.and : []) {
          const shorter = { and: ('and' in term ? term.and : []).filter((literal) => literal !== left) };
          assert.notDeepEqual(
            truthTableOf({ or: terms.map((other) => (other === term ? shorter : other)) }, own),
            table,
            'a literal is needed',
          );
        }
    }),
    { numRuns: 200, seed: 1 },
  );
});
test('sums of products read well', () => {
  const text = (rule: string) => {
    const { rule: parsed } = networkOf(`x, ${rule}`).genes[0];
    const own = regulators(parsed).sort();
    return ruleText(sumOfProducts(truthTableOf(parsed, own), own));
  };
  assert.equal(text('a & !b | a & b & c'), 'a & !b | a & c');
  assert.equal(text('(a | b) & (a | c)'), 'a | b & c');
  assert.equal(text('a | !a'), '1');
  assert.equal(text('a & !a'), '0');
});

test('rewired rules drop the declared signs, which would be those of other regulators', () => {
  const signs = [{ source: 'Sox2', target: 'Pax6', sign: 1 }] as const;
  assert.deepEqual(rewiredRules(mouse({ signs }), 1, 'null').signs, []);
});
test('regulators are drawn uniformly', () => {
  const counts = new Map<string, number>();
  const chain = networkOf('a, b\nb, c\nc, d\nd, e\ne, a\n');
  const draws = 1000;
  for (let seed = 1; seed <= draws; seed++)
    for (const { rule } of rewiredRules(chain, seed, 'null').genes)
      for (const name of regulators(rule)) counts.set(name, (counts.get(name) ?? 0) + 1);
  for (const name of names)
    assert.ok(
      Math.abs((counts.get(name) ?? 0) - draws) < 4 * Math.sqrt(draws),
      `${name} is drawn ${counts.get(name)} times`,
    );
});
test('a rule of thirteen regulators keeps its truth table, up to the names', () => {
  const many = Array.from({ length: 13 }, (_, i) => `g${i}`);
  const wild = networkOf(
    `${many.map((name) => `${name}, ${name}`).join('\n')}\nx, ${many
      .slice(0, 12)
      .map((name) => `(${name} & !g12)`)
      .join(' | ')}`,
  );
  const rule = rewiredRules(wild, 3, 'null').genes[13].rule;
  assert.equal(regulators(rule).length, 13);
  assert.equal(
    ruleText(rule, () => 'v'),
    ruleText(wild.genes[13].rule, () => 'v'),
  );
  assert.notDeepEqual(rule, wild.genes[13].rule);
});
