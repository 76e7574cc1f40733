import assert from 'node:assert/strict';
import fs from 'node:fs';
import { describe, it } from 'node:test';
import { ruleText } from '../../engine/genes/index.ts';
import {
  analyseScience,
  analyseText,
  type Diagnostic,
  type GenesNoun,
  type Reader,
  specify,
} from '../../language/index.ts';
import { nodeReader } from '../../runs/data/index.ts';
import { projectFile } from '../data.ts';
import { readerOf, smallFiles } from './reader-of-texts.ts';

const table = smallFiles['cells.csv'];
const body = `  genes A, B, C
  order by time
  known A
`;
const block = (statements: string, from = 'cells.csv'): string =>
  `language 1
genes learnt from "${from}" {
${statements}}
experiment ends {
  compare { learnt = learnt }
  measure n = count(attractors)
}
`;

async function genesOf(source: string, reader: Reader = readerOf()): Promise<GenesNoun> {
  const { specification, diagnostics } = await specify(analyseText(source), reader);
  const noun = specification?.experiments[0]?.conditions[0]?.noun;
  assert.ok(noun?.noun === 'genes', JSON.stringify([diagnostics, specification?.refused]));
  return noun;
}
const rulesOf = ({ genes }: GenesNoun): Readonly<Record<string, string>> =>
  Object.fromEntries(genes.map(({ name, rule }) => [name, ruleText(rule)]));
async function said(source: string, reader: Reader = readerOf()): Promise<readonly Diagnostic[]> {
  const analysis = analyseText(source);
  return [...analysis.diagnostics, ...(await analyseScience(analysis, reader))];
}

describe('genes from a table', () => {
  it('are inferred: rules, inputs, and what the block says besides', async () => {
    const noun = await genesOf(block(`${body}  update asynchronous\n  fate up = C\n  A -> B\n`));
    assert.deepEqual(
      [rulesOf(noun), noun.inputs, noun.update, noun.fates.map(({ name }) => name), noun.signs],
      [{ B: 'A', C: 'A & !B' }, ['A'], 'asynchronous', ['up'], [{ source: 'A', target: 'B', sign: 1 }]],
    );
  });
  it('a rule written by hand goes before an inferred one', async () => {
    assert.deepEqual(rulesOf(await genesOf(block(`${body}  C, A | B\n`))), { B: 'A', C: 'A | B' });
  });
  it('what was assumed of the table stands in the check, and with what is run', async () => {
    const source = block(body);
    const told = 'Rows are cells: genes that are asked for stand in the first row.';
    assert.deepEqual(
      (await said(source)).map(({ code, message }) => [code, message]),
      [['D020', `\`cells.csv\`: ${told}`]],
    );
    const { specification } = await specify(analyseText(source), readerOf());
    assert.deepEqual(specification?.experiments[0].assumed, [`cells.csv: ${told}`]);
  });
  it('a variant of it infers anew', async () => {
    const source = block(body)
      .replace(
        'experiment',
        `genes later like learnt {
  infer best_fit, lag 2
}
experiment`,
      )
      .replace('learnt = learnt', 'later = later');
    assert.notDeepEqual(rulesOf(await genesOf(source)), rulesOf(await genesOf(block(body))));
  });
  it('a knock-out holds an inferred gene', async () => {
    assert.deepEqual((await genesOf(block(body).replace('learnt = learnt', 'none = knock_out(learnt, B)'))).fixed, {
      B: 0,
    });
  });
  const forms: Readonly<
    Record<string, readonly [statements: string, from: string, files: Readonly<Record<string, string>>]>
  > = {
    'a name that rules and tables share, where the block speaks of an inference': [
      body,
      'cells.txt',
      { 'cells.txt': table },
    ],
    'columns and names from files beside': [
      '  rows cells\n  order by "2" from "times.txt"\n  names from "names.txt"\n  known A\n',
      'numbers.csv',
      {
        'numbers.csv': table
          .trim()
          .split('\n')
          .slice(1)
          .map((line) => line.split(',').slice(2, 5).join(','))
          .join('\n'),
        'names.txt': 'A\nB\nC\n',
        'times.txt': table
          .trim()
          .split('\n')
          .slice(1)
          .map((line) => `x ${line.split(',')[0]},${line.split(',')[1]}`)
          .join('\n'),
      },
    ],
    'a threshold that is given': [`${body}  binarise fixed 2.5\n`, 'cells.csv', { 'cells.csv': table }],
    'the largest jump': [`${body}  binarise edge_detector\n  transform log\n`, 'cells.csv', { 'cells.csv': table }],
    'as the cells stand': [
      `  genes A, B, C
  order by rows
  known A
`,
      'cells.csv',
      { 'cells.csv': table },
    ],
    'the most variable': [
      `  variable 3 genes
  order by time
  known A
`,
      'cells.csv',
      { 'cells.csv': table },
    ],
  };
  for (const [name, [statements, from, files]] of Object.entries(forms)) {
    it(name, async () =>
      assert.deepEqual(rulesOf(await genesOf(block(statements, from), readerOf(files))), { B: 'A', C: 'A & !B' }),
    );
  }
});

describe('what is said of an inference', () => {
  const cases: readonly (readonly [name: string, source: string, code: string, at: string, message: RegExp])[] = [
    ['no order', block('  genes A, B\n'), 'G021', '"cells.csv"', /Nothing says how the cells follow each other/],
    [
      'a diffusion from a cell that is not there',
      block('  order by diffusion, root nobody\n'),
      'G021',
      'order by diffusion, root nobody',
      /No cell is named `nobody`/,
    ],
    ['a table that is not there', block(body, 'gone.csv'), 'D001', '"gone.csv"', /was not found/],
    [
      'a table of columns that is not there',
      block('  order by time from "gone.csv"\n'),
      'D001',
      'order by time from "gone.csv"',
      /was not found/,
    ],
    [
      'neither cells nor genes',
      block('  order by rows\n', 'plain.csv'),
      'D002',
      '"plain.csv"',
      /Say `rows cells` or `rows genes`/,
    ],
    [
      'a gene of another case, with a fix',
      block(`  genes a, B, C
  order by time
`),
      'G022',
      'a',
      /Did you mean `A`\?/,
    ],
    ['a fate of a gene that is not there', block(`${body}  fate up = Q\n`), 'G008', 'Q', /`Q` has no rule/],
  ];
  for (const [name, source, code, at, message] of cases) {
    it(name, async () => {
      const found = (await said(source, readerOf({ ...smallFiles, 'plain.csv': ',x,y\na,1,2\nb,3,4\n' }))).filter(
        ({ severity }) => severity === 'error',
      );
      assert.deepEqual(
        found.map((one) => [one.code, source.slice(one.range.start, one.range.end)]),
        [[code, at]],
        JSON.stringify(found),
      );
      assert.match(found[0].message, message);
    });
  }
});

describe('while somebody types', () => {
  it('an inference that is stopped goes on where it was', async () => {
    const source = block(`  variable 4 genes
  order by time
  infer best_fit, null permutations, draws 2000
`),
      analysis = analyseText(source),
      reader = readerOf();
    let rounds = 0;
    for (let found: readonly Diagnostic[] = []; !found.some(({ code }) => code === 'G025'); rounds++) {
      assert.ok(rounds < 3000, 'it never ends');
      let asked = 0;
      found = await analyseScience(analysis, reader, {
        signal: {
          get aborted() {
            return ++asked > 12;
          },
        },
      });
    }
    assert.ok(rounds > 1, `${rounds} rounds`);
    assert.ok((await said(source, reader)).some(({ code }) => code === 'G025'));
  });
  it('a changed table is inferred from anew', async () => {
    const flipped = table
      .split('\n')
      .map((line, i) => (i === 0 ? line.replace('B,C', 'C,B') : line))
      .join('\n');
    assert.equal(flipped.length, table.length);
    assert.deepEqual(rulesOf(await genesOf(block(body), readerOf({ 'cells.csv': flipped }))), { B: 'A & !C', C: 'A' });
    assert.deepEqual(rulesOf(await genesOf(block(body))), { B: 'A', C: 'A & !B' });
  });
});

it('the example finds the rules that made its table', async () => {
  const file = projectFile('examples', 'inferred.anl'),
    source = fs.readFileSync(file, 'utf8'),
    reader = nodeReader(file);
  assert.deepEqual(
    (await said(source, reader)).map(({ code, message }) => [code, message]),
    [['D020', '`data/clones.csv`: Rows are cells: a column of cells that is asked for stands in the first row.']],
  );
  const { specification } = await specify(analyseText(source), reader);
  const [truth, learnt] = (specification?.experiments[0].conditions ?? []).map(({ noun }) => noun as GenesNoun);
  const terms = (rule: string): readonly string[] =>
    rule
      .split(' | ')
      .map((term) => term.replace(/[()]/g, '').split(' & ').sort().join(' & '))
      .sort();
  const { Neurog2: _, ...expected } = rulesOf(truth),
    { Neurog2: found, ...others } = rulesOf(learnt);
  assert.deepEqual(
    Object.entries(others).map(([gene, rule]) => [gene, terms(rule)]),
    Object.entries(expected).map(([gene, rule]) => [gene, terms(rule)]),
  );
  assert.deepEqual(terms(found), ['!Hes1 & Neurog2', '!Hes1 & Pax6']);
});
