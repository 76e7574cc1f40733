import assert from 'node:assert/strict';
import { test } from 'node:test';
import { analyseText, specify, templates } from '../../language/index.ts';
import { bibtexOf, latexReport, markdownReport } from '../../reports/written-report.ts';
import { nodeReader } from '../../runs/data/node-reader.ts';
import { limitsOf, methodsOf } from '../../runs/index.ts';
import { sampleResults } from '../figures/sample.ts';

const odd = 'a_b|c & 50 % {x} #1 $y$ [z] \\d ~e ^f <g> `h` *i* "j"';
const results = sampleResults({
  conditions: { grown: 0.94, [odd]: 0.95 },
  seeds: 3,
  expectations: [
    {
      text: `accuracy of "${odd}" > 90 %`,
      line: 3,
      every: false,
      at: {},
      left: { name: 'accuracy' },
      test: { kind: 'compare', operator: '>', right: 0.9 },
    },
  ],
});
const { summary } = results;

const unescaped = (text: string, character: string): number => text.replace(/\\./g, '').split(character).length - 1;

test('Markdown and LaTeX hold every claim and condition, odd names as they stand, each cell in its column', () => {
  const text = markdownReport([results]);
  const rows = text.split('\n').filter((line) => line.startsWith('|'));
  const tables = text
    .trimEnd()
    .split('\n\n')
    .filter((block) => block.startsWith('|'));
  assert.ok(tables.length >= 2, text);
  for (const table of tables) {
    const counts = table.split('\n').map((row) => unescaped(row, '|'));
    assert.deepEqual(new Set(counts).size, 1, table);
  }
  const plain = (row: string): string => row.replace(/\\([\\`*_[\]<>|#~$])/g, '$1');
  for (const { verdict, observed } of summary.expectations)
    assert.ok(rows.some((row) => row.includes(verdict) && plain(row).includes(observed)));
  assert.ok(
    rows.some((row) => plain(row).startsWith(`| ${odd} |`)),
    text,
  );
  assert.equal(unescaped(text, '<') + unescaped(text, '`') + unescaped(text, '*') - 4 * tables.length, 0, text);

  const tex = latexReport([results]);
  const inTex = [...tex.matchAll(/\\begin\{(tabular|longtable)\}\{(.*)\}\n([\s\S]*?)\\end\{\1\}/g)];
  assert.deepEqual(inTex.length, tables.length);
  for (const [, , form, table] of inTex) {
    const columns = form.replace(/>\{[^}]*\}p\{[^}]*\}/g, 'p').length;
    const lines = table.split('\n').filter((line) => line.endsWith(' \\\\') && !line.startsWith('\\caption'));
    assert.ok(lines.length >= 2);
    for (const line of lines) assert.equal(unescaped(line, '&') + 1, columns, line);
    for (const special of ['#', '_', '|', '~', '<'])
      assert.equal(unescaped(lines.join('').replace(/\$[^$]*\$/g, ''), special), 0);
  }
  assert.ok(tex.includes('a\\_b$|$c \\& 50 \\% \\{x\\} \\#1 \\$y\\$ {[}z{]} \\textbackslash{}d'), tex);
});

test('the methods say conditions, seeds, tests and the program; claims and plots are no settings', () => {
  const { paragraph, settings } = methodsOf(results);
  assert.ok(
    paragraph.startsWith(`The conditions grown and ${odd} were compared, each with the 3 seeds 1–3. `),
    paragraph,
  );
  assert.match(paragraph, /95 % t interval over seeds\. .*There is no p value: it needs 6 seeds/);
  assert.ok(settings.length > 0 && settings.every(([where]) => !/^(expect|plot) /.test(where)));
  const exact = { ...results, experiment: { ...results.experiment, seeds: [7] } };
  assert.match(methodsOf(exact).paragraph, /each with the seed 7\. .*The measures are accuracy/);
  assert.match(bibtexOf([results]), /^@software\{anlage,/);
});

for (const { what, percentile, says } of [
  { what: 'seeds among seeds', percentile: undefined, says: /P values are of two-sided sign-flip tests/ },
  { what: 'one object among surrogates', percentile: 1, says: /P values are of surrogate tests: the two-sided rank/ },
])
  test(`methods name the test of ${what}`, () => {
    const comparisons = summary.comparisons.map((each) => ({ ...each, p: 0.05, percentile }));
    const { paragraph } = methodsOf({ ...results, summary: { ...summary, comparisons } });
    assert.match(paragraph, says);
    assert.equal(/sign-flip/.test(paragraph), percentile === undefined, paragraph);
  });

test('where no seed has a part, neither methods nor limits speak of seeds to come', async () => {
  const { text } = templates().find(({ name }) => name === 'genes')!;
  const { specification } = await specify(analyseText(text), nodeReader('genes.anl'));
  const exact = { ...results, experiment: specification!.experiments[0] };
  const said = [methodsOf(exact).paragraph, ...limitsOf(exact)].join(' ');
  assert.match(said, /The values are exact: no seed has a part in them/);
  assert.match(said, /The values are exact, the same for every seed/);
  assert.doesNotMatch(said, /another seed|it needs 6 seeds/);
});
