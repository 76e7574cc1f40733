import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BooleanExpression } from '../../../engine/genes/index.ts';
import { encodeText, readRules } from '../../../formats/index.ts';
import { writeZip } from '../../../formats/packing.ts';
import { equal, read, sound, wellPlaced } from './files.ts';

const [a, b, c] = ['a', 'b', 'c'].map((gene) => ({ gene }));
const not = (rule: BooleanExpression): BooleanExpression => ({ not: rule });
const edge = (from: string, to: string, more = 'minvalue="1" sign="positive"'): string =>
  `<edge id="${from}:${to}" from="${from}" to="${to}" ${more}/>\n`;
const graph = (ofA: string, edges = edge('b', 'a') + edge('c', 'a'), attributes = ''): string =>
  `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE gxl SYSTEM "http://ginsim.org/GINML_2_2.dtd">
<gxl xmlns:xlink="http://www.w3.org/1999/xlink">
<graph class="regulatory" id="g" nodeorder="c b a">
<node id="a" maxvalue="1"${attributes}>${ofA}</node>
<node id="b" maxvalue="1" input="true"/>
<node id="c" basevalue="1" maxvalue="1"/>
${edges}</graph>
</gxl>
`;
const on = (interactions: string, val = 1): string =>
  `<parameter idActiveInteractions="${interactions}" val="${val}"/>`;
const when = (text: string, val = 1): string => `<value val="${val}"><exp str="${text}"/></value>`;

/** The rule of `a`. A parameter names those regulators that are on while all others are off. */
for (const [what, text, rule] of [
  ['nothing said', graph(''), { constant: false }],
  ['a parameter', graph(on('b:a:1')), { and: [b, not(c)] }],
  ['two parameters, edges without thresholds', graph(on(' b:a c:a ') + on('c:a')), c],
  ['a basal level', graph('', undefined, ' basevalue="1"'), { and: [not(b), not(c)] }],
  ['a basal level and a parameter', graph(on('b:a'), undefined, ' basevalue="1"'), not(c)],
  ['a parameter of level 0', graph(on('b:a', 0) + on('c:a')), { and: [c, not(b)] }],
  ['a parameter of no interaction', graph(on('')), { and: [not(b), not(c)] }],
  ['a function', graph(when('b:1 &amp; !(c | b#1)')), { constant: false }],
  ['two functions', graph(when('b &amp; !c') + when('!b')), not({ and: [b, c] })],
  ['a function of level 0 beside one', graph(when('!b', 0) + when('b')), b],
  ['a function and a parameter', graph(when('b &amp; c') + on('c:a')), c],
  ['effects of 2.2', graph(on('b:a:1'), edge('b', 'a', 'effects="1:dual"')), b],
  ['itself', graph(when('a'), edge('a', 'a')), a],
] as const satisfies readonly (readonly [string, string, BooleanExpression])[])
  test(`GINsim, ${what}`, () => {
    const { genes, inputs } = sound(text, 'm.ginml');
    assert.deepEqual([genes.map(({ name }) => name), inputs], [['c', 'a'], ['b']]);
    assert.ok(equal(genes[1].rule, rule), JSON.stringify(genes[1].rule));
    assert.deepEqual(genes[0].rule, { constant: true });
  });

test('GINsim: signs of interactions; dual and unknown ones are none', () => {
  const edges =
    edge('b', 'a', 'sign="negative"') + edge('c', 'a', 'effects="1:positive"') + edge('a', 'a', 'sign="unknown"');
  assert.deepEqual(sound(graph(on('c:a'), edges), 'm.ginml').signs, [
    { source: 'b', target: 'a', sign: -1 },
    { source: 'c', target: 'a', sign: 1 },
  ]);
});

test('the archive of GINsim: its graph is read, and what else lies in it is told', () => {
  const text = graph(when('b'));
  const archive = (...names: string[]): Uint8Array =>
    writeZip(names.map((name) => ({ name: `GINsim-data/${name}`, bytes: encodeText(text) })));
  const whole = readRules(archive('regulatoryGraph.ginml', 'initialState', 'mutant', 'biblio'), 'm.zginml');
  assert.deepEqual({ ...whole, notes: [] }, sound(text, 'm.ginml'));
  assert.deepEqual(whole.notes, [
    'The archive also holds states and inputs to start from and perturbations, which are not read.',
  ]);
  assert.match(readRules(archive('mutant'), 'm.zginml').problems[0].message, /holds no GINML graphs/);
  assert.match(readRules(archive('a.ginml', 'b.ginml'), 'm.zginml').problems[0].message, /holds 2 GINML graphs/);
  assert.deepEqual(sound(text, 'm.zginml'), sound(text, 'm.ginml'));
});

for (const [text, kind, line, message] of [
  [
    graph('').replace('id="b" maxvalue="1"', 'id="b" maxvalue="2"'),
    'not supported',
    6,
    /b has levels 0 to 2.* -m booleanize /,
  ],
  [graph('').replace('regulatory', 'dynamical'), 'not supported', 4, /This is a dynamical graph/],
  [graph(when('d')), 'syntax', 5, /d stands in a function of a, and no interaction leads from it/],
  [graph(when('b &amp;')), 'syntax', 5, /A gene, 0, 1, "!" or "\(" must stand here/],
  [graph(when('b') + when('!c', 0)), 'syntax', 5, /a has the levels 0 and 1 in one state/],
  [graph(when('b') + on('b:a', 0)), 'syntax', 5, /a has the levels 0 and 1 in one state/],
  [graph(on('b:c')), 'syntax', 5, /names the interaction b:c, which does not lead to it/],
  [graph(on('b:a', 2)), 'not supported', 5, /a has levels 0 and 1, and here stands 2/],
  [graph('', edge('b', 'a', 'minvalue="2"')), 'not supported', 8, /active at levels of b that it has not/],
  [graph('', edge('b', 'z')), 'syntax', 8, /z is no node of this graph/],
  ['<sbml/>', 'syntax', 1, /outermost element is <sbml>, not <gxl>/],
] as const)
  test(`GINsim refuses: ${message}`, () => {
    const { problems } = read(text, 'm.ginml');
    assert.deepEqual(
      problems.map((problem) => [problem.kind, problem.line]),
      [[kind, line]],
      JSON.stringify(problems),
    );
    assert.match(problems[0].message, message);
    wellPlaced(text, problems);
  });
