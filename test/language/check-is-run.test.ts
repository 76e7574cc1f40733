import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { analyseScience, analyseText, specify, withSetting } from '../../language/index.ts';
import { mostCombinations } from '../../language/experiments/amount.ts';
import { readerOf } from './reader-of-texts.ts';

async function saidOf(
  source: string,
): Promise<readonly (readonly [code: string, severity: string, at: string, message: string])[]> {
  const analysis = analyseText(source);
  const found = [...analysis.diagnostics, ...(await analyseScience(analysis, readerOf()))];
  await specify(analysis, readerOf());
  return found
    .filter(({ severity }) => severity !== 'hint')
    .map(({ code, severity, range, message }) => [code, severity, source.slice(range.start, range.end), message]);
}

const drawn = (settings: string, experiment = ''): string => `language 1
connect w { neurons 20;  ${settings} }
experiment e {
  seeds 6
  compare { w = w }
  ${experiment}
  measure r = rank(recurrent)
}
`;
const learned = (changes: Readonly<Record<string, string>> = {}, claims = ''): string => `language 1
data digits from mnist
connect w { neurons 20;  weights normal(0, 1) }
network reader {
  input 784, relu
  ${changes.circuit ?? 'recurrent w, fixed, steps 2'}
  readout 10
}
experiment e {
  seeds 6
  compare { ${changes.compare ?? 'reader = reader'} }
  train on digits { ${changes.train ?? 'epochs 1'} }
  measure accuracy = accuracy(test)
  ${claims}
}
`;

describe('constants outside the domain of their word are said where they stand', () => {
  const cases: readonly (readonly [settings: string, code: string, at: string, says: RegExp])[] = [
    ['weights normal(0, 1);  wire 2', 'L010', '2', /at most 1/],
    ['weights normal(0, 1);  wire -1', 'L010', '-1', /at least 0/],
    ['weights normal(0, 1);  wire 150 %', 'L010', '150 %', /at most 1/],
    ['weights normal(0, 1);  wire 0 / 0', 'L010', '0 / 0', /no finite value/],
    ['weights 1e999', 'L010', '1e999', /larger than any number/],
    ['weights normal(0, -1)', 'L010', '-1', /at least 0/],
    ['weights lognormal(0, -1)', 'L010', '-1', /at least 0/],
    ['weights exponential(0)', 'L010', '0', /more than 0/],
    ['weights uniform(1, -1)', 'C045', 'w', /first must be below the second/],
    ['weights uniform(1, 1)', 'C045', 'w', /first must be below the second/],
    ['weights normal(-1, 0), positive', 'C045', 'w', /never positive/],
    ['weights normal(0, 1);  groups 21', 'C045', 'w', /21 groups/],
    ['weights log(distance / 1 mm - 1);  place uniform in 1 mm', 'N060', 'weights log(distance / 1 mm - 1)', /NaN/],
  ];
  for (const [settings, code, at, says] of cases)
    it(settings, async () => {
      const said = (await saidOf(drawn(settings))).filter(([, , where]) => where !== 'w' || code === 'C045');
      assert.deepEqual(said.map(([one, severity, where]) => [one, severity, where]).slice(0, 1), [[code, 'error', at]]);
      assert.match(said[0][3], says);
    });
  it('also those that a variable reaches', async () => {
    const sweep = (values: string, override: string): string =>
      drawn('weights normal(0, 1)', `vary v in ${values}`).replace('w = w }', `w = w { ${override} } }`);
    for (const [values, override, code, at] of [
      ['10, 0', 'neurons v', 'L010', 'v'],
      ['0.5, 1', 'neurons v', 'L010', 'v'],
      ['-3 .. 3', 'neurons v', 'L010', 'v'],
      ['0.5, -1', 'weights normal(0, v)', 'L010', 'v'],
    ] as const)
      assert.deepEqual(
        (await saidOf(sweep(values, override))).map(([one, , where]) => [one, where]),
        [[code, at]],
        override,
      );
    assert.deepEqual(await saidOf(sweep('1, 2', 'weights normal(0, v)')), []);
  });
});

describe('a growth that cannot begin is said before it is grown', () => {
  const grown = (settings: string, experiment: string): string => `language 1
genes mouse {
  Sox2, Sox2
  fate neuron = Sox2
}
develop cortex from mouse {
  space 1 mm, 1 mm
  start 4 cells as neuron
  ${settings}
  stop at 4 day
}
experiment e {
  seeds 6
  ${experiment}
  measure n = population(cortex, fate: neuron)
}
`;
  const synapse = 'synapse neuron to neuron { probability 0.1 }';
  const whole = 'compare { cortex = cortex }';
  const cases: readonly (readonly [settings: string, experiment: string, says: RegExp])[] = [
    [`step 24 h;  divide neuron every 12 h until 500 cells;  ${synapse}`, whole, /more often than once per step/],
    [
      `step 6 h;  divide neuron every 12 h until 500 cells;  ${synapse}`,
      'vary v in 6 h, 24 h;  compare { cortex = cortex { step v } }',
      /more often than once per step/,
    ],
    ['step 6 h;  synapse neuron to neuron { probability log(distance / 1 mm - 9) }', whole, /NaN/],
  ];
  for (const [settings, experiment, says] of cases)
    it(`${settings} ${experiment}`, async () => {
      const said = await saidOf(grown(settings, experiment));
      assert.deepEqual([...new Set(said.map(([code, severity]) => `${severity} ${code}`))], ['error D019']);
      assert.match(said[0][3], says);
    });
  it('and one that can is not objected to', async () => {
    const said = await saidOf(grown(`step 6 h;  divide neuron every 12 h until 500 cells;  ${synapse}`, whole));
    assert.deepEqual(said, []);
  });
});

describe('what asks for too much is counted before it is made', () => {
  it('points of a sweep', async () => {
    const names = ['a', 'b', 'c', 'd'];
    const vary = names.map((name) => `vary ${name} in 1 .. 1000`).join('\n  ');
    const said = await saidOf(drawn('weights normal(0, 1)', vary));
    const [[code, severity, , message]] = said.filter(([one]) => one !== 'L006');
    assert.deepEqual([code, severity], ['L017', 'error']);
    assert.match(message, /6,000,000,000,000 results/);
    assert.ok(message.includes(mostCombinations.toLocaleString('en')));
  });
  it('many variables take no more time than few', { timeout: 20_000 }, async () => {
    const vary = Array.from({ length: 40 }, (_, index) => `vary v${index} in 1 .. 1000`).join('\n  ');
    assert.ok((await saidOf(drawn('weights normal(0, 1)', vary))).some(([code]) => code === 'L017'));
  });
  for (const [seeds, code] of [
    ['1000000000', 'L010'],
    ['1 .. 1000000000', 'L010'],
    ['9007199254740993 .. 9007199254740999', 'L010'],
    ['1, 9007199254740993', 'L010'],
    ['1e300', 'L010'],
    ['1 .. 900000', 'L017'],
  ] as const)
    it(`seeds ${seeds}`, async () => {
      const said = await saidOf(drawn('weights normal(0, 1)').replace('seeds 6', `seeds ${seeds}`));
      assert.deepEqual([...new Set(said.map(([one]) => one))], [code]);
    });
  it('a matrix that an ordinary machine cannot hold', async () => {
    const said = await saidOf(drawn('weights normal(0, 1)').replace('neurons 20', 'neurons 50000'));
    assert.deepEqual(
      said.map(([code, severity]) => [code, severity]),
      [['D015', 'warning']],
    );
    assert.match(said[0][3], /50,000 neurons.*40 GB/);
  });
});

describe('sizes and settings that do not go together', () => {
  it('a width beside a circuit of another', async () => {
    const said = await saidOf(learned({ circuit: 'neurons 500\n  recurrent w, fixed' }));
    assert.deepEqual(
      said.map(([code, , at]) => [code, at]),
      [['N050', 'neurons 500']],
    );
    assert.match(said[0][3], /20 neurons.*500/);
    assert.deepEqual(await saidOf(learned({ circuit: 'neurons 20\n  recurrent w, fixed' })), []);
  });
  it('no width at all', async () => {
    const source = learned({ circuit: '' }).replace(/connect.*\n/, '');
    const analysis = analyseText(source);
    const [problem] = await analyseScience(analysis, readerOf());
    assert.deepEqual([problem.code, problem.severity], ['L017', 'error']);
    const [{ range, text }] = problem.fixes?.[0].edits ?? [];
    assert.deepEqual(await saidOf(source.slice(0, range.start) + text + source.slice(range.end)), []);
  });
  for (const [control, differs] of [
    ['recurrent rewired(w), steps 2', ['recurrent fixed']],
    ['recurrent rewired(w), fixed', ['recurrent steps']],
    ['recurrent rewired(w), fixed, steps 2, relu', ['recurrent activation']],
    ['recurrent permuted(rewired(w)), fixed', ['recurrent steps']],
    ['recurrent rewired(w), fixed, steps 2;  input 784, tanh', ['input activation']],
    ['recurrent rewired(w) { spectrum max 0.5 }, fixed, steps 2', ['spectrum value']],
    ['recurrent rewired(w) { unit_rows }, fixed, steps 2', ['unit_rows']],
    ['recurrent rewired(w), fixed, steps 2', []],
    ['recurrent w, steps 3', []],
  ] as const)
    it(`a control: ${control}`, async () => {
      const said = await saidOf(learned({ compare: `reader = reader;  control = reader { ${control} }` }));
      assert.deepEqual(
        said.map(([code, severity]) => [code, severity]),
        differs.map(() => ['C046', 'warning']),
      );
      for (const [index, path] of differs.entries()) assert.ok(said[index][3].includes(`\`${path}\``), said[index][3]);
    });
  it('a control with noise is told in words of the language', () => {
    const compare = 'reader = reader;  control = reader { recurrent rewired(w), fixed, steps 2;  noise 0.1 }';
    const said = analyseText(learned({ compare })).diagnostics.filter(({ code }) => code === 'C046');
    assert.equal(said.length, 1);
    assert.match(said[0].message, /differs from it in more: `noise` is 0\.1 here and not said there\. /);
  });
  for (const parts of [
    'recurrent.matrix rewired(w);  recurrent.steps 3',
    'recurrent.steps 3;  recurrent.matrix rewired(w)',
  ])
    it(`a control said by its parts has no fix that says the matrix again: ${parts}`, () => {
      const { diagnostics } = analyseText(learned({ compare: `reader = reader;  control = reader { ${parts} }` }));
      assert.deepEqual(
        diagnostics.filter(({ code }) => code === 'C046').map(({ fixes }) => fixes?.length ?? 0),
        [0],
      );
    });
  it('a control of a bare matrix that is scaled otherwise', async () => {
    const compared = (control: string) =>
      saidOf(`language 1
connect w { neurons 20;  wire 0.5;  weights normal(0, 1);  spectrum max 0.9 }
experiment e {
  seeds 6
  compare { drawn = w;  control = ${control} }
  measure r = rank(recurrent)
}
`);
    for (const control of ['rewired(w) { spectrum max 0.5 }', 'rewired(w) without spectrum'])
      assert.deepEqual(
        (await compared(control)).map(([code]) => code),
        ['C046'],
        control,
      );
    for (const control of ['rewired(w)', 'rewired(w) { spectrum max 0.9 }', 'w { spectrum max 0.5 }'])
      assert.deepEqual(await compared(control), [], control);
  });
  it('a control at one choice of a sweep', () => {
    const compare = 'one = base;  control = base { recurrent rewired(w) }';
    const source = learned({ compare })
      .replace(/^experiment/m, 'network plain { input 784, relu;  recurrent w;  readout 10 }\nexperiment')
      .replace(/^ *compare/m, '  vary base in plain, reader\n$&');
    const said = analyseText(source).diagnostics.filter(({ code }) => code === 'C046');
    assert.equal(said.length, 1, JSON.stringify(analyseText(source).diagnostics));
    assert.match(said[0].message, /`recurrent steps` is 1 here and 2 there.*\(Where `base` is `reader`\.\)$/);
  });
  it('a setting given by its path, where a control repeats the statement', async () => {
    const source = learned({ compare: 'reader = reader;  control = reader { recurrent rewired(w), fixed, steps 2 }' });
    const changed = withSetting(analyseText(source), 'reader.recurrent.steps', '3');
    assert.ok('source' in changed);
    const [[code, , , message]] = await saidOf(changed.source);
    assert.equal(code, 'C046');
    assert.match(message, /`recurrent steps` is 2 here and 3 there/);
  });
  it('a second factor is none, where the design has it with the matrix as it is', async () => {
    const compare =
      'reader = reader;  learns = reader { recurrent w, steps 2 };  ' +
      'rewired = reader { recurrent rewired(w), fixed, steps 2 };  ' +
      'both = reader { recurrent rewired(w), steps 2 }';
    assert.deepEqual(await saidOf(learned({ compare })), []);
  });
});

describe('what says less than it seems to', () => {
  const cases: readonly (readonly [source: string, code: string, severity: string, at: string])[] = [
    [
      learned({}, 'expect accuracy of reader > accuracy of reader'),
      'L018',
      'warning',
      'expect accuracy of reader > accuracy of reader',
    ],
    [learned({}, 'expect accuracy of reader = 0.9'), 'L019', 'warning', 'accuracy of reader = 0.9'],
    [learned({ train: 'samples 10;  batch 64' }), 'N054', 'warning', 'samples 10'],
    [learned({ train: 'samples 10' }), 'N054', 'warning', 'samples 10'],
    [
      drawn('weights normal(0, 1)', 'vary q in 1, 1').replace('w = w', 'w = w { weights normal(0, q) }'),
      'L005',
      'error',
      '1',
    ],
  ];
  for (const [source, code, severity, at] of cases)
    it(`${code} ${at}`, async () =>
      assert.deepEqual(
        (await saidOf(source)).map((said) => said.slice(0, 3)),
        [[code, severity, at]],
      ));
});

describe('names and words in quotes', () => {
  it('a noun in quotes runs as it checks', async () => {
    const source = drawn('weights normal(0, 1)').replace('connect w', 'connect "my w"').replace('w = w', 'w = "my w"');
    assert.deepEqual(await saidOf(source), []);
    const { specification } = await specify(analyseText(source), readerOf());
    assert.deepEqual(
      specification?.experiments.map(({ conditions }) => conditions[0].noun.name),
      ['my w'],
    );
  });
  it('a word that begins a phrase elsewhere may be the value of an argument', async () => {
    for (const written of ['in', '"in"']) {
      const source = drawn('weights normal(0, 1);  wire 0.2').replace('w = w', `w = rewired(w, keep: ${written})`);
      assert.deepEqual(await saidOf(source), []);
      const { specification } = await specify(analyseText(source), readerOf());
      const [{ noun }] = specification?.experiments[0].conditions ?? [];
      assert.deepEqual(noun.noun === 'connect' && noun.controls[0].takes, { keep: 'in' });
    }
  });
});
