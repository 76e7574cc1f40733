import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type BooleanExpression, functionCount, ruleText, type Sign, standIn } from '../../../engine/genes/index.ts';
import {
  holdsOnlyRules,
  mayHoldRules,
  readBoolodeStart,
  readRules,
  writeBoolodeStart,
  writeRules,
} from '../../../formats/index.ts';
import { equal, network, read, sound, wellPlaced } from './files.ts';

const [a, b, c] = ['a', 'b', 'c'].map((gene) => ({ gene }));
const not = (rule: BooleanExpression): BooleanExpression => ({ not: rule });
const species = (...names: string[]): string =>
  names.map((name) => `<qualitativeSpecies id="${name}" maxLevel="1" constant="false"/>`).join('');
const transition = (math: string, { level = 0, more = '' } = {}): string => `<transition>
<listOfOutputs><output qualitativeSpecies="a" transitionEffect="assignmentLevel"/></listOfOutputs>
<listOfFunctionTerms>
<defaultTerm resultLevel="${level}"/>
${math && `<functionTerm resultLevel="${1 - level}"><math>${math}</math></functionTerm>`}${more}
</listOfFunctionTerms>
</transition>`;
const sbml = (transitions: string, declared = species('a', 'b', 'c')): string => `<sbml><model>
<listOfQualitativeSpecies>${declared}</listOfQualitativeSpecies>
<listOfTransitions>${transitions}</listOfTransitions></model></sbml>`;
const listOfInputs = (inputs: readonly string[]): string => `<listOfInputs>${inputs.join('')}</listOfInputs>`;
const is = (gene: string, operator: string, level: number): string =>
  `<apply><${operator}/><ci>${gene}</ci><cn type="integer"> ${level} </cn></apply>`;

/** What the rule of `a` means, however it is written. */
for (const [file, text, rule] of [
  ['m.aeon', 'b -> a\nc -| a\n$a: b & !c', { and: [b, not(c)] }],
  ['m.aeon', 'b -? a\nc -? a\n$a: b ^ c', { or: [{ and: [b, not(c)] }, { and: [not(b), c] }] }],
  ['m.aeon', 'b -? a\nc -? a\n$a: b => c', { or: [not(b), c] }],
  ['m.aeon', 'b -? a\nc -? a\na -? a\n$a: b => c => a', { or: [not(b), not(c), a] }],
  ['m.aeon', 'b -? a\nc -? a\n$a: b <=> c', { or: [{ and: [b, c] }, { and: [not(b), not(c)] }] }],
  [
    'm.aeon',
    'b -? a\nc -? a\n$a: b | c ^ b & c',
    { or: [b, { and: [{ or: [{ and: [c, not(b)] }, { and: [not(c), b] }] }, c] }] },
  ],
  ['m.aeon', '$a: true', { constant: true }],
  ['m.booleannet', 'a* = b and not c', { and: [b, not(c)] }],
  ['m.booleannet', 'a *= not (b or not c) or True', { constant: true }],
  ['m.txt', 'Gene\tRule\na\tb and (not(c))', { and: [b, not(c)] }],
  ['m.tsv', 'gene\trule\n a \t b or not c\n', { or: [b, not(c)] }],
  ['m.sbml', sbml(transition('<apply><and/><ci>b</ci><apply><not/><ci>c</ci></apply></apply>')), { and: [b, not(c)] }],
  [
    'm.sbml',
    sbml(transition('<apply><or/><apply><xor/><ci>b</ci><ci>c</ci></apply><false/></apply>')),
    { or: [{ and: [b, not(c)] }, { and: [not(b), c] }] },
  ],
  ['m.sbml', sbml(transition('<apply><implies/><ci>b</ci><ci>c</ci></apply>')), { or: [not(b), c] }],
  ['m.sbml', sbml(transition(is('b', 'eq', 0))), not(b)],
  ['m.sbml', sbml(transition(is('b', 'neq', 0))), b],
  ['m.sbml', sbml(transition(is('b', 'geq', 1))), b],
  ['m.sbml', sbml(transition(is('b', 'geq', 0))), { constant: true }],
  ['m.sbml', sbml(transition(is('b', 'leq', 0))), not(b)],
  ['m.sbml', sbml(transition(is('b', 'lt', 1))), not(b)],
  ['m.sbml', sbml(transition(is('b', 'gt', 0))), b],
  ['m.sbml', sbml(transition(is('b', 'gt', 1))), { constant: false }],
  ['m.sbml', sbml(transition('<apply><lt/><cn>0</cn><ci>b</ci></apply>')), b],
  [
    'm.sbml',
    sbml(transition('<apply><eq/><ci>b</ci><ci>c</ci></apply>')),
    { or: [{ and: [b, c] }, { and: [not(b), not(c)] }] },
  ],
  ['m.sbml', sbml(transition('<apply><gt/><ci>b</ci><ci>c</ci></apply>')), { and: [b, not(c)] }],
  ['m.sbml', sbml(transition('')), { constant: false }],
  ['m.sbml', sbml(transition('', { level: 1 })), { constant: true }],
  ['m.sbml', sbml(transition('<ci>b</ci>', { level: 1 })), not(b)],
  [
    'm.sbml',
    sbml(transition('<ci>b</ci>', { more: '<functionTerm resultLevel="1"><math><ci>c</ci></math></functionTerm>' })),
    { or: [b, c] },
  ],
  [
    'm.sbml',
    sbml(
      transition('<ci>b</ci>', {
        level: 1,
        more: '<functionTerm resultLevel="0"><math><ci>c</ci></math></functionTerm>',
      }),
    ),
    { and: [not(b), not(c)] },
  ],
] as const satisfies readonly (readonly [string, string, BooleanExpression])[]) {
  test(
    `${file}: the rule ` +
      `${text.replace(/[\s\S]*<listOfFunctionTerms>|<\/listOfFunctionTerms>[\s\S]*/g, '').replaceAll('\n', '; ')}`,
    () => {
      const found = sound(text, file).genes.find(({ name }) => name === 'a');
      assert.ok(found && equal(found.rule, rule), JSON.stringify(found));
    },
  );
}

test('AEON: signs are kept, an open one is none, and one that may be without effect says so', () => {
  const { signs, inputs, genes } = sound(
    '#position:a:1,2\na -> b\nc -| b\n\nd ->? b\ne -? b\nf -??b\ng-|?b\n$b: a & !c | !g & (d | e | f)',
    'm.aeon',
  );
  const expected: readonly Sign[] = [
    { source: 'a', target: 'b', sign: 1 },
    { source: 'c', target: 'b', sign: -1 },
    { source: 'd', target: 'b', sign: 1, optional: true },
    { source: 'g', target: 'b', sign: -1, optional: true },
  ];
  assert.deepEqual(signs, expected);
  assert.deepEqual([genes.map(({ name }) => name), inputs], [['b'], ['a', 'c', 'd', 'e', 'f', 'g']]);
});
for (const [text, genes, open] of [
  ['a -> b\nc -| b', ['b'], { b: [2, 'a | !c'] }],
  ['a -> b', ['b'], {}],
  ['a -> b\n$b: f(a)', ['b'], {}],
  ['a ->? b', ['b'], { b: [3, 'a'] }],
  ['a -> b\n$b: a & p', ['b'], {}],
  ['a ->? b\n$b: a & p', ['b'], { b: [2, 'a'] }],
  ['a -> b\nc -?? b\n$b: a & f(c)', ['b'], { b: [3, 'a | c'] }],
  ['a -? b\nc -> b\n$c: 1\n$b: p & a & c | !p & !a & c', ['c', 'b'], { b: [2, 'a | c'] }],
  ['b -> a\n#name:b:"NKX2-1"\n#name:a:"x y"\nc -| b\nd -| b', ['x y', 'NKX2-1'], { 'NKX2-1': [2, '!c | !d'] }],
] as const)
  test(`AEON: what is left open: ${text.replaceAll('\n', '; ')}`, () => {
    const found = sound(text, 'm.aeon');
    assert.deepEqual(found.genes.map(({ name }) => name).sort(), [...genes].sort());
    assert.ok(!found.inputs.includes('p'));
    assert.deepEqual(
      Object.fromEntries(
        (found.open ?? []).map((rule) => [rule.gene, [Number(functionCount(rule)), ruleText(standIn(rule))]]),
      ),
      open,
    );
    if (found.open && !found.open.some((rule) => 'tables' in rule)) {
      const written = writeRules({ ...found, fates: [], update: 'synchronous', fixed: {} }, 'aeon');
      assert.deepEqual(sound(written, 'm.aeon').open, found.open, written);
    }
  });
test('SBML: a transition with inputs and without function terms leaves its rule open', () => {
  const input = (id: string, more: string): string => `<input qualitativeSpecies="${id}" ${more}/>`;
  const found = sound(
    sbml(
      transition('').replace(
        /<listOfFunctionTerms>[\s\S]*<\/listOfFunctionTerms>/,
        listOfInputs([input('b', 'sign="positive"'), input('c', 'sign="negative" essential="false"')]),
      ),
    ),
    'm.sbml',
  );
  assert.deepEqual(found.open, [
    {
      gene: 'a',
      regulators: [
        { name: 'b', sign: 1 },
        { name: 'c', sign: -1, optional: true },
      ],
    },
  ]);
  assert.deepEqual(found.inputs, ['b', 'c']);
});
test('booleannet: one rank for all rules is no order', () => {
  const { genes } = sound('a = True\n1: a* = b\n1:b* = a', 'm.booleannet');
  assert.deepEqual(genes, sound('a = True\na* = b\nb* = a', 'm.booleannet').genes);
});
for (const [what, species, genes, inputs] of [
  [
    'constant at a level',
    'constant="true" initialLevel="1" maxLevel="1"',
    [{ name: 'a', rule: { constant: true } }],
    [],
  ],
  ['constant at 0', 'constant="1" initialLevel="0"', [{ name: 'a', rule: { constant: false } }], []],
  ['of no level but 0', 'constant="true" maxLevel="0"', [{ name: 'a', rule: { constant: false } }], []],
  ['constant at a level that is not said', 'constant="true"', [], ['a']],
  ['not constant', 'constant="false" initialLevel="1"', [], ['a']],
] as const)
  test(`SBML: a species that no transition sets, ${what}`, () => {
    const found = sound(sbml('', `<qualitativeSpecies id="a" ${species}/>`), 'm.xml');
    assert.deepEqual([found.genes, found.inputs], [genes, inputs]);
  });
test('SBML: signs, values at the start, names, thresholds', () => {
  const text = sbml(
    `<qual:transition xmlns:qual="q">
<qual:listOfInputs>
<qual:input qual:id="t" qual:thresholdLevel="1" qual:qualitativeSpecies="b" qual:transitionEffect="none"
  qual:sign="positive"/>
<qual:input qual:qualitativeSpecies="c" qual:sign="negative" essential="false"/>
<qual:input qual:qualitativeSpecies="a" qual:sign="dual"/>
</qual:listOfInputs>
<qual:listOfOutputs><qual:output qual:qualitativeSpecies="a"/></qual:listOfOutputs>
<qual:listOfFunctionTerms>
<qual:defaultTerm qual:resultLevel="0"/>
<qual:functionTerm qual:resultLevel="1"><math>
<apply><and/><apply><geq/><ci> b </ci><ci> t </ci></apply><apply><not/><ci>c</ci></apply></apply>
</math></qual:functionTerm>
</qual:listOfFunctionTerms>
</qual:transition>`,
    '<qualitativeSpecies id="a" name="NKX2-1 &amp; &#x3b2;" initialLevel="1"/><qualitativeSpecies id="b" ' +
      'name="twin"/><qualitativeSpecies id="c" name="twin" initialLevel="0"/>',
  );
  const { genes, inputs, signs, initial } = sound(text, 'm.xml');
  assert.deepEqual(genes, [{ name: 'NKX2-1 & β', rule: { and: [b, not(c)] } }]);
  assert.deepEqual([inputs, initial], [['b', 'c'], { 'NKX2-1 & β': 1, c: 0 }]);
  assert.deepEqual(signs, [
    { source: 'b', target: 'NKX2-1 & β', sign: 1 },
    { source: 'c', target: 'NKX2-1 & β', sign: -1, optional: true },
  ]);
});
test('booleannet: values at the start, and inputs that have nothing else', () => {
  const { genes, inputs, initial } = sound(
    '# start\nA = B = True\nC = Random\nB = false\n\nB* = A and D',
    'm.booleannet.txt',
  );
  assert.deepEqual([genes.map(({ name }) => name), inputs, initial], [['B'], ['A', 'C', 'D'], { A: 1, B: 0 }]);
});
test('a gene may be called Or, And or Not where no operator can stand', () => {
  const { genes, inputs } = sound('Or, A & Not\nA, Or And Not Or\n', 'm.bnet');
  assert.deepEqual(genes, [
    { name: 'Or', rule: { and: [{ gene: 'A' }, { gene: 'Not' }] } },
    { name: 'A', rule: { and: [{ gene: 'Or' }, not({ gene: 'Or' })] } },
  ]);
  assert.deepEqual(inputs, ['Not']);
});
test('the values at the start that BoolODE keeps in a file of its own', () => {
  assert.deepEqual(readBoolodeStart("Genes\tValues\n['g1','g2', \"g3\"]\t[1,0,2.5]\n"), { g1: 1, g2: 0, g3: 1 });
  for (const text of ['', 'Gene\tRule\na\tb', "Genes\tValues\n['g1','g2']\t[1]", "Genes\tValues\n['g1']\t[x]"])
    assert.equal(readBoolodeStart(text), undefined);
  assert.deepEqual(readBoolodeStart(writeBoolodeStart({ g1: 1, g2: 0 })), { g1: 1, g2: 0 });
});
test('where each gene is defined, and each input first named', () => {
  const at = (text: string, file: string) =>
    Object.fromEntries(
      [...sound(text, file).places].map(([name, { line, column, length }]) => [name, [line, column, length]]),
    );
  assert.deepEqual(at('targets, factors\n Sox2, !Hes1\n', 'm.bnet'), { Sox2: [2, 2, 4], Hes1: [2, 9, 4] });
  assert.deepEqual(at('Hes1 -| Sox2\n$Sox2: !Hes1', 'm.aeon'), { Sox2: [2, 2, 4], Hes1: [1, 1, 4] });
  assert.deepEqual(at('Sox2* = not Hes1', 'm.booleannet'), { Sox2: [1, 1, 4], Hes1: [1, 13, 4] });
  assert.deepEqual(at('Gene\tRule\nSox2\tnot Hes1', 'm.txt'), { Sox2: [2, 1, 4], Hes1: [2, 10, 4] });
  const text = sbml(transition('<ci>b</ci>'), species('a', 'b'));
  assert.deepEqual(at(text, 'm.sbml').b, [2, text.indexOf('id="b"') + 'id="'.length - text.indexOf('\n'), 1]);
});

for (const [file, text, kind, line, column, length, message] of [
  ['m.bnet', 'a, b[-1]', 'not supported', 1, 5, 1, /at another time/],
  ['m.bnet', 'a, timeis(3) | b', 'not supported', 1, 4, 6, /"timeis\(…\)" is a function/],
  ['m.bnet', 'targets, factors, probabilities\na, b, 0.5', 'not supported', 1, 19, 13, /probabilistic/],
  ['m.bnet', 'a, b\na, c', 'two rules for one gene', 2, 1, 1, /line 1 already/],
  ['m.bnet', 'or, b', 'syntax', 1, 1, 2, /the operator "or" \(a gene of that name stands in quotes\)/],
  ['m.bnet', 'a, b = 1', 'syntax', 1, 6, 1, /ended before "="/],
  ['m.aeon', '$f(x): x', 'not supported', 1, 2, 1, /a function a rule of its own/],
  ['m.aeon', 'a -> b\n$b: a & f(!a)', 'not supported', 2, 11, 1, /applied to genes.*"!"/],
  ['m.aeon', 'a -> b\n$b: f(a', 'syntax', 2, 7, 1, /must follow "a"/],
  ['m.aeon', 'a -> b\n$b: f(c)', 'syntax', 2, 7, 1, /c is not declared/],
  ['m.aeon', 'a -> b\n$b: p & !a', 'syntax', 2, 2, 1, /the rule of b does not keep to the signs/],
  [
    'm.aeon',
    'a -?? b\na -?? c\n$b: f(a)\n$c: f(a)',
    'not supported',
    4,
    5,
    1,
    /f is not known and stands in the rules of b and/,
  ],
  ['m.aeon', 'a -?? b\nc -?? b\n$b: f(a) & f(a, c)', 'syntax', 3, 5, 1, /different numbers of genes/],
  [
    'm.aeon',
    'abcdefghijk'
      .split('')
      .map((g) => `${g} -?? z`)
      .join('\n'),
    'not supported',
    1,
    7,
    1,
    /z has no rule, and it has 11 reg/,
  ],
  [
    'm.aeon',
    `${'abcd'
      .split('')
      .map((g) => `${g} -?? z`)
      .join('\n')}\n$z: f(a, b, c, d)`,
    'not supported',
    5,
    2,
    1,
    /16 values/,
  ],
  ['m.aeon', 'a -> b\na -> c\n$b: a & c\n$c: a', 'syntax', 3, 9, 1, /c is not declared as a regulator of b/],
  ['m.aeon', 'a -> b\na -| b\n$b: a', 'syntax', 2, 1, 1, /declared already/],
  ['m.aeon', 'a -> b c\n$b: a', 'syntax', 1, 8, 1, /"c" is too much/],
  ['m.aeon', 'a ->\n$b: true', 'syntax', 1, 5, 1, /A name must stand on both sides/],
  ['m.aeon', '-> b\n$b: true', 'syntax', 1, 1, 1, /A name must stand on both sides/],
  ['m.aeon', 'hello world\n$b: true', 'syntax', 1, 7, 5, /A line is a regulation/],
  ['m.aeon', '$b true', 'syntax', 1, 4, 4, /":" must stand between/],
  ['m.aeon', '$: true', 'syntax', 1, 2, 1, /starts with its gene/],
  ['m.aeon', 'a -> b\n$b: a\n$b: !a', 'two rules for one gene', 3, 2, 1, /line 2 already/],
  ['m.booleannet', '1: a* = b\n2: b* = a\n3: c* = a', 'not supported', 2, 1, 1, /different ranks, 1: and 2:/],
  ['m.booleannet', 'a = 0.5\na* = a', 'not supported', 1, 5, 3, /levels and concentrations/],
  ['m.booleannet', 'a = (1, 2)\na* = a', 'not supported', 1, 5, 1, /levels and concentrations/],
  ['m.booleannet', 'a = b\na* = a', 'syntax', 1, 5, 1, /True, False or Random, not "b"/],
  ['m.booleannet', 'a* b', 'syntax', 1, 4, 1, /"=" must stand between a\* and its rule/],
  ['m.booleannet', 'a* = b and', 'syntax', 1, 11, 1, /not the end of the line/],
  ['m.booleannet', 'a\na* = a', 'syntax', 1, 1, 1, /a name alone/],
  ['m.txt', 'Gene\tRule\na b', 'syntax', 2, 3, 1, /A tab must stand between/],
  ['m.txt', 'Gene\tRule\na\tb\t0.3', 'syntax', 2, 5, 3, /ended before "0.3"/],
  ['m.txt', 'Gene\tRule\na\t', 'syntax', 2, 2, 1, /not the end of the line/],
  ['m.txt', "Genes\tValues\n['g1']\t[1]", 'not supported', 1, 1, 12, /values at the start/],
  ['m.txt', 'Gene1\tGene2\tStrength\ng1\tg2\t10', 'not supported', 1, 1, 20, /interaction strengths/],
  ['m.txt', 'nothing of the kind', 'syntax', 1, 1, 1, /none of the known formats/],
  ['m.bnet', '', 'syntax', 1, 1, 1, /holds no gene rule/],
  ['m.sbml', '', 'syntax', 1, 1, 1, /no XML/],
  ['m.sbml', '<sbml>\n<model>\n</sbml>', 'syntax', 3, 1, 7, /<\/sbml> stands where <model> should be closed/],
  ['m.sbml', '<sbml><model>', 'syntax', 1, 7, 7, /never closed/],
  ['m.sbml', '<sbml><model/></sbml>', 'syntax', 1, 7, 8, /no listOfQualitativeSpecies/],
  ['m.sbml', '<html></html>', 'syntax', 1, 1, 6, /outermost element is <html>/],
  [
    'm.sbml',
    '<?xml version="1.0"?>\n<!DOCTYPE sbml [<!ENTITY x SYSTEM "file:///etc/passwd">]><sbml>&x;</sbml>',
    'not supported',
    2,
    1,
    2,
    /entities are not read/,
  ],
  ['m.sbml', '<sbml>&x;</sbml>', 'syntax', 1, 7, 3, /&x; is no known character/],
  ['m.sbml', '<sbml a="1" a="2"/>', 'syntax', 1, 16, 1, /stands twice/],
  ['m.sbml', '<sbml a=1/>', 'syntax', 1, 6, 1, /broken here/],
] as const) {
  const shown = JSON.stringify(text.length > 60 ? `…${text.slice(-57)}` : text);
  test(`${file}: ${shown} is wrong at ${line}:${column}`, () => {
    const { problems } = read(text, file);
    assert.equal(problems.length, 1, JSON.stringify(problems));
    assert.match(problems[0].message, message);
    assert.deepEqual(
      [problems[0].kind, problems[0].line, problems[0].column, problems[0].length],
      [kind, line, column, length],
    );
    wellPlaced(text, problems);
  });
}

/** In a model the place is that of the piece that is wrong, where it stands last. */
for (const [text, kind, piece, message] of [
  [sbml('', '<qualitativeSpecies id="a"\nmaxLevel="22"/>'), 'not supported', '22', /levels 0 to 22/],
  [sbml('', '<qualitativeSpecies\nname="a"/>'), 'syntax', '<qualitativeSpecies', /has no id/],
  [sbml('', species('a', 'b', 'twin', 'twin')), 'syntax', 'twin', /Two species have the id twin/],
  [sbml('', '<qualitativeSpecies id="a" initialLevel="0.5"/>'), 'not supported', '0.5', /starts at level 0.5/],
  [sbml(transition('<apply><plus/><ci>b</ci><cn>1</cn></apply>')), 'not supported', '<plus/>', /<plus\/> is not read/],
  [sbml(transition('<lambda/>')), 'not supported', '<lambda/>', /<lambda> is not read/],
  [sbml(transition('<ci>z</ci>')), 'syntax', '<ci>', /z is no qualitative species/],
  [sbml(transition('<ci/>')), 'syntax', '<ci/>', /A name is missing here/],
  [sbml(transition('<apply><not/></apply>')), 'syntax', '<apply>', /takes one operand, not 0/],
  [sbml(transition('<apply><eq/><ci>b</ci></apply>')), 'syntax', '<apply>', /takes two operands, not 1/],
  [sbml(transition('<apply><eq/><ci>b</ci><cn>x</cn></apply>')), 'syntax', '<cn>', /A number should stand/],
  [sbml(transition('<cn>7</cn>')), 'syntax', '<cn>', /A truth value is 0 or 1/],
  [sbml(transition('<ci>b</ci><ci>c</ci>')), 'syntax', '<math>', /holds 2 expressions/],
  [sbml(transition('').replace('resultLevel="0"', 'resultLevel="22"')), 'not supported', '22', /gives level 22/],
  [sbml(transition('').replace(' resultLevel="0"', '')), 'syntax', '<defaultTerm/>', /has no resultLevel/],
  [
    sbml(transition('').replace('<defaultTerm resultLevel="0"/>', '')),
    'syntax',
    '<listOfFunctionTerms>',
    /no default term/,
  ],
  [sbml(transition('').replace('assignmentLevel', 'production')), 'not supported', 'production', /adds to the level/],
  [
    sbml(
      transition('').replace(
        '<listOfOutputs>',
        '<listOfInputs><input qualitativeSpecies="b" transitionEffect="consumption"/></listOfInputs><listOfOutputs>',
      ),
    ),
    'not supported',
    'consumption',
    /changed by the transition/,
  ],
  [
    sbml(
      transition('').replace(
        /<listOfFunctionTerms>[\s\S]*<\/listOfFunctionTerms>/,
        listOfInputs([...'bcdefghijkl'].map((id) => `<input qualitativeSpecies="${id}"/>`)),
      ),
      species(...'abcdefghijkl'),
    ),
    'not supported',
    '<transition>',
    /its function is open, and it has 11 regulators/,
  ],
  [sbml(transition('').replace(/<listOfOutputs>.*<\/listOfOutputs>/, '')), 'syntax', '<transition>', /sets nothing/],
  [
    sbml(transition('').replace('qualitativeSpecies="a"', 'qualitativeSpecies="zz"')),
    'syntax',
    'zz',
    /zz is no qualitative species/,
  ],
  [
    sbml(`${transition('')}\n${transition('')}`.replaceAll('"a"', '"twin"'), species('twin')),
    'two rules for one gene',
    'twin',
    /line 4 already/,
  ],
] as const) {
  test(`m.sbml: ${String(message)} at ${JSON.stringify(piece)}`, () => {
    const { problems } = read(text, 'm.sbml');
    assert.equal(problems.length, 1, JSON.stringify(problems));
    assert.match(problems[0].message, message);
    const before = text.slice(0, text.lastIndexOf(piece)).split('\n');
    assert.deepEqual(
      [problems[0].kind, problems[0].line, problems[0].column, problems[0].length],
      [kind, before.length, before[before.length - 1].length + 1, piece.length],
    );
    wellPlaced(text, problems);
  });
}

test('bytes that are no text have their place too', () => {
  for (const [bytes, line, column] of [
    [[0xff, 0x61, 0x2c, 0x62], 1, 1],
    [[0x61, 0x2c, 0x62, 0x0a, 0x63, 0xc3, 0x28], 2, 2],
  ] as const) {
    for (const file of ['m.bnet', 'm.aeon', 'm.sbml', 'm.booleannet', 'm.txt']) {
      const { problems } = readRules(Uint8Array.from(bytes), file);
      assert.deepEqual(
        problems.map((problem) => [problem.kind, problem.line, problem.column]),
        [['syntax', line, column]],
      );
    }
  }
});
test('a byte-order mark, and line ends of Windows, change nothing', () => {
  const { genes } = sound('\ufeffb -> a\r\n$a: b\r\n', 'm.aeon');
  assert.deepEqual(genes, [{ name: 'a', rule: b }]);
});
test('which files hold rules, by their names', () => {
  for (const file of ['a.bnet', 'A.AEON', 'b.sbml', 'c.booleannet', 'c.booleannet.txt'])
    assert.ok(holdsOnlyRules(file) && mayHoldRules(file), file);
  for (const file of ['a.txt', 'a.tsv', 'a.xml']) assert.ok(!holdsOnlyRules(file) && mayHoldRules(file), file);
  for (const file of ['a.csv', 'a.npy', 'a.h5ad', 'bnet']) assert.ok(!mayHoldRules(file), file);
});
test('the content tells the format where the name does not', () => {
  for (const text of [
    'a, b',
    'targets, factors\na, b',
    'a* = b',
    'b -> a\n$a: b',
    'Gene\tRule\na\tb',
    sbml(transition('<ci>b</ci>'), species('a', 'b')),
  ]) {
    assert.deepEqual(sound(text, 'm.txt').genes, [{ name: 'a', rule: b }]);
  }
});

/** Files made to exhaust a reader: each is answered, with a place where something is wrong. */
const long = 100_000;
for (const [name, file, text] of [
  ['brackets never closed', 'm.bnet', `a, ${'('.repeat(long)}`],
  ['brackets', 'm.bnet', `a, ${'('.repeat(long)}b & ${')'.repeat(long)}`],
  ['negations', 'm.bnet', `a, ${'!'.repeat(long)}b`],
  ['nested operators', 'm.bnet', `a, ${'b & (c | ('.repeat(long / 10)}b${'))'.repeat(long / 10)}`],
  ['quotes', 'm.bnet', `a, ${'"'.repeat(long + 1)}`],
  [
    'an exclusive or of many',
    'm.aeon',
    `${Array.from({ length: 60 }, (_, i) => `g${i} -? a\n`).join('')}$a: ` +
      `${Array.from({ length: 60 }, (_, i) => `g${i}`).join(' ^ ')}`,
  ],
  ['arrows', 'm.aeon', '-> '.repeat(long)],
  ['stars', 'm.booleannet', '* '.repeat(long)],
  ['tabs', 'm.txt', `Gene\tRule\n${'\t'.repeat(long)}(`],
  ['elements', 'm.sbml', '<a>'.repeat(long)],
  [
    'nested applications',
    'm.sbml',
    sbml(transition(`${'<apply><not/>'.repeat(900)}<ci>b</ci>${'</apply>'.repeat(900)}`)),
  ],
  ['angles', 'm.sbml', '<'.repeat(long)],
  ['attributes', 'm.sbml', `<sbml ${'x = '.repeat(long)}>`],
  ['spaces in a tag', 'm.sbml', `<sbml${' '.repeat(long)}`],
  ['comments opened', 'm.sbml', '<!--'.repeat(long)],
  ['zeros', 'm.bnet', '\u0000'.repeat(long)],
  ['empty lines', 'm.txt', '\n'.repeat(long)],
  ['tabs in a header', 'm.txt', `gene${'\t'.repeat(long)}x`],
  ['tabs in another header', 'm.txt', `gene1${'\t'.repeat(long)}x`],
  ['stars of unknown meaning', 'm.txt', '*'.repeat(long)],
  ['dollars', 'm.txt', '$'.repeat(long)],
  ['zeros', 'm.txt', '\u0000'.repeat(long)],
] as const) {
  test(`${file}: ${long.toLocaleString('en')} ${name}`, () => {
    const { problems } = read(text, file);
    assert.ok(problems.length > 0);
    wellPlaced(text, problems.slice(0, 100));
  });
}
test('30,000 names that are alike but for what no identifier holds get identifiers of their own', () => {
  const names = Array.from({ length: 30_000 }, (_, i) =>
    String.fromCodePoint(0x4e00 + (i % 10_000)).repeat(1 + Math.floor(i / 10_000)),
  );
  const given = network({ genes: [{ name: 'a', rule: { or: names.map((gene) => ({ gene })) } }], inputs: names });
  assert.deepEqual(sound(writeRules(given, 'booleannet'), 'm.booleannet').inputs, names);
});
test('a line of a megabyte is read', () => {
  const names = Array.from({ length: long }, (_, i) => `gene${i}`);
  assert.equal(sound(`a, ${names.join(' | ')}`, 'm.bnet').inputs.length, names.length);
  assert.equal(sound(`a, ${'('.repeat(long)}b${')'.repeat(long)}`, 'm.bnet').inputs.length, 1);
  assert.equal(sound(`a* = ${names.join(' and ')}`, 'm.booleannet').inputs.length, names.length);
});
