import assert from 'node:assert/strict';
import test from 'node:test';
import { findAttractors } from '../../engine/genes/index.ts';
import { geneVariants } from '../../engine/variants/index.ts';
import { mouse } from './sample-networks.ts';

for (const [name, value] of [
  ['knock_out', 0],
  ['over_express', 1],
] as const) {
  test(`${name} holds the gene at ${value} and keeps what it declares`, () => {
    const wild = mouse();
    const variant = geneVariants[name].apply(wild, 'Pax6');
    assert.deepEqual({ ...variant, fixed: {} }, wild, 'rules, inputs, fates, scheme');
    assert.deepEqual(variant.fixed, { Pax6: value });
    const { attractors, text } = findAttractors(variant);
    assert.ok(attractors.every(({ states }) => Array.from(states, text).every((state) => state[1] === String(value))));
  });
}
test('variants combine; the later one wins over the earlier of the same gene', () => {
  const { knock_out, over_express } = geneVariants;
  assert.deepEqual(over_express.apply(knock_out.apply(knock_out.apply(mouse(), 'Hes1'), 'Pax6'), 'Hes1').fixed, {
    Hes1: 1,
    Pax6: 0,
  });
});
