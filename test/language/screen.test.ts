import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  analyseScience,
  analyseText,
  type Diagnostic,
  type DynamicsNoun,
  type ExperimentSpec,
  type GenesNoun,
  type NetworkNoun,
  specify,
} from '../../language/index.ts';
import { readerOf } from './reader-of-texts.ts';

const genes = `genes mouse {
  update asynchronous
  input Niche
  Sox2, Sox2 & !Tbr1
  Tbr1, Tbr1 | !Niche
  "NKX2-1", Sox2
  fate progenitor = Sox2
  fate neuron = Tbr1
}
`;
const grown =
  `develop cortex from mouse {
  space 1 mm, 1 mm
  step 6 h
  start 1 cell as progenitor
  signal Niche = time < 1 day
  divide progenitor every 12 h until 5 cells
  stop at 10 day
}
connect grown from cortex { cells neuron }
` +
  `data digits from mnist
network reader {
  input 784, relu
  recurrent grown, fixed
  readout 10
}
`;
const study = (body: string): string => `language 1
${genes}experiment study {
${body}}
`;
const measured = '  measure neurons = basin(neuron)\n';

async function specified(source: string): Promise<ExperimentSpec> {
  const { specification, diagnostics } = await specify(analyseText(source), readerOf());
  assert.ok(specification, JSON.stringify(diagnostics));
  assert.deepEqual(specification.refused, []);
  return specification.experiments[0];
}
async function problems(source: string): Promise<readonly Diagnostic[]> {
  const analysis = analyseText(source);
  return [...analysis.diagnostics, ...(await analyseScience(analysis, readerOf()))].filter(
    ({ severity }) => severity === 'error',
  );
}

describe('a screen adds a condition for each gene', () => {
  const tables: readonly (readonly [screens: string, names: readonly string[]])[] = [
    ['screen knock_out of every gene', ['knock_out_Sox2', 'knock_out_Tbr1', 'knock_out_NKX2_1']],
    ['screen over_express of every gene', ['over_express_Sox2', 'over_express_Tbr1', 'over_express_NKX2_1']],
    ['screen pairs of genes', ['knock_out_Sox2_Tbr1', 'knock_out_Sox2_NKX2_1', 'knock_out_Tbr1_NKX2_1']],
    ['screen pairs of Niche, Tbr1', ['knock_out_Niche_Tbr1']],
    ['screen knock_out of Tbr1, "NKX2-1"', ['knock_out_Tbr1', 'knock_out_NKX2_1']],
    [
      'screen knock_out of Tbr1\n  screen knock_out of every gene',
      ['knock_out_Tbr1', 'knock_out_Sox2', 'knock_out_NKX2_1'],
    ],
  ];
  for (const [screens, names] of tables) {
    it(screens.replace('\n ', ';'), async () => {
      const { conditions } = await specified(study(`  compare { wild = mouse }\n  ${screens}\n${measured}`));
      assert.deepEqual(
        conditions.map(({ name }) => name),
        ['wild', ...names],
      );
      assert.equal(conditions[0].screened, undefined);
      for (const { name, noun, screened } of conditions.slice(1)) {
        assert.equal(name, [screened?.intervention, ...(screened?.genes ?? [])].join('_').replaceAll('-', '_'));
        assert.deepEqual(
          (noun as GenesNoun).fixed,
          Object.fromEntries(
            (screened?.genes ?? []).map((gene) => [gene, screened?.intervention === 'knock_out' ? 0 : 1]),
          ),
        );
      }
    });
  }
  const forced: readonly (readonly [screens: string, made: Readonly<Record<string, string>>])[] = [
    ['screen control of neuron', { over_express_Tbr1: '{"Tbr1":1}' }],
    ['screen control of progenitor', { over_express_Sox2: '{"Sox2":1}' }],
    ['screen control of lone', { over_express_Sox2_knock_out_NKX2_1: '{"Sox2":1,"NKX2-1":0}' }],
    ['screen control of progenitor, share 40 %', { over_express_Sox2: '{"Sox2":1}', knock_out_Tbr1: '{"Tbr1":0}' }],
    ['screen control of progenitor, sets 1, share 40 %', { over_express_Sox2: '{"Sox2":1}' }],
    [
      'screen knock_out of Tbr1\n  screen control of progenitor',
      { knock_out_Tbr1: '{"Tbr1":0}', over_express_Sox2: '{"Sox2":1}' },
    ],
  ];
  for (const [screens, made] of forced)
    it(screens.replace('\n ', ';'), async () => {
      const { conditions } = await specified(
        study(`  compare { wild = mouse }\n  ${screens}\n${measured}`).replace(
          'fate neuron',
          'fate lone = Sox2 & !"NKX2-1"\n  fate neuron',
        ),
      );
      assert.deepEqual(
        Object.fromEntries(
          conditions.slice(1).map(({ name, noun }) => [name, JSON.stringify((noun as GenesNoun).fixed)]),
        ),
        made,
      );
    });
  it('of the first condition, wherever it depends on the genes; what is held already is left as it is', async () => {
    const { conditions } = await specified(
      `language 1
${genes}${grown}experiment study {
  compare { a = reader with mouse = knock_out(mouse, Tbr1);  b = reader without recurrent }
  train on digits { epochs 1 }
  screen over_express of every gene
  measure accuracy = accuracy(test)
}
`,
    );
    assert.deepEqual(
      conditions.map(({ name }) => name),
      ['a', 'b', 'over_express_Sox2', 'over_express_NKX2_1'],
    );
    const source = (conditions[2].noun as NetworkNoun).recurrent?.matrix.source;
    assert.deepEqual(source?.kind === 'develop' && source.develop.genes.fixed, { Tbr1: 0, Sox2: 1 });
    const plain = (conditions[0].noun as NetworkNoun).recurrent?.matrix.source;
    assert.deepEqual(plain?.kind === 'develop' && plain.develop.genes.fixed, { Tbr1: 0 });
  });
  it('of the activity of a matrix that grows from them', async () => {
    const { conditions } = await specified(
      `language 1
${genes}${grown}dynamics rest of grown { run 2 s }
experiment study {
  compare { a = rest }
  screen knock_out of Sox2
  measure neurons = neurons(grown)
}
`,
    );
    const [wild, screened] = conditions.map(({ noun }) => noun as DynamicsNoun);
    const { source } = screened.matrix;
    assert.deepEqual(source.kind === 'develop' && source.develop.genes.fixed, { Sox2: 0 });
    assert.equal(screened.run, wild.run);
  });
  it('without `compare`, of the one noun there is', async () => {
    assert.deepEqual(
      (await specified(study(`  screen knock_out of Sox2\n${measured}`))).conditions.map(({ name }) => name),
      ['mouse', 'knock_out_Sox2'],
    );
  });
  it('names that would be the same are numbered', async () => {
    const { conditions } = await specified(
      `language 1
genes g {
  "a-b", "a-b"
  "a+b", "a+b"
  fate f = "a-b"
}
experiment e {
  compare { g = g;  knock_out_c = g { fate h = "a-b" } }
  screen knock_out of every gene
  measure f = basin(f)
}
`,
    );
    assert.deepEqual(
      conditions.map(({ name }) => name),
      ['g', 'knock_out_c', 'knock_out_a_b', 'knock_out_a_b_2'],
    );
  });
  it('claims name its conditions; in the name the gene stands by itself', async () => {
    const source = study(
      `  compare { wild = mouse }\n  screen knock_out of every gene\n${measured}  expect neurons of ` +
        `knock_out_Sox2 < neurons of wild\n  expect neurons of knock_out_NKX2_1 = neurons of wild\n`,
    );
    assert.deepEqual(await problems(source), []);
    const at = source.indexOf('knock_out_Sox2');
    const gene = analyseText(source).walk.occurrences.find(({ range }) => range.start === at + 'knock_out_'.length);
    assert.deepEqual([gene?.name, gene?.kind, gene?.declaration?.start], ['Sox2', 'gene', source.indexOf('Sox2')]);
    const offered = analyseText(source).walk.blocks.find(({ names }) => names.conditions.size > 0)?.names.conditions;
    assert.deepEqual([...(offered?.keys() ?? [])], ['wild', 'knock_out_Sox2', 'knock_out_Tbr1', 'knock_out_NKX2_1']);
  });
  it('of genes that a file holds', async () => {
    const source = (claim: string): string =>
      `language 1
genes rules from "rules.bnet" {
  fate f = Pax6
}
experiment e {
  compare { wild = rules }
  screen knock_out of every gene
  measure f = basin(f)
  expect f of ${claim} <= f of wild
}
`;
    assert.deepEqual(
      (await specified(source('knock_out_Pax6'))).conditions.map(({ name }) => name),
      ['wild', 'knock_out_Sox2', 'knock_out_Pax6'],
    );
    assert.deepEqual(await problems(source('knock_out_Pax6')), []);
    const [wrong, ...others] = await problems(source('knock_out_Pax7'));
    assert.deepEqual(others, []);
    assert.equal(wrong.code, 'L004');
    assert.equal(wrong.fixes?.[0].edits[0].text, 'knock_out_Pax6');
  });
});

describe('what is wrong with a screen is said at its word', () => {
  const many = `language 1
genes big {
${Array.from({ length: 102 }, (_, gene) => `  g${gene}, g${gene}\n`).join('')}  fate f = g0
}
experiment e {
  compare { big = big }
  screen pairs of genes
  measure f = basin(f)
}
`;
  const tables: readonly (readonly [what: string, source: string, code: string, at: string, fix?: string])[] = [
    [
      'no genes in the first condition',
      `language 1
${genes}${grown}experiment e {
  compare { a = reader { neurons 40 } without recurrent }
  train on digits { epochs 1 }
  screen knock_out of every gene
  measure accuracy = accuracy(test)
}
`
        .replace('recurrent grown, fixed', 'neurons 85')
        .replace(' without recurrent', ''),
      'G012',
      'screen',
    ],
    ['nothing measured', study('  compare { wild = mouse }\n  screen knock_out of every gene\n'), 'G012', 'screen'],
    ['too many pairs', many, 'G012', 'screen'],
    [
      'a gene that is not there',
      study(`  compare { wild = mouse }\n  screen knock_out of Sox3\n${measured}`),
      'L004',
      'Sox3',
      'Sox2',
    ],
    [
      'a gene that the file does not have',
      study(`  compare { wild = rules }\n  screen knock_out of Sox3\n${measured}`).replace(
        'experiment',
        'genes rules from "rules.bnet"\nexperiment',
      ),
      'G008',
      'Sox3',
      'Sox2',
    ],
    ['no genes said', study(`  compare { wild = mouse }\n  screen knock_out\n${measured}`), 'L011', 'screen'],
    [
      'pairs of every gene',
      study(`  compare { wild = mouse }\n  screen pairs of every gene\n${measured}`),
      'L010',
      'of every gene',
      'of genes',
    ],
    [
      'knock-outs of genes',
      study(`  compare { wild = mouse }
  screen knock_out of genes
${measured}`),
      'L010',
      'of genes',
      'of every gene',
    ],
    [
      'one gene and every gene',
      study(`  compare { wild = mouse }\n  screen knock_out of Sox2 every gene\n${measured}`),
      'L003',
      'of Sox2 every gene',
    ],
    ['pairs of one gene', study(`  compare { wild = mouse }\n  screen pairs of Sox2\n${measured}`), 'L011', 'of Sox2'],
    [
      'a gene twice',
      study(`  compare { wild = mouse }\n  screen knock_out of Sox2, Sox2\n${measured}`),
      'L005',
      'Sox2',
    ],
    [
      'another intervention',
      study(`  compare { wild = mouse }\n  screen knockout of every gene\n${measured}`),
      'L001',
      'knockout',
      'knock_out',
    ],
    [
      'control of two fates',
      study(`  compare { wild = mouse }\n  screen control of neuron, progenitor\n${measured}`),
      'L003',
      'progenitor',
    ],
    ['control of a gene', study(`  compare { wild = mouse }\n  screen control of Sox2\n${measured}`), 'L004', 'Sox2'],
    [
      'knock-outs of a fate',
      study(`  compare { wild = mouse }\n  screen knock_out of neuron\n${measured}`),
      'L004',
      'neuron',
    ],
    ['control of no fate', study(`  compare { wild = mouse }\n  screen control\n${measured}`), 'L011', 'screen'],
    [
      'control of every gene',
      study(`  compare { wild = mouse }\n  screen control of every gene\n${measured}`),
      'L003',
      'every gene',
    ],
    [
      'knock-outs with what control takes',
      study(`  compare { wild = mouse }\n  screen knock_out of Sox2, changes 2\n${measured}`),
      'L001',
      'changes',
    ],
    [
      'control of what nothing forces',
      study(`  compare { wild = mouse }\n  screen control of never\n${measured}`).replace(
        'fate neuron',
        'fate never = Sox2 & !Sox2\n  fate neuron',
      ),
      'G030',
      'screen',
    ],
    [
      'control of what is drawn for each seed',
      study(`  seeds 6\n  compare { wild = rewired_rules(mouse) }\n  screen control of neuron\n${measured}`),
      'G030',
      'screen',
    ],
    [
      'a claim about no set that forces it',
      study(
        `  compare { wild = mouse }\n  screen control of progenitor\n${measured}` +
          '  expect neurons of over_express_Sox3 > 0\n',
      ),
      'L004',
      'over_express_Sox3',
      'over_express_Sox2',
    ],
    ['a picture of no screen', study(`  compare { wild = mouse }\n${measured}  plot screen\n`), 'L011', 'screen'],
    [
      'a claim about no condition of it',
      study(
        `  compare { wild = mouse }\n  screen knock_out of every gene\n${measured}  expect neurons of ` +
          `knock_out_Sox3 > 0\n`,
      ),
      'L004',
      'knock_out_Sox3',
      'knock_out_Sox2',
    ],
  ];
  for (const [what, source, code, at, fix] of tables) {
    it(what, async () => {
      const found = await problems(source);
      assert.deepEqual(
        found.map((problem) => [
          problem.code,
          source.slice(problem.range.start, problem.range.end),
          problem.fixes?.[0]?.edits[0].text,
        ]),
        [[code, at, fix]],
        JSON.stringify(found),
      );
      const { specification } = await specify(analyseText(source), readerOf());
      assert.ok(!specification || specification.refused.length === 1, 'it does not run');
    });
  }
});

describe('seeds of a screen', () => {
  const warned = (source: string): boolean => analyseText(source).diagnostics.some(({ code }) => code === 'S061');
  const trained = (seeds: string): string =>
    `language 1
${genes}${grown}experiment study {
${seeds}  compare { a = reader }
  train on digits { epochs 1 }
  screen knock_out of every gene
  measure accuracy = accuracy(test)
  expect accuracy of a > 50 %
}
`;
  it('of what is drawn need be six; genes alone are exact', () => {
    assert.deepEqual(
      [warned(trained('  seeds 3\n')), warned(trained('  seeds 6\n')), warned(trained(''))],
      [true, false, true],
    );
    assert.ok(!warned(study(`  compare { wild = mouse }\n  screen knock_out of every gene\n${measured}`)));
    assert.ok(warned(study(`  compare { wild = mouse;  null = rewired_rules(mouse) }\n${measured}`)));
  });
  it('it is a control for a claim about accuracy', () =>
    assert.ok(!analyseText(trained('  seeds 6\n')).diagnostics.some(({ code }) => code === 'S062')));
});

describe('a null of rewired rules', () => {
  it('is drawn per seed, from its own stream; interventions hold in it', async () => {
    const { conditions } = await specified(
      study(
        `  seeds 10\n  compare { wild = mouse;  null = rewired_rules(mouse);  none = ` +
          `knock_out(rewired_rules(mouse), Tbr1) }\n${measured}`,
      ),
    );
    const nouns = conditions.map(({ noun }) => noun as GenesNoun);
    assert.equal(nouns[0].controls, undefined);
    assert.deepEqual(nouns[1].controls, [{ call: 'rewired_rules', takes: {}, stream: 'rewired_rules(mouse)' }]);
    assert.deepEqual([nouns[2].controls, nouns[2].fixed], [nouns[1].controls, { Tbr1: 0 }]);
  });
  it('where its rules lead differs from seed to seed, so nothing is said of it', async () => {
    const never = genes.replace('fate neuron', 'fate never = Tbr1 & !Tbr1\n  fate neuron');
    const wired = grown.replace('stop at', 'synapse neuron to never { probability 0.1 }\n  stop at');
    const source = (from: string): string => `language 1\n${never}${wired.replace('from mouse', `from ${from}`)}`;
    const codes = async (from: string): Promise<readonly string[]> => {
      const analysis = analyseText(source(from));
      return (await analyseScience(analysis, readerOf())).map(({ code }) => code);
    };
    assert.ok((await codes('mouse')).includes('G001'));
    assert.ok(!(await codes('rewired_rules(mouse)')).includes('G001'));
  });
});
