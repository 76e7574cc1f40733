import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { format, parse } from '../../grammar/index.ts';
import { analyseText, type ExperimentSpec, specify } from '../../language/index.ts';
import { readerOf } from './reader-of-texts.ts';

const nouns = `connect net { neurons 60;  wire 0.2;  weights normal(0, 1);  spectrum max 0.8 }
connect ring { neurons 60;  wire 0.1;  weights uniform(-1, 1);  spectrum max 0.5 }
dynamics rest of net { model linear;  tau 20 ms;  dt 2 ms;  noise 1;  run 10 s, starts 2 }
`;
const study = (compare: string, claims = '', more = ''): string => `language 1
${nouns}experiment study {
  seeds 8
  compare {
${compare}
  }
${more}  measure dimension = participation_ratio(covariance)
${claims}}
`;
const twoByTwo = `    factor wiring  { thin = net;  dense = net { wire 0.4 } }
    factor weights { normal = net;  uniform = net { weights uniform(-1, 1) } }`;

async function specified(source: string): Promise<ExperimentSpec> {
  const { specification, diagnostics } = await specify(analyseText(source), readerOf());
  assert.ok(specification, JSON.stringify(diagnostics));
  assert.deepEqual(specification.refused, []);
  return specification.experiments[0];
}
const said = (source: string): readonly string[] =>
  analyseText(source)
    .diagnostics.filter(({ code }) => !['L006', 'S062'].includes(code))
    .map(({ code, message }) => `${code} ${message}`);

describe('factors that make conditions', () => {
  it('make every combination, the last factor changing fastest, the first levels first', async () => {
    const { conditions, factors } = await specified(study(twoByTwo));
    assert.deepEqual(
      conditions.map(({ name, levels }) => [name, levels]),
      [
        ['thin.normal', ['thin', 'normal']],
        ['thin.uniform', ['thin', 'uniform']],
        ['dense.normal', ['dense', 'normal']],
        ['dense.uniform', ['dense', 'uniform']],
      ],
    );
    assert.deepEqual(factors, [
      { name: 'wiring', levels: ['thin', 'dense'] },
      { name: 'weights', levels: ['normal', 'uniform'] },
    ]);
  });
  it('make the same conditions as writing them out does', async () => {
    const made = await specified(study(twoByTwo));
    const written = await specified(
      study(`    a = net
    b = net { weights uniform(-1, 1) }
    c = net { wire 0.4 }
    d = net { wire 0.4;  weights uniform(-1, 1) }`),
    );
    assert.deepEqual(
      made.conditions.map(({ noun }) => noun),
      written.conditions.map(({ noun }) => noun),
    );
  });
  it('stand in whatever order: what replaces a noun holds for what another factor writes', async () => {
    const swap = 'factor base { first = rest;  second = rest with net = ring }';
    const scale = 'factor scale { kept = rest;  scaled = rest { matrix net { spectrum max 0.3 } } }';
    const [one, other] = await Promise.all([
      specified(study(`    ${swap}\n    ${scale}`)),
      specified(study(`    ${scale}\n    ${swap}`)),
    ]);
    const nounOf = ({ conditions }: ExperimentSpec, name: string) =>
      conditions.find((condition) => condition.name === name)?.noun;
    const both = nounOf(one, 'second.scaled');
    assert.ok(both?.noun === 'dynamics');
    assert.equal(both.matrix.stream, 'ring');
    assert.deepEqual(both.matrix.spectrum, { kind: 'max', value: 0.3 });
    assert.deepEqual(nounOf(other, 'scaled.second'), both);
  });
  it('may begin with several nouns in the first factor, and stand beside written conditions', async () => {
    const { conditions } = await specified(
      study(`    other = rest
    factor base { net = net;  ring = ring }
    factor wiring { own = net;  dense = net { wire 0.4 } }`),
    );
    assert.deepEqual(
      conditions.map(({ name, levels }) => [name, levels?.join()]),
      [
        ['other', undefined],
        ['net.own', 'net,own'],
        ['net.dense', 'net,dense'],
        ['ring.own', 'ring,own'],
        ['ring.dense', 'ring,dense'],
      ],
    );
    const streams = conditions.map(({ noun }) => ('stream' in noun ? noun.stream : ''));
    assert.deepEqual(streams.slice(1), ['net', 'net', 'ring', 'ring']);
  });
  it('are inherited, replaced, and keep their names in quotes', async () => {
    const quoted = study('    factor "W*" { "as it is" = net;  other = net { wire 0.4 } }');
    const { conditions } = await specified(
      `${quoted}experiment more like study { seeds 3;  expect dimension of "as it is" > dimension of other }\n`,
    );
    assert.deepEqual(
      conditions.map(({ name }) => name),
      ['as it is', 'other'],
    );
  });
});

describe('factors that name conditions', () => {
  const named = (factors: string): string =>
    study(`    a = net
    b = net { weights uniform(-1, 1) }
    c = net { wire 0.4 }
    d = net { wire 0.4;  weights uniform(-1, 1) }
    apart = ring
${factors}`);
  it('give each condition its levels, and leave others apart', async () => {
    const { conditions } = await specified(
      named(
        '    factor wiring { thin of a, b;  dense of c, d }\n    factor weights { normal of a, c;  uniform of b, d }',
      ),
    );
    assert.deepEqual(
      conditions.map(({ levels }) => levels?.join('.')),
      ['thin.normal', 'thin.uniform', 'dense.normal', 'dense.uniform', undefined],
    );
  });
  it('may be incomplete: then the missing combinations and the largest complete part are said', () => {
    const lines = ['a = net', 'b = net { wire 0.3 }', 'c = net { wire 0.4 }', 'd = net { wire 0.5 }', 'e = ring'];
    const [problem, ...others] = said(
      study(`${lines.map((line) => `    ${line}`).join('\n')}
    factor weights { functional of a, b;  orthogonal of c, d, e }
    factor distance { tissue of a, b, c, d;  grid of e }
    factor communication { none of a, c, e;  direct of b, d }`),
    );
    assert.deepEqual(others, []);
    assert.equal(
      problem,
      'S082 Of the 8 combinations of weights × distance × communication 3 are missing: functional.grid.none, ' +
        'functional.grid.direct, orthogonal.grid.direct. So effects of the whole are not estimated. The largest ' +
        'complete part is weights (functional, orthogonal) × communication (none, direct) at distance = tissue: ' +
        'effects are those of these 4 conditions.',
    );
  });
});

const refused: readonly (readonly [what: string, compare: string, says: RegExp])[] = [
  [
    'one word changed by two factors',
    `    factor a { x = net;  y = net { wire 0.4;  spectrum max 0.5 } }
    factor b { p = net;  q = net { wire 0.6 } }`,
    /^S083 `a`, `b` both change `wire`/,
  ],
  [
    'a word taken away by one and changed by another',
    '    factor a { x = rest;  y = rest without noise }\n    factor b { p = rest;  q = rest { noise 2 } }',
    /^S083 `a`, `b` both change `noise`/,
  ],
  [
    'a noun replaced by two factors',
    `    factor a { x = rest;  y = rest with net = ring }
    factor b { p = rest;  q = rest with net = shuffled(net) }`,
    /^S083 `a`, `b` both change `net`/,
  ],
  [
    'a single level',
    '    factor a { x = net }\n    factor b { p = net;  q = net { wire 0.6 } }',
    /^S084 `a` has one level/,
  ],
  [
    'another noun in a later factor',
    '    factor a { x = net;  y = net { wire 0.6 } }\n    factor b { p = net;  q = ring }',
    /^S084 `b` changes what `a` begins with: .* of `net`, not of `ring`/,
  ],
  [
    'both ways in one comparison',
    '    c = net\n    factor a { x = net;  y = net { wire 0.6 } }\n    factor b { p of c;  q of c }',
    /^S084 `a` makes conditions and `b` names written ones/,
  ],
  [
    'both ways in one factor',
    '    c = ring\n    factor a { x = net;  y of c;  z = net { wire 0.3 } }',
    /^S084 A factor either makes all its levels/,
  ],
  [
    'a condition with two levels',
    '    c = net\n    d = ring\n    factor a { x of c;  y of c, d }',
    /^S084 `c` has two levels of `a`, `x`, `y`/,
  ],
  [
    'a condition without a level',
    '    c = net\n    d = ring\n    factor a { x of c;  y of d }\n    factor b { p of c;  q of c }',
    /^S084 `c` has two levels of `b`/,
  ],
  [
    'a condition with a level of one factor alone',
    `    c = net
    d = ring
    e = net { wire 0.9 }
    factor a { x of c;  y of d }
    factor b { p of c;  q of e }`,
    /^S084 `d` has a level of `a` and none of `b`/,
  ],
  [
    'two conditions with the same levels',
    '    c = net\n    d = ring\n    e = net { wire 0.9 }\n    factor a { x of c, e;  y of d }',
    /^S084 `c`, `e` have the same level of every factor/,
  ],
  [
    'more conditions than can be meant',
    ['wire 0.', 'spectrum max 0.', 'neurons 6']
      .map((word, i) => {
        const levels = Array.from({ length: 8 }, (_, level) => `l${level} = net { ${word}${level + 1} }`);
        return `    factor f${i} { none = net;  ${levels.join(';  ')} }`;
      })
      .join('\n'),
    /^S084 These factors make 729 conditions; there can be at most 512/,
  ],
  ['a factor without a name', '    factor { x = net;  y = ring }', /^L011 `factor` needs a name/],
  ['a factor without levels', '    a = net\n    factor wiring', /^L011 `factor` needs its levels/],
  ['a level given twice', '    factor a { x = net;  x = ring }', /^L005 The level `x` is given twice/],
  [
    'a factor given twice',
    '    factor a { x = net;  y = net { wire 0.4 } }\n    factor a { p = net;  q = net { weights uniform(-1, 1) } }',
    /^L005 The factor `a` is given twice/,
  ],
  ['a condition that is not there', '    c = net\n    d = ring\n    factor a { x of c;  y of e }', /^L004 .*`e`/],
  ['a level that is neither', '    factor a { x = net;  y ring }', /^L003 A level is written `name = noun`/],
];
describe('factors that are no design are refused once, in plain words', () => {
  for (const [what, compare, says] of refused)
    it(what, () => {
      const found = said(study(compare));
      assert.equal(found.length, 1, found.join('\n'));
      assert.match(found[0], says);
    });
});

describe('claims about what factors make', () => {
  it('name a condition by its levels, plainly or in quotes', async () => {
    const claims = '  expect dimension of dense.uniform > dimension of "thin.normal"\n';
    const { expectations } = await specified(study(twoByTwo, claims));
    assert.deepEqual(expectations[0].left, {
      call: 'of',
      arguments: [{ name: 'dimension' }, { name: 'dense.uniform' }],
    });
    assert.equal(expectations[0].text, 'dimension of dense.uniform > dimension of "thin.normal"');
  });
  it('are told of a name that is none', () => {
    const [problem] = said(study(twoByTwo, '  expect dimension of dense.unifrm > 1\n'));
    assert.match(problem, /^L004 .*`dense\.unifrm`.*Did you mean `dense\.uniform`\?/);
  });
  it('are told when a condition stands where a measure must', () => {
    const [problem] = said(study(twoByTwo, '  expect dense.uniform > 1\n'));
    assert.match(problem, /`dense\.uniform` is a condition: .*`dimension of dense\.uniform`/);
  });
  it('may be about an effect: sums over the conditions that it is a contrast of', async () => {
    const claims = '  expect effect(dimension, wiring) > 0\n  expect effect(dimension, weights: uniform, wiring) < 0\n';
    const { expectations } = await specified(study(twoByTwo, claims));
    const of = (condition: string) => ({ call: 'of', arguments: [{ name: 'dimension' }, { name: condition }] });
    const mean = (a: string, b: string) => ({ call: '/', arguments: [{ call: '+', arguments: [of(a), of(b)] }, 2] });
    const sum = (a: string, b: string) => ({ call: '+', arguments: [of(a), of(b)] });
    assert.deepEqual(expectations[0].left, {
      call: '-',
      arguments: [mean('dense.normal', 'dense.uniform'), mean('thin.normal', 'thin.uniform')],
    });
    assert.deepEqual(expectations[1].left, {
      call: '-',
      arguments: [sum('thin.normal', 'dense.uniform'), sum('thin.uniform', 'dense.normal')],
    });
  });
  const threeLevels = `    factor wiring { thin = net;  dense = net { wire 0.4 };  full = net { wire 0.9 } }`;
  for (const [claim, says] of [
    ['effect(dimension, wiring) > 0', /^S087 `wiring` has 3 levels: say which, `wiring: dense`/],
    ['effect(dimension, wiring: thin) > 0', /^S087 `thin` is what the other levels of `wiring` are held against/],
    ['effect(dimension, wiring: full, wiring: dense) > 0', /^S087 `wiring` stands twice/],
    ['effect(dimension, wirng: full) > 0', /^L004 .*factor.*`wirng`|^L004 .*`wirng`.*factor/],
    ['effect(dimension, wiring: ful) > 0', /^L004 .*`ful`.*`full`/],
    ['effect(dimension) > 0', /^L011 `effect` needs a factor behind the measure/],
    ['effect(dimensio, wiring: full) > 0', /^L004 .*`dimensio`/],
    ['effect(dimension, 3) > 0', /^L003 A factor stands here/],
  ] as const)
    it(`and is refused: ${claim}`, () => {
      const found = said(study(threeLevels, `  expect ${claim}\n`));
      assert.equal(found.length, 1, found.join('\n'));
      assert.match(found[0], says);
    });
  it('and is refused without factors', () => {
    const found = said(study('    a = net\n    b = ring', '  expect effect(dimension, wiring) > 0\n'));
    assert.equal(found.length, 1, found.join('\n'));
    assert.match(found[0], /^L011 `effect` needs factors in its `compare`/);
  });
  it('hold for a part of an incomplete design, and for no more', async () => {
    const part = `    a = net
    b = net { wire 0.3 }
    c = net { wire 0.4 }
    d = net { wire 0.5 }
    e = ring
    factor weights { functional of a, b;  orthogonal of c, d, e }
    factor distance { tissue of a, b, c, d;  grid of e }
    factor communication { none of a, c, e;  direct of b, d }`;
    const { expectations } = await specified(study(part, '  expect effect(dimension, weights) > 0\n'));
    assert.equal(JSON.stringify(expectations[0].left).includes('"e"'), false);
    const found = said(study(part, '  expect effect(dimension, distance) > 0\n'));
    assert.match(
      found.filter((text) => text.startsWith('S087')).join('\n'),
      /`distance` has no effect that can be told/,
    );
  });
});

it('factors are formatted, and formatting changes nothing', () => {
  const text = study(
    `    factor wiring{thin=net;dense=net{wire 0.4}}
    factor weights {  normal = net;  "u v" = net { weights uniform(-1, 1) } }`,
    '  expect dimension   of dense."u v"<dimension of thin.normal\n',
  );
  const once = format(text);
  assert.equal(format(once), once);
  assert.match(once, /expect dimension of dense\."u v" < dimension of thin\.normal/);
  assert.deepEqual(parse(once).errors, []);
});
