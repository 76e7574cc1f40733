import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bibtexOf, latexReport, markdownReport } from '../../reports/written-report.ts';
import { methodsOf } from '../../runs/index.ts';
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
