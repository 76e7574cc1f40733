import assert from 'node:assert/strict';
import { before, describe, it } from 'node:test';
import { drawSvg, figuresOf } from '../../figures/index.ts';
import { pdfFigure, pdfReport } from '../../reports/pdf/pdf-report.ts';
import type { Results } from '../../results/contract.ts';
import { sampleGrowth, sampleResults } from '../figures/sample.ts';
import { type ReadPdf, readPdf } from './text-of-pdf.ts';

const long = 'a_condition_with_a_very_long_name_that_no_column_holds_and_which_goes_on_and_on';
const odd = 'Δα−β ≥ √2 × 10⁻⁴ Ж ő 神';
/** As many conditions as fill pages, and names of every kind. */
const results: Results = sampleResults({
  conditions: {
    grown: 0.94,
    [odd]: 0.95,
    [long]: 0.93,
    ...Object.fromEntries(Array.from({ length: 57 }, (_, k) => [`c${k}`, 0.9 - k / 100])),
  },
  seeds: 6,
  plots: ['plot accuracy by condition', 'plot learning', 'plot circuit'],
  circuit: sampleGrowth(200),
});
const source = `# ${'x'.repeat(300)}\n  experiment sample {\n\t# α\n}\n`;
const withoutBreaks = (text: string): string => text.replace(/\s+/g, '');

describe('a report as PDF', () => {
  let read: ReadPdf;
  let unknownSigns: readonly string[];
  let content: Uint8Array;
  before(async () => {
    ({ content, unknownSigns } = await pdfReport([{ results, source }]));
    read = readPdf(content);
  });
  it('is the same bytes each time, and has the date of the run alone', async () => {
    const again = await pdfReport([{ results, source }]);
    assert.deepEqual(Buffer.from(again.content), Buffer.from(content));
    const date = results.run.started.replace(/\D/g, '').slice(0, 14);
    assert.deepEqual(
      read.objects.flatMap((object) => object.match(/D:\d{14}/g) ?? []),
      [`D:${date}`],
    );
  });
  it('holds every name, mean, claim and line as text, signs beyond Latin too', () => {
    const found = withoutBreaks(read.text);
    for (const { name } of results.experiment.conditions)
      assert.ok(found.includes(withoutBreaks(name.replace('神', '□'))), name);
    for (const text of ['What this does not show', 'Methods', 'x'.repeat(300), '# α', '95 % interval'])
      assert.ok(found.includes(withoutBreaks(text)), text);
    assert.deepEqual(unknownSigns, ['神']);
  });
  it('has its fonts in it, pages as wide as A4 and as tall or taller, a title and a language', () => {
    const all = read.objects.join('\n');
    assert.equal(all.match(/\/FontFile2 /g)?.length, all.match(/\/Type \/FontDescriptor/g)?.length);
    assert.doesNotMatch(all, /\/Subtype \/Type1\b/);
    assert.match(all, /\/Lang \(en\)/);
    assert.match(all, /\/Title \d+ 0 R/);
    const pages = [...all.matchAll(/\/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]/g)].map((box) => box.slice(1).map(Number));
    assert.ok(pages.length > 5);
    for (const [width, height] of pages)
      assert.ok(Math.abs(width - 595.28) < 0.1 && height > 841, `${width} ${height}`);
  });
  it('holds several runs, each from a page of its own', async () => {
    const few = sampleResults({ conditions: { a: 0.9, b: 0.8 } });
    const pagesOf = async (count: number): Promise<number> => {
      const written = await pdfReport(Array.from({ length: count }, () => ({ results: few, source: 'language 1\n' })));
      return readPdf(written.content).objects.filter((object) => object.includes('/MediaBox')).length;
    };
    assert.equal(await pagesOf(2), 2 * (await pagesOf(1)));
  });
  it('says to those who hear it what is a heading, a table, a figure, and what that shows', () => {
    const kinds = read.objects.flatMap((object) => /\/S \/(\w+)/.exec(object)?.[1] ?? []);
    for (const kind of ['H1', 'H2', 'P', 'LBody', 'Table', 'Caption', 'TH', 'TD', 'Figure', 'Code'])
      assert.ok(kinds.includes(kind), kind);
    const figures = read.objects.filter((object) => /\/S \/Figure/.test(object));
    assert.equal(figures.length, 3);
    for (const figure of figures) assert.match(figure, /\/Alt/);
  });
});

describe('a figure as PDF', () => {
  for (const width of [60, 85, 180])
    it(`is ${width} mm wide, without a date where no run is known`, async () => {
      const [, , figure] = figuresOf(results);
      const { content } = await pdfFigure(drawSvg(figure, { width }));
      const { objects, text } = readPdf(content);
      const [, points] = /\/MediaBox \[0 0 ([\d.]+)/.exec(objects.join('\n'))!;
      assert.ok(Math.abs(Number(points) - (width / 25.4) * 72) < 0.01, points);
      assert.ok(text.includes('Circuit'), text);
      assert.doesNotMatch(objects.join('\n'), /D:\d{4}/);
      const paths = objects.filter((object) => (object.match(/\n[\d.-]+ [\d.-]+ l\n/g)?.length ?? 0) > 100);
      assert.equal(paths.length, 1, 'lines are lines');
    });
});
