import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { BooleanExpression, GeneNetwork, Sign } from '../../../engine/genes/index.ts';
import { FormatError, formatNamed, notHeld, rulesFormats, writeRules } from '../../../formats/index.ts';
import { equal, fileOf, network, sound } from './files.ts';

/** Names as biologists write them, names that are words of a format, and any other text that quotes can hold. */
const names = fc
  .oneof(
    fc.constantFrom(
      'Sox2',
      'NKX2-1',
      'β-catenin',
      'two words',
      'and',
      'NOT',
      'true',
      '1',
      '0',
      'a,b',
      'a#b',
      'x=1',
      'f(x)',
      'Random',
      'targets',
      'Gene',
      '<ci>',
      '&amp;',
      'a_b',
      'a b',
      'a-b',
      '2nd',
      '$x',
      '->',
      'v_1',
      "it's",
    ),
    fc.string({ minLength: 1, maxLength: 12 }),
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 }),
  )
  .filter((name) => !/["\r\n]/.test(name) && name.trim() !== '');

const networks: fc.Arbitrary<GeneNetwork> = fc.uniqueArray(names, { minLength: 2, maxLength: 7 }).chain((all) => {
  const rule = fc.letrec<{ rule: BooleanExpression }>((tie) => ({
    rule: fc.oneof(
      { depthSize: 'small' },
      fc.constantFrom(...all).map((gene) => ({ gene })),
      fc.boolean().map((constant) => ({ constant })),
      tie('rule').map((not) => ({ not })),
      fc.array(tie('rule'), { minLength: 2, maxLength: 3 }).map((and) => ({ and })),
      fc.array(tie('rule'), { minLength: 2, maxLength: 3 }).map((or) => ({ or })),
    ),
  })).rule;
  return fc.integer({ min: 1, max: all.length }).chain((count) =>
    fc
      .record({
        genes: fc.tuple(...all.slice(0, count).map((name) => rule.map((one) => ({ name, rule: one })))),
        inputs: fc.constant(all.slice(count)),
        signs: fc.uniqueArray(
          fc.record({
            source: fc.constantFrom(...all),
            target: fc.constantFrom(...all.slice(0, count)),
            sign: fc.constantFrom<1 | -1>(1, -1),
          }),
          { maxLength: 4, selector: ({ source, target }) => JSON.stringify([source, target]) },
        ),
        optional: fc.boolean(),
      })
      .map(({ optional, signs, ...rest }) =>
        network({
          ...rest,
          signs: signs.map((sign, i): Sign => (optional && i === 0 ? { ...sign, optional: true } : sign)),
        }),
      ),
  );
});
const inOrder = (signs: readonly Sign[]): readonly string[] =>
  signs.map((sign) => JSON.stringify([sign.source, sign.target, sign.sign, sign.optional ?? false])).sort();

for (const { name: format, title, holds } of rulesFormats) {
  test(`${title}: random networks with any names read back as they were written`, () => {
    fc.assert(
      fc.property(
        networks,
        fc.dictionary(fc.constantFrom('Sox2', 'NKX2-1'), fc.constantFrom<0 | 1>(0, 1)),
        (given, start) => {
          const known = new Set([...given.genes.map(({ name }) => name), ...given.inputs]);
          const initial = Object.fromEntries(Object.entries(start).filter(([name]) => known.has(name)));
          const text = writeRules(given, format, initial);
          const read = sound(text, fileOf[format]);
          assert.deepEqual(
            read.genes.map(({ name }) => name),
            given.genes.map(({ name }) => name),
          );
          read.genes.forEach(({ rule }, g) => {
            assert.ok(equal(rule, given.genes[g].rule), text);
          });
          const lost = notHeld(given, format, initial);
          if (holds.inputs) assert.deepEqual(read.inputs, given.inputs);
          else if (!lost.some((what) => what.includes('no rule uses')))
            assert.deepEqual([...read.inputs].sort(), [...given.inputs].sort());
          const held = given.signs.filter(({ optional }) => holds.signs === true || (holds.signs && !optional));
          assert.deepEqual(inOrder(read.signs), inOrder(held));
          assert.deepEqual(read.initial ?? {}, holds.initial ? initial : {});
          const again = writeRules(network(read), format, read.initial);
          const { problems: _, places: __, ...content } = sound(again, fileOf[format]);
          assert.equal(
            writeRules(network(content), format, content.initial),
            again,
            'from then on the text stays the same',
          );
        },
      ),
      { numRuns: 400, seed: 3 },
    );
  });
  test(`${title}: genes that are held at a value are written as constants, and what cannot be said is listed`, () => {
    const given = network({
      genes: [
        { name: 'a', rule: { gene: 'i' } },
        { name: 'b', rule: { gene: 'a' } },
      ],
      inputs: ['i', 'idle'],
      fixed: { b: 0, i: 1 },
      signs: [{ source: 'i', target: 'a', sign: 1 }],
      fates: [{ name: 'neuron', rule: { gene: 'a' } }],
    });
    const { genes } = sound(writeRules(given, format), fileOf[format]);
    assert.deepEqual(genes, [
      { name: 'a', rule: { gene: 'i' } },
      { name: 'b', rule: { constant: false } },
      { name: 'i', rule: { constant: true } },
    ]);
    const lost = notHeld(given, format, { a: 1 }).join('; ');
    assert.match(lost, /1 fate \(neuron\)/);
    assert.equal(/1 sign \(i -> a\)/.test(lost), !holds.signs);
    assert.equal(/1 input that no rule uses \(idle\)/.test(lost), !holds.inputs);
    assert.equal(/1 value at the start \(a\)/.test(lost), !holds.initial);
  });
  test(`${title}: a name that the format cannot hold is refused by name, or held`, () => {
    for (const name of ['', 'a"b', 'a\nb', 'a\u0001b']) {
      const given = network({ genes: [{ name, rule: { gene: name } }] });
      try {
        assert.deepEqual(sound(writeRules(given, format), fileOf[format]).genes, given.genes);
      } catch (error) {
        assert.ok(error instanceof FormatError, String(error));
        assert.ok(
          error.message.includes(JSON.stringify(name)) && /; rename the gene without/.test(error.message),
          error.message,
        );
      }
    }
  });
  test(`${title}: its example is read`, () => {
    const { example, read } = formatNamed(format);
    if (!example.startsWith('<')) assert.deepEqual(read(example).problems, []);
  });
}
