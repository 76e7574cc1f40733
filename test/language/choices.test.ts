import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { format } from '../../grammar/index.ts';
import { analyseText, type ExperimentSpec, specify, withSetting } from '../../language/index.ts';
import { experimentAt, sweepPoints } from '../../results/sweep.ts';
import { readerOf } from './reader-of-texts.ts';

const nouns = `genes mouse {
  A, A
  B, A & !C
  C, C
  fate able = B
}
connect thin { neurons 30;  wire 0.2;  weights normal(0, 1);  spectrum max 0.8 }
connect dense { neurons 30;  wire 0.4;  weights normal(0, 1);  spectrum max 0.8 }
dynamics rest of thin { model linear;  tau 20 ms;  dt 2 ms;  noise 1;  run 10 s, starts 2 }
network reader { input 784, relu;  recurrent thin, relu;  readout 10 }
data digits from mnist
`;
const study = (vary: string, compare: string, more = 'measure d = participation_ratio(covariance)'): string =>
  `language 1
${nouns}experiment study {
  seeds 3
  ${vary}
  compare { ${compare} }
  ${more}
}
`;
async function specified(source: string): Promise<ExperimentSpec> {
  const { specification, diagnostics } = await specify(analyseText(source), readerOf());
  assert.ok(specification, JSON.stringify(diagnostics));
  assert.deepEqual(specification.refused, []);
  return specification.experiments[0];
}
const said = (source: string): readonly string[] =>
  analyseText(source)
    .diagnostics.filter(({ code, severity }) => severity === 'error' || code === 'L006')
    .filter(({ message }) => !/The `\w+` noun/.test(message))
    .map(({ code, range, message }) => `${code} ${source.slice(range.start, range.end)}: ${message}`);

describe('a sweep over choices', () => {
  const asWritten: Readonly<
    Record<string, readonly [vary: string, compare: string, written: readonly string[], more?: string]>
  > = {
    'nouns in the place of a matrix': [
      'vary circuit in thin, dense',
      'a = rest { matrix circuit { wire 0.3 } }',
      ['a = rest { matrix thin { wire 0.3 } }', 'a = rest { matrix dense { wire 0.3 } }'],
    ],
    'in a control and behind `with`': [
      'vary circuit in thin, dense',
      'a = rest { matrix shuffled(circuit) };  b = rest with thin = circuit',
      [
        'a = rest { matrix shuffled(thin) };  b = rest with thin = thin',
        'a = rest { matrix shuffled(dense) };  b = rest with thin = dense',
      ],
    ],
    'variants of a noun, alone': [
      'vary circuit { plain = thin;  strong = thin { spectrum max 0.95 } }',
      'a = circuit;  b = circuit { wire 0.5 }',
      [
        'a = thin;  b = thin { wire 0.5 }',
        'a = thin { spectrum max 0.95 };  b = thin { spectrum max 0.95 } { wire 0.5 }',
      ],
      'measure d = density(thin)',
    ],
    genes: [
      'vary genotype in mouse, knock_out(mouse, C)',
      'a = genotype',
      ['a = mouse', 'a = knock_out(mouse, C)'],
      'measure d = basin(able)',
    ],
    'words and functions': [
      'vary shape in relu, tanh',
      'a = reader { recurrent thin, shape }',
      ['a = reader { recurrent thin, relu }', 'a = reader { recurrent thin, tanh }'],
      'train on digits { epochs 1 }\n  measure accuracy = accuracy(test)',
    ],
  };
  for (const [name, [vary, compare, written, more]] of Object.entries(asWritten))
    it(`${name}: at each point as it would be written there`, async () => {
      const source = study(vary, compare, more);
      assert.deepEqual(said(source), []);
      const experiment = await specified(source);
      const points = sweepPoints(experiment);
      assert.equal(points.length, written.length);
      for (const [place, at] of points.entries())
        assert.deepEqual(
          experimentAt(experiment, at).conditions,
          (await specified(study('', written[place], more))).conditions,
        );
    });

  it('has names: those of nouns, the words of what is written, or its own', async () => {
    const names = async (vary: string): Promise<unknown> =>
      (await specified(study(vary, 'a = rest { matrix circuit }'))).vary[0].values;
    assert.deepEqual(await names('vary circuit in thin, shuffled(dense)'), ['thin', 'shuffled_dense']);
    assert.deepEqual(await names('vary circuit { low = thin;  high = dense }'), ['low', 'high']);
  });
  it('stands in training too', async () => {
    const experiment = await specified(
      study(
        'vary rule in adam(1e-3), sgd(0.1)',
        'a = reader',
        'train on digits { optimiser rule;  epochs 1 }\n  measure accuracy = accuracy(test)',
      ),
    );
    assert.deepEqual(
      sweepPoints(experiment).map((at) => [at.rule, experimentAt(experiment, at).train?.optimiser.call]),
      [
        ['adam_1e_3', 'adam'],
        ['sgd_0_1', 'sgd'],
      ],
    );
  });
  it('crosses with numbers, in the order of the text, and is inherited with other choices', async () => {
    const source =
      study(
        'vary circuit in thin, dense\n  vary gain in 0.5, 0.9',
        'a = rest { matrix circuit { spectrum max gain } }',
      ) + 'experiment more like study { vary circuit in dense, thin }\n';
    assert.deepEqual(said(source), []);
    const { specification } = await specify(analyseText(source), readerOf());
    const [one, more] = specification?.experiments ?? [];
    assert.deepEqual(
      sweepPoints(one).map((at) => Object.values(at).join(' ')),
      ['thin 0.5', 'thin 0.9', 'dense 0.5', 'dense 0.9'],
    );
    assert.deepEqual(
      experimentAt(more, { circuit: 'dense', gain: 0.5 }).conditions,
      experimentAt(one, { circuit: 'dense', gain: 0.5 }).conditions,
    );
  });
  it('is spoken of in claims, at points of their own', async () => {
    const { expectations } = await specified(
      study(
        'vary circuit in thin, dense\n  vary gain in 0.5, 0.9',
        'a = rest { matrix circuit { spectrum max gain } };  b = rest',
        `measure d = participation_ratio(covariance)
  expect d of a > 1 at circuit = dense, gain = 0.9
  expect (d of a - d of b at circuit = thin) - (d of a - d of b at circuit = dense) < gain`,
      ),
    );
    const [plain, interaction] = expectations;
    assert.deepEqual(plain.at, { circuit: 'dense', gain: 0.9 });
    const of = (condition: string, circuit: string) => ({
      call: 'at',
      arguments: [{ call: 'of', arguments: [{ name: 'd' }, { name: condition }] }],
      named: { circuit },
    });
    const minus = (...given: readonly unknown[]) => ({ call: '-', arguments: given });
    assert.deepEqual(
      interaction.left,
      minus(minus(of('a', 'thin'), of('b', 'thin')), minus(of('a', 'dense'), of('b', 'dense'))),
    );
  });
  const mistakes: Readonly<Record<string, readonly [vary: string, compare: string, more: string, found: string]>> = {
    'another kind': ['vary x in thin, mouse', 'a = rest { matrix x }', '', 'L010 mouse: `mouse` is a `genes` noun'],
    'a name twice': [
      'vary x in thin, thin',
      'a = rest { matrix x }',
      '',
      'L005 thin: The choice `thin` is given twice',
    ],
    'a name that is not there': ['vary x in thin, dence', 'a = rest { matrix x }', '', 'L004 dence'],
    'what cannot stand there, of one level': ['vary x in relu, tenh', 'a = reader { recurrent thin, x }', '', 'tenh'],
    'no use of it': ['vary x in thin, dense', 'a = rest', '', 'L006 x: The variable `x` is declared and never used'],
    'a level that is none': [
      'vary x in thin, dense',
      'a = rest { matrix x }',
      'expect d > 1 at x = thick',
      'L010 thick: `x` never is this: it is `thin`, `dense`',
    ],
    'as a number': [
      'vary x in thin, dense',
      'a = rest { matrix x }',
      'expect d > x',
      'L010 x: `x` is a choice and no number',
    ],
    'a point of a measure': [
      'vary x in thin, dense',
      'a = rest { matrix x }',
      'measure e = (d at x = thin) - d',
      'L010 x = thin: A claim holds',
    ],
    'a statement that is no choice': [
      'vary x { a = thin;  wire 3 }',
      'a = rest { matrix x }',
      '',
      'L003 wire 3: A choice is written',
    ],
  };
  for (const [name, [vary, compare, more, expected]] of Object.entries(mistakes))
    it(`says what is wrong: ${name}`, () => {
      const found = said(study(vary, compare, `measure d = participation_ratio(covariance)\n  ${more}`));
      assert.ok(
        found.some((one) => one.includes(expected)),
        found.join('\n'),
      );
      assert.equal(found.length, 1, found.join('\n'));
    });
  it('is formatted, and its uses are known', () => {
    const source = study(
      'vary circuit {low=thin;high = dense}',
      'a = rest { matrix circuit }',
      'measure d = participation_ratio(covariance)\n  expect (d at circuit=low)>(d at circuit = high)',
    );
    const text = format(source);
    assert.match(text, /vary circuit \{ low = thin; {2}high = dense \}/);
    assert.match(text, /expect \(d at circuit = low\) > \(d at circuit = high\)/);
    assert.equal(format(text), text);
    const { walk } = analyseText(source);
    const starts = (name: string): number => walk.occurrences.filter((one) => one.name === name).length;
    assert.deepEqual(['circuit', 'low', 'high', 'dense'].map(starts), [4, 2, 2, 2]);
  });
  const set: Readonly<Record<string, readonly [vary: string, value: string, left: string]>> = {
    'a level by its name': [
      'vary circuit in thin, shuffled(dense)',
      'shuffled_dense',
      'vary circuit in shuffled(dense)',
    ],
    'some of the named levels': ['vary circuit { low = thin;  high = dense }', 'high', 'vary circuit { high = dense }'],
    'other choices': ['vary circuit { low = thin;  high = dense }', 'rewired(thin)', 'vary circuit in rewired(thin)'],
  };
  for (const [name, [vary, value, left]] of Object.entries(set))
    it(`is set: ${name}`, () => {
      const claims =
        'measure d = participation_ratio(covariance)\n  expect d > 1 at circuit = thin\n' +
        '  expect (d at circuit = low) > 0';
      const changed = withSetting(analyseText(study(vary, 'a = rest { matrix circuit }', claims)), 'circuit', value);
      assert.ok('source' in changed);
      assert.ok(changed.source.includes(left), changed.source);
      assert.equal(changed.without.length, 2);
    });
});
