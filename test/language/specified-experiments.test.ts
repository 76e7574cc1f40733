import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { analyseText, instantiate, specify } from '../../language/index.ts';
import { readerOf } from './reader-of-texts.ts';
import { file, network, only, specified } from './specified-texts.ts';

describe('experiments', () => {
  it('`seeds 6` means 1 .. 6; a range and a list are taken as written; without it seed 1', async () => {
    const seeds = async (line: string) => (await only(file(`  compare { a = reader }\n${line}`))).seeds;
    assert.deepEqual(
      [await seeds('  seeds 3\n'), await seeds('  seeds 2 .. 4\n'), await seeds('  seeds 7, 9\n'), await seeds('')],
      [[1, 2, 3], [2, 3, 4], [7, 9], [1]],
    );
  });
  it('without `compare` the one condition is named after its noun', async () => {
    assert.deepEqual(
      (await only(file(''))).conditions.map(({ name }) => name),
      ['reader'],
    );
  });
  it('a variable stands in nouns and training until a sweep point is put in', async () => {
    const spec = await only(
      file(
        '  vary size in 16, 64\n  vary share in 0.1 .. 0.3 by 0.1\n  compare { a = reader { recurrent ' +
          'grown, fixed, steps size } }\n',
      ).replace('on digits { }', 'on digits { batch size }'),
    );
    assert.deepEqual(spec.vary, [
      { name: 'size', values: [16, 64] },
      { name: 'share', values: [0.1, 0.2, 0.3] },
    ]);
    assert.deepEqual(
      [spec.train?.batch, network(spec.conditions[0].noun).recurrent?.steps],
      [{ variable: 'size' }, { variable: 'size' }],
    );
    assert.deepEqual(
      [
        instantiate(spec.train, { size: 16 })?.batch,
        network(instantiate(spec.conditions[0].noun, { size: 16 })).recurrent?.steps,
      ],
      [16, 16],
    );
    assert.throws(() => instantiate(spec.train, {}), /size/);
  });
  it('claims: percentages are proportions, the text and the line are those of the source', async () => {
    const { expectations } = await only(
      file(
        '  vary n in 1, 2\n  compare { a = reader;  b = reader without recurrent }\n  expect accuracy of a ' +
          'in 89 % .. 95 %\n  expect every accuracy of a > accuracy of b at n = 2\n  expect accuracy of a = accuracy ' +
          'of b within 1 %\n',
      ),
    );
    const of = (condition: string) => ({ call: 'of', arguments: [{ name: 'accuracy' }, { name: condition }] });
    assert.deepEqual(
      expectations.map(({ line, ...claim }) => claim),
      [
        {
          text: 'accuracy of a in 89 % .. 95 %',
          every: false,
          left: of('a'),
          test: { kind: 'in', from: 0.89, to: 0.95 },
          at: {},
        },
        {
          text: 'every accuracy of a > accuracy of b at n = 2',
          every: true,
          left: of('a'),
          test: { kind: 'compare', operator: '>', right: of('b') },
          at: { n: 2 },
        },
        {
          text: 'accuracy of a = accuracy of b within 1 %',
          every: false,
          left: of('a'),
          test: { kind: 'compare', operator: '=', right: of('b'), within: 0.01 },
          at: {},
        },
      ],
    );
    const lines = file(
      '  vary n in 1, 2\n  compare { a = reader;  b = reader without recurrent }\n  expect accuracy of a > 0\n',
    ).split('\n');
    assert.equal(
      lines.findIndex((line) => line.includes('expect')) + 1,
      (await only(lines.join('\n'))).expectations[0].line,
    );
  });
  it('a series needs `final`, `max`, `mean` or `at step`, which stands beside the variables of the sweep', async () => {
    const claims = [
      'final(accuracy of a) > 0',
      'max(accuracy of a) > 0',
      'mean(accuracy of a) > 0',
      'accuracy of a > 0 at step = 0.5',
      'accuracy of a > 0 at epoch = 0.5, n = 2',
    ];
    const { expectations } = await only(
      file(
        `  vary n in 1, 2\n  compare { a = reader;  b = reader without recurrent ` +
          `}\n${claims.map((claim) => `  expect ${claim}\n`).join('')}`,
      ),
    );
    assert.deepEqual(
      expectations.map(({ text }) => text),
      claims,
    );
    assert.deepEqual(
      expectations.map(({ left, at }) => [typeof left === 'object' && 'call' in left && left.call, at]),
      [
        ['final', {}],
        ['max', {}],
        ['mean', {}],
        ['of', { step: 0.5 }],
        ['of', { epoch: 0.5, n: 2 }],
      ],
    );
  });
  it('the argument of a call is an argument word before it is a noun', async () => {
    const source = `${file(
      '  compare { a = reader }\n  measure cells = count(cells(cortex), fate: neuron)\n',
    )}data test from mnist
experiment other { compare { d = test } }
`;
    const [{ measures }] = (await specified(source)).experiments;
    assert.deepEqual(
      measures.map(({ name, nouns }) => [name, Object.keys(nouns)]),
      [
        ['accuracy', []],
        ['cells', ['cortex']],
      ],
    );
    assert.equal(measures[1].text, 'count(cells(cortex), fate: neuron)');
  });
  it('words of a later version check and are refused in plain words when run', async () => {
    const analysis = analyseText(
      `language 1
connect wild { neurons 2000;  weights uniform(-1, 1), symmetric;  spectrum max 0.5 }
dynamics rest of wild { model linear;  run 1 s }
experiment e { compare { a = rest }
 plot lineage
 seeds 6 }
`,
    );
    assert.deepEqual(
      analysis.diagnostics.map(({ code, severity, range }) => [
        code,
        severity,
        analysis.source.slice(range.start, range.end),
      ]),
      [['L014', 'warning', 'lineage']],
    );
    const { specification } = await specify(analysis, readerOf());
    assert.deepEqual(specification?.experiments, []);
    assert.deepEqual(
      specification?.refused.map(({ name, line }) => [name, line]),
      [['e', 5]],
    );
    assert.match(specification?.refused[0].reason ?? '', /later version/);
  });
  it('an error in the text gives no specification and says why', async () => {
    const { specification, diagnostics } = await specify(
      analyseText(`language 1
experiment e { compare { a = nothing } }
`),
      readerOf(),
    );
    assert.equal(specification, undefined);
    assert.deepEqual(
      diagnostics.map(({ code }) => code),
      ['L004'],
    );
  });
});
