import assert from 'node:assert/strict';
import fs from 'node:fs';
import test from 'node:test';
import fc from 'fast-check';
import { readBnet, writeBnet } from '../../../formats/index.ts';
import { noSharedData, sharedData } from '../../data.ts';

const rule = (text: string) => {
  const { genes, problems } = readBnet(`x, ${text}`);
  assert.deepEqual(problems, []);
  return genes[0].rule;
};
const [a, b, c] = ['a', 'b', 'c'].map((gene) => ({ gene }));
for (const [text, expected] of [
  ['a & b | c', { or: [{ and: [a, b] }, c] }],
  ['a & (b | c)', { and: [a, { or: [b, c] }] }],
  ['a and not b OR c', { or: [{ and: [a, { not: b }] }, c] }],
  ['! a&b', { and: [{ not: a }, b] }],
  ['!(a|b)', { not: { or: [a, b] } }],
  ['~a && b || c', { or: [{ and: [{ not: a }, b] }, c] }],
  ['((a | b) | c)', { or: [a, b, c] }],
  ['a & (b & c)', { and: [a, b, c] }],
  ['!!a', { not: { not: a } }],
  ['0', { constant: false }],
  ['TRUE', { constant: true }],
  ['a | false', { or: [a, { constant: false }] }],
  ['a   # a comment, with | & (', a],
  ['"a"', a],
  ['"1"', { gene: '1' }],
] as const)
  test(`the rule ${text}`, () => assert.deepEqual(rule(text), expected));

test('header, comments, blank lines, line ends and spaces of both dialects', () => {
  for (const text of [
    'targets, factors\na, b\nb, a',
    'targets,factors\r\na, b\r\nb, a\r\n',
    '# note\n\nTargets, functions\n a ,b\n\nb,\ta # end',
    'a, b\rb, a',
    'target, factors\na,b\nb,a',
  ]) {
    const { genes, inputs, problems } = readBnet(text);
    assert.deepEqual([genes.map(({ name }) => name), inputs, problems], [['a', 'b'], [], []]);
  }
});
test('a gene may be called targets when it is no header', () => {
  assert.deepEqual(
    readBnet('targets, b\nfactors, targets').genes.map(({ name }) => name),
    ['targets', 'factors'],
  );
});
test('inputs are the names nobody defines, in order of first appearance', () => {
  assert.deepEqual(readBnet('a, z & !y\nb, a | y | x').inputs, ['z', 'y', 'x']);
});
test('names that are no identifiers', () => {
  const { genes, inputs, problems } = readBnet('NKX2-1, Wnt/β.cat:active | "two words"\n"two words", NKX2-1');
  assert.deepEqual(problems, []);
  assert.deepEqual(
    genes.map(({ name }) => name),
    ['NKX2-1', 'two words'],
  );
  assert.deepEqual(inputs, ['Wnt/β.cat:active']);
});
for (const [text, line, column, length, message] of [
  ['a, b\nb a', 2, 3, 1, /comma must stand between the gene b and its rule; here stands "a"/],
  ['a, b &', 1, 7, 1, /must stand here, not the end of the line/],
  ['a, b & & c', 1, 8, 1, /must stand here, not "&"/],
  ['a, (b | c', 1, 4, 1, /bracket is not closed: "\)" is missing before the end of the line/],
  ['a, b | c)', 1, 9, 1, /bracket closes nothing/],
  ['a, b c', 1, 6, 1, /operator \(&, \|\) is missing/],
  ['a,', 1, 3, 1, /not the end of the line/],
  ['\n# x\n  , b', 3, 3, 1, /starts with the gene it defines.*","/],
  ['a, "b', 1, 4, 1, /not a quote that is not closed/],
  ['abc', 1, 4, 1, /comma must stand between the gene abc/],
  ['a, b\nab, a\na , !b', 3, 1, 1, /a has a rule on line 1 already.*probabilistic/],
  ['a, b\nab, a\nab, b', 3, 1, 2, /ab has a rule on line 2 already/],
  ['targets, factors, probabilities\na, b, 0.5', 1, 19, 13, /probabilistic networks are not read/],
] as const) {
  test(`${JSON.stringify(text)} is wrong at ${line}:${column}`, () => {
    const [problem] = readBnet(text).problems;
    assert.match(problem.message, message);
    assert.deepEqual([problem.line, problem.column, problem.length], [line, column, length]);
  });
}
test('every wrong line is reported, the others are read', () => {
  const { genes, problems } = readBnet('a, b &\nb, a\nc d\nb, !a');
  assert.deepEqual(
    genes.map(({ name }) => name),
    ['b'],
  );
  assert.deepEqual(
    problems.map(({ line, kind }) => [line, kind]),
    [
      [1, 'syntax'],
      [3, 'syntax'],
      [4, 'two rules for one gene'],
    ],
  );
});
test('written rules are plain, with no more brackets than needed', () => {
  const { genes } = readBnet('a, ((b)) & (!(c)) | (d & (e | !(f & g)))\nh, 1');
  assert.equal(writeBnet({ genes }), 'targets, factors\na, b & !c | d & (e | !(f & g))\nh, 1\n');
});
test('names that are no identifiers stand beside ones that are, whatever they hold', () => {
  const genes = ['and', '1', 'a b', 'x,y', 'a#b', 'true', 'NKX2-1', 'H.a', 'all', 'a"b', 'a\nb', ''].map((name) => ({
    name,
    rule: { gene: name },
  }));
  assert.deepEqual(readBnet(writeBnet({ genes })).genes, genes);
  for (const line of [/^NKX2_1, NKX2_1$/m, /^v_all, v_all$/m]) assert.match(writeBnet({ genes }), line);
});
test('no rule begins with two negations, which BoolNet does not read', () => {
  const { genes } = readBnet('a, !!b\nb, !!!(a | !!(a & b)) & !!(a | b)');
  assert.equal(writeBnet({ genes }), 'targets, factors\na, b\nb, !(a | a & b) & (a | b)\n');
});
const expression = fc.letrec<{ rule: ReturnType<typeof rule> }>((tie) => ({
  rule: fc.oneof(
    { depthSize: 'small' },
    fc
      .string({ minLength: 1 })
      .filter((name) => !/["\r\n]/.test(name))
      .map((gene) => ({ gene })),
    fc.boolean().map((constant) => ({ constant })),
    tie('rule').map((not) => ({ not })),
    fc.array(tie('rule'), { minLength: 2, maxLength: 3 }).map((and) => ({ and })),
    fc.array(tie('rule'), { minLength: 2, maxLength: 3 }).map((or) => ({ or })),
  ),
})).rule;
test('what is written reads back the same', () => {
  fc.assert(
    fc.property(expression, (written) => {
      const text = writeBnet({ genes: [{ name: 'x', rule: written }] });
      const read = readBnet(text);
      assert.deepEqual(read.problems, []);
      assert.equal(writeBnet(read), text);
    }),
    { numRuns: 500, seed: 1 },
  );
});
test('any text gives genes or problems, never an exception', () => {
  fc.assert(
    fc.property(
      fc.string({
        unit: fc.constantFrom(
          'a',
          'b',
          '&',
          '|',
          '!',
          '(',
          ')',
          ',',
          '"',
          ' ',
          '\n',
          '#',
          '1',
          'not ',
          'targets, factors',
        ),
      }),
      (text) => {
        for (const { line, column, length } of readBnet(text).problems)
          assert.ok(line >= 1 && column >= 1 && length >= 1);
      },
    ),
    { numRuns: 500, seed: 1 },
  );
});
for (const folder of ['bbm_all_bnet', 'pyboolnet']) {
  const place = sharedData('boolean', folder);
  test(`every network of ${folder} is read, and written back to the same rules`, {
    skip: place ? false : noSharedData,
  }, () => {
    const files = fs.readdirSync(place as string).filter((name) => name.endsWith('.bnet'));
    assert.ok(files.length > 0);
    for (const file of files) {
      const text = fs.readFileSync(`${place}/${file}`, 'utf8');
      const read = readBnet(text);
      assert.deepEqual(read.problems, [], file);
      const rules = text.split('\n').filter((line) => /^[^#,]+,/.test(line) && !/^targets/.test(line));
      assert.deepEqual(
        read.genes.map(({ name }) => name),
        rules.map((line) => line.split(',')[0].trim()),
        file,
      );
      assert.deepEqual({ ...readBnet(writeBnet(read)), places: [] }, { ...read, places: [] }, file);
    }
  });
}
