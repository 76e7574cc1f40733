import assert from 'node:assert/strict';
import fs from 'node:fs';
import test from 'node:test';
import fc from 'fast-check';
import {
  attractorsOnlyIn,
  compileRule,
  contradictedSigns,
  fatesNaming,
  findAttractors,
  overlappingFates,
  regulators,
  ruleFacts,
  ruleText,
  undefinedNames,
} from '../../engine/genes/index.ts';
import { readBnet } from '../../formats/index.ts';
import { noSharedData, sharedData } from '../data.ts';
import { mouse, networkOf, ruleOf } from './sample-networks.ts';

for (const [text, influences, constant] of [
  ['A & !B', { A: '+', B: '-' }, undefined],
  ['(A & !B) | (!A & B)', { A: 'both', B: 'both' }, undefined],
  ['A | A & B', { A: '+', B: 'none' }, undefined],
  ['(!her6 & zic5) | her6', { her6: '+', zic5: '+' }, undefined],
  ['A | !A', { A: 'none' }, true],
  ['A & !A & B', { A: 'none', B: 'none' }, false],
  ['1', {}, true],
  ['!(A | 0)', { A: '-' }, undefined],
] as const) {
  test(`what ${text} depends on`, () => {
    const facts = ruleFacts(ruleOf(text));
    assert.deepEqual(Object.fromEntries(facts.influences), influences);
    assert.equal(facts.constant, constant);
  });
}
test('a rule with sixty regulators is judged exactly', () => {
  const names = Array.from({ length: 60 }, (_, i) => `g${i}`);
  const facts = ruleFacts(ruleOf(`${names.map((name, i) => (i % 2 ? name : `!${name}`)).join(' | ')} | g1 & g2`));
  for (const [i, name] of names.entries()) assert.equal(facts.influences.get(name), i % 2 ? '+' : '-');
});
test('declared signs against the rules', () => {
  const network = networkOf(
    'A, B & !C\nB, B\nC, (A & !B) | (!A & B)',
    {},
    {
      signs: [
        { source: 'B', target: 'A', sign: 1 },
        { source: 'C', target: 'A', sign: 1 },
        { source: 'A', target: 'C', sign: 1 },
        { source: 'C', target: 'B', sign: -1 },
        { source: 'A', target: 'nobody', sign: 1 },
      ],
    },
  );
  assert.deepEqual(
    contradictedSigns(network).map(({ sign, found }) => `${sign.source} ${sign.target} ${found}`),
    ['C A -', 'A C both', 'C B absent'],
  );
});
test('names that nobody defines, fates that name a gene', () => {
  const network = networkOf('A, B', { f: 'A & !Z', g: 'B' }, { inputs: ['B'] });
  assert.deepEqual(undefinedNames(network), ['Z']);
  assert.deepEqual(fatesNaming(mouse(), 'Hes1'), ['progenitor', 'neuron']);
  assert.deepEqual(fatesNaming(mouse(), 'Pax6'), []);
});
test('fates that overlap come with a state that has both', () => {
  const network = networkOf('A, A\nB, B\nC, C', { ab: 'A & B', bc: 'B & !C', c: 'C & !A' });
  const overlaps = overlappingFates(network);
  assert.deepEqual(
    overlaps.map(({ fates }) => fates.join(' ')),
    ['ab bc'],
  );
  assert.deepEqual(overlaps[0].witness, { A: 1, B: 1, C: 0 });
  assert.deepEqual(overlappingFates(networkOf('A, A\nB, B', { a: 'A & !B', b: 'B & !A' })), []);
});
test('attractors that one scheme has and the other has not', () => {
  const toggle = networkOf('A, !B\nB, !A');
  const [synchronous, asynchronous] = [findAttractors(toggle, 'synchronous'), findAttractors(toggle, 'asynchronous')];
  assert.deepEqual(
    attractorsOnlyIn(synchronous, asynchronous).map(({ kind }) => kind),
    ['cycle'],
  );
  assert.deepEqual(attractorsOnlyIn(asynchronous, synchronous), []);
});
const myeloid = sharedData('boolean', 'pyboolnet', 'krumsiek_myeloid.bnet');
test('the synchronous cycles of the myeloid network touch fates that they do not keep', {
  skip: myeloid ? false : noSharedData,
}, () => {
  const network = networkOf(fs.readFileSync(myeloid as string, 'utf8'), {
    erythroid: 'EKLF & GATA1',
    monocyte: 'cJun & PU1',
  });
  const cycles = findAttractors(network, 'synchronous').attractors.filter(({ kind }) => kind === 'cycle');
  assert.equal(cycles.length, 2);
  assert.ok(cycles.some(({ fate, touched }) => fate === 'mixed' && touched.length > 0));
});
const folder = sharedData('boolean', 'bbm_all_bnet');
test('inputs without effect in published networks are those whose value never matters', {
  skip: folder ? false : noSharedData,
}, () => {
  let without = 0;
  for (const file of fs.readdirSync(folder as string).filter((name) => name.endsWith('.bnet'))) {
    for (const { rule } of readBnet(fs.readFileSync(`${folder}/${file}`, 'utf8')).genes) {
      const names = regulators(rule);
      const influences = ruleFacts(rule).influences;
      without += [...influences.values()].filter((influence) => influence === 'none').length;
      if (names.length > 8) continue;
      const holds = compileRule(rule, new Map(names.map((name, i) => [name, i])));
      names.forEach((name, i) => {
        const states = Array.from({ length: 2 ** names.length }, (_, s) => s).filter((s) => !((s >>> i) & 1));
        const on = states.some((s) => !holds(s) && holds(s | (1 << i)));
        const off = states.some((s) => holds(s) && !holds(s | (1 << i)));
        assert.equal(
          influences.get(name),
          on && off ? 'both' : on ? '+' : off ? '-' : 'none',
          `${name} in ${ruleText(rule)} (${file})`,
        );
      });
    }
  }
  assert.ok(without > 0);
});
test('facts do not depend on how a rule is written', () => {
  const rule = fc.letrec<{ rule: ReturnType<typeof ruleOf> }>((tie) => ({
    rule: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom('a', 'b', 'c').map((gene) => ({ gene })),
      tie('rule').map((not) => ({ not })),
      fc.array(tie('rule'), { minLength: 2, maxLength: 3 }).map((and) => ({ and })),
      fc.array(tie('rule'), { minLength: 2, maxLength: 3 }).map((or) => ({ or })),
    ),
  })).rule;
  fc.assert(
    fc.property(rule, (written) => {
      const mirrored = { not: { not: written } };
      const padded = {
        or: [
          { and: [written, { or: [{ gene: 'a' }, { not: { gene: 'a' } }] }] },
          { and: [{ gene: 'a' }, { not: { gene: 'a' } }] },
        ],
      };
      const facts = ruleFacts(written);
      assert.deepEqual(ruleFacts(mirrored), facts);
      const other = ruleFacts(padded);
      assert.equal(other.constant, facts.constant);
      for (const [name, influence] of facts.influences) assert.equal(other.influences.get(name), influence);
    }),
    { numRuns: 200, seed: 1 },
  );
});

test('rules of ten thousand regulators are told what their text says, without an end of the stack', () => {
  const names = Array.from({ length: 10_000 }, (_, i) => `g${i}`);
  const once = ruleFacts({ or: names.map((gene, i) => (i % 2 === 0 ? { gene } : { not: { gene } })) });
  assert.deepEqual(
    [once.influences.size, once.influences.get('g0'), once.influences.get('g1'), once.constant],
    [10_000, '+', '-', undefined],
  );
  const twice = ruleFacts({ and: [...names.map((gene) => ({ gene })), { not: { gene: 'g0' } }] });
  assert.deepEqual([twice.influences.get('g0'), twice.influences.get('g9999')], ['both', '+']);
});
