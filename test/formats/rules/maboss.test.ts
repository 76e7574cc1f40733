import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BooleanExpression } from '../../../engine/genes/index.ts';
import { besideRules, encodeText, readRules } from '../../../formats/index.ts';
import { equal, read, sound, wellPlaced } from './files.ts';

const [a, b, c] = ['a', 'b', 'c'].map((gene) => ({ gene }));
const not = (rule: BooleanExpression): BooleanExpression => ({ not: rule });
const node = (attributes: string): string => `node a { ${attributes} }\nnode b { }\nnode c { }\n`;
const [bAndC, bOrC] = [{ and: [b, c] }, { or: [b, c] }];
const usual = 'rate_up = @logic ? $u : 0; rate_down = @logic ? 0 : $d;';

/** The rule of `a`: it turns on where it is off and rate_up is above zero, off where it is on and rate_down is. */
for (const [attributes, rule, otherwise = false] of [
  [`logic = b & c; ${usual}`, bAndC],
  ['logic = b AND NOT c;', { and: [b, not(c)] }],
  ['logic = b | c ^ b;', { and: [c, not(b)] }],
  ['logic = b == c;', { or: [bAndC, { and: [not(b), not(c)] }] }],
  ['logic = b + c >= 1;', bOrC],
  ['logic = b ? c : !c;', { or: [bAndC, { and: [not(b), not(c)] }] }],
  ['logic = a; rate_up = @logic ? 2.5 : 0.0; rate_down = @logic ? .0 : 1e-3;', a],
  ['rate_up = b ? $Tr : 0.0; rate_down = !b ? $Tr : 0.0;', b],
  ['rate_up = b; rate_down = c;', { or: [{ and: [not(a), b] }, { and: [a, not(c)] }] }],
  ['rate_up = 0; rate_down = 1;', { constant: false }],
  ['rate_up = (b | c) * 0.2; rate_down = NOT (b | c) * 0.2;', bOrC],
  ['rate_up = b*$x + c*$y; rate_down = (!b & !c)/$z;', bOrC],
  ['rate_up = $k > 0 ? b : c; rate_down = 0 < $k ? !b : !c;', b],
  ['own = b AND c; rate_up = @own ? 3 - 2 : 0; rate_down = 1 - @own;', bAndC],
  ['description = "a \\"b\\" ; }"; logic = b; // c\n/* logic = c;\n */', b],
  ['logic = b; rate_up = @logic ? 1 : 0; rate_down = 0;', { or: [a, b] }, true],
  ['logic = NOT a; rate_down = 0;', { constant: true }, true],
  ['logic = (b); rate_down = 0;', { or: [a, b] }, true],
  ['logic = b; rate_up = 0;', { and: [a, b] }, true],
  ['logic = b; rate_up = @logic; ', b],
  ['logic = b; rate_up = c;', { or: [{ and: [not(a), c] }, { and: [a, b] }] }, true],
  ['logic = b; rate_up = @logic ? 1 : 0.1; rate_down = @logic ? 0.1 : 1;', not(a), true],
] as const satisfies readonly (readonly [string, BooleanExpression, boolean?])[])
  test(`MaBoSS: ${attributes}`, () => {
    const { genes, inputs, notes, update } = sound(node(attributes), 'm.bnd');
    assert.equal(update, 'asynchronous');
    assert.deepEqual([genes.map(({ name }) => name), inputs], [['a'], ['b', 'c']]);
    assert.ok(equal(genes[0].rule, rule), JSON.stringify(genes[0].rule));
    assert.match(notes[0], /continuous time/);
    assert.equal(
      notes.some((note) => /The rates of a say another rule/.test(note)),
      otherwise,
      notes.join('\n'),
    );
    assert.equal(
      notes.some((note) => /taken to be above 0/.test(note)),
      attributes.includes('$'),
    );
  });

test('MaBoSS: rules that keep their value are inputs, short lines are rules, `logic` is kept as it is written', () => {
  const text = '# a comment\nNode a { rate_up = 0.; RATE = 3; rate_down = 0; }\nb : a & a\nc , NOT a;\n';
  const { genes, inputs } = sound(text, 'm.bnd');
  assert.deepEqual([genes.map(({ name }) => name), inputs], [['b', 'c'], ['a']]);
  assert.deepEqual(genes[0].rule, { and: [a, a] });
});

test('MaBoSS: the constants and certain starts of a .cfg beside it', () => {
  const text = node('logic = $switch ? b : c; rate_up = @logic ? $u : 0; rate_down = @logic ? 0 : $d;');
  const withCfg = (cfg: string) => readRules(encodeText(text), 'm.bnd', encodeText(cfg));
  const given = '$switch = TRUE; $u = 2 * 0.5;\n// $u = 0;\n$d = $u;\nmax_time = 10;\n';
  const found = withCfg(
    `${given}a.istate = 1; [b].istate = 0.5 [0] , 0.5 [1]; [c].istate = 1 [0], 0 [1];a.is_internal=1;`,
  );
  assert.deepEqual(found.problems, []);
  assert.ok(equal(found.genes[0].rule, b));
  assert.deepEqual(found.initial, { a: 1, c: 0 });
  assert.ok(!found.notes.some((note) => note.includes('above 0')));
  assert.ok(equal(withCfg(`${given}$switch = 0;`).genes[0].rule, c));
  const held = withCfg(`${given}$d = 0;`);
  assert.ok(equal(held.genes[0].rule, { or: [a, b] }), 'what never turns off');
  assert.deepEqual(['x/m.bnd', 'm.txt', 'm.bnet', 'm.booleannet.txt'].map(besideRules), [
    'x/m.cfg',
    'm_ics.txt',
    undefined,
    undefined,
  ]);
});

for (const [cfg, initial, said] of [
  ['$p0 = 1; $p1 = 0; [a].istate = $p0 [1], $p1 [0];', { a: 1 }],
  ['$h = 0; [a].istate = $h [1], (1-$h) [0];', { a: 0 }],
  ['[a].istate = $h [1], (1-$h) [0]; $h = 0;', { a: 0 }],
  ['[a].istate = 1-1 [1], 1 [0];', { a: 0 }],
  ['[a, b].istate = 1 [1, 0], 0 [0, 1];', { a: 1, b: 0 }],
  ['[a, b].istate = 0.5 [1, 0], 0.5 [1, 1];', { a: 1 }],
  ['a.istate = 1; [a].istate = 0.5 [0], 0.5 [1];', undefined],
  ['a.istate = -1;', undefined],
  ['a.istate = FALSE', { a: 0 }],
  ['a.istate = 1; b.istate = log(2);', { a: 1 }, /Where b starts is not read: "log/],
  ['[a, b].istate = 1 [1], 0 [0];', undefined, /Where a, b start is not read: each row/],
  ['[a].istate = $none [1], 1 [0];', undefined, /Where a starts is not read: a probability is not known/],
  ['[a].istate = 0 [1];', undefined, /no row has a probability above 0/],
] as const)
  test(`MaBoSS starts: ${cfg}`, () => {
    const found = readRules(encodeText(node('logic = b;')), 'm.bnd', encodeText(cfg));
    assert.deepEqual([found.problems, found.initial], [[], initial]);
    assert.deepEqual(
      found.notes.slice(1).map((note) => said?.test(note)),
      said ? [true] : [],
      found.notes.join('\n'),
    );
  });
for (const [cfg, message] of [
  ['$x;', 'line 1: "=" must stand after $x, not ";".'],
  ['max_time = 1;\n$x', 'line 2: "=" must stand after $x, not the end of the file.'],
  ['$x = ;', 'line 1: A node, a number, $, @, "!" or "(" must stand here, not ";".'],
  ['$x = 1 2;', 'line 1: ";" must stand after a value, not "2".'],
] as const)
  test(`MaBoSS: a constant of a .cfg without a value: ${cfg}`, () => {
    const { problems } = readRules(encodeText(node('logic = b;')), 'm.bnd', encodeText(cfg));
    assert.deepEqual(
      problems.map((problem) => problem.message),
      [`The .cfg beside this file, ${message}`],
    );
  });

test('MaBoSS: an attribute in other letters is none, and that is said', () => {
  const { genes, inputs, notes } = sound('node a { LOGIC = b; }\nnode b { logic = a; }', 'm.bnd');
  assert.deepEqual([genes.length, inputs], [1, ['a']]);
  assert.ok(notes.includes('a has an attribute LOGIC, which MaBoSS does not take for logic.'));
});
test('MaBoSS: names are plain letters, and comments may be in any encoding', () => {
  const text = Uint8Array.from(`// mod\u00e8le\nnode a { logic = !a; }`, (letter) => letter.charCodeAt(0));
  assert.deepEqual(readRules(text, 'm.bnd').genes, [{ name: 'a', rule: not(a) }]);
});

for (const [text, kind, line, message] of [
  [node('logic = $low ? 0 : b;'), 'not supported', 1, /What a does depends on the value of a constant/],
  [node('rate_up = $k < 10 ? b : c;'), 'not supported', 1, /depends on the value of a constant/],
  [node('rate_up = b - $k;'), 'not supported', 1, /depends on the value of a constant/],
  [node('rate_up = b ? -1 : 0;'), 'not supported', 1, /A rate of a is below zero \(-1\)/],
  [node('rate_up = log(2, b);'), 'not supported', 1, /"log\(…\)" is a function/],
  [node('logic = @logic & b;'), 'not supported', 1, /@logic of a is defined by itself/],
  [node('logic = @rule;'), 'not supported', 1, /a has no attribute rule/],
  [node('rate_up = #cell(b);'), 'not supported', 1, /counts the cells of a population/],
  [`${node('logic = b;')}division {\n rate = 1; }`, 'not supported', 4, /cells of a population divide and die/],
  [node('logic = b &;'), 'syntax', 1, /must stand here, not ";"/],
  [node('logic = (b;'), 'syntax', 1, /"\)" must stand after what is in brackets/],
  [node('logic b;'), 'syntax', 1, /"=" must stand after logic/],
  [node('logic = b'), 'syntax', 1, /";" must stand after the value of logic/],
  ['nodes a { logic = b; }\nnode b { }', 'syntax', 1, /A node starts with its name/],
  ['node a { logic = b; }\nnode a { logic = c; }', 'two rules for one gene', 2, /line 1 already/],
  ['node a { logic = b;', 'syntax', 1, /must stand here, not the end of the file/],
] as const)
  test(`MaBoSS refuses: ${message}`, () => {
    const { problems } = read(text, 'm.bnd');
    assert.deepEqual(
      problems.map((problem) => [problem.kind, problem.line]),
      [[kind, line]],
      JSON.stringify(problems),
    );
    assert.match(problems[0].message, message);
    wellPlaced(text, problems);
  });
