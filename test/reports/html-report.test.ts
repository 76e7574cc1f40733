import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { figuresOf } from '../../figures/index.ts';
import { figureBlock } from '../../reports/html-figures.ts';
import { htmlReport } from '../../reports/html-report.ts';
import type { Results } from '../../results/contract.ts';
import { sampleResults } from '../figures/sample.ts';
import { temporaryFolder } from '../runs/stripes-study.ts';
import { chromiumPath, noChromium } from '../views/page.ts';

const script = `"'><img src=x onerror="document.title='HACKED'"><script>document.title='HACKED'</script>`;
/** Words that the program goes by; whatever else a run's folder says is what somebody wrote. */
const own: ReadonlySet<string> = new Set([
  'noun',
  'call',
  'what',
  'by',
  'status',
  'activation',
  'set',
  'named',
  'verdict',
  'interval',
]);

/** A script in every text, also where a number or a word of a few belongs, and in every name of a condition. */
function hostile(value: unknown, field = ''): unknown {
  if (field === 'line') return script;
  if (typeof value === 'string') return own.has(field) || field === 'measure' ? value : `${value}${script}`;
  if (Array.isArray(value)) return value.map((each) => hostile(each, field));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, held]) => [
      field === 'untrained' ? `${name}${script}` : name,
      name === 'measures' && field === 'experiment' ? held : hostile(held, name),
    ]),
  );
}

function hostileResults(): Results {
  const results = sampleResults({
    conditions: { grown: 0.94, no_circuit: 0.95 },
    seeds: 3,
    expectations: [
      {
        text: 'accuracy of grown > 90 %',
        line: 3,
        every: false,
        at: {},
        left: { name: 'accuracy' },
        test: { kind: 'compare', operator: '>', right: 0.9 },
      },
    ],
  });
  const { run } = results;
  return hostile({
    ...results,
    run: { ...run, warnings: ['a job failed'], files: [{ reference: 'mnist', sha256: 'ab' }] },
  }) as Results;
}

test('no script of a run from anywhere gets into its report as one', { skip: noChromium }, async (t) => {
  const folder = temporaryFolder(t);
  const html = await htmlReport([{ results: hostileResults(), source: `# ${script}` }]);
  const policy = /<meta http-equiv="Content-Security-Policy" content="[^"]*">\n/;
  assert.match(html, policy);
  assert.ok(html.split('HACKED').length > 40, 'the script is in all those texts');
  const browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox', '--disable-gpu'] });
  t.after(() => browser.close());
  const opened = async (name: string, text: string) => {
    const file = path.join(folder, name);
    fs.writeFileSync(file, text);
    const page = await browser.newPage();
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    await page.goto(pathToFileURL(file).href, { waitUntil: 'networkidle' });
    return { page, complaints };
  };
  // escaping and the policy hold each by itself
  const escaped = await opened('without-policy.html', html.replace(policy, ''));
  assert.doesNotMatch(await escaped.page.title(), /^HACKED$/);
  assert.deepEqual(await escaped.page.$$eval('script:not([type="application/json"]), img', (found) => found.length), 1);
  const guarded = await opened('with-policy.html', html.replace('</body>', `${script}</body>`));
  assert.notEqual(await guarded.page.title(), 'HACKED');
  assert.ok(guarded.complaints.some((text) => /Content Security Policy/.test(text)));
  // and the report's own style is not refused
  const plain = await opened('plain.html', html);
  assert.deepEqual(plain.complaints, []);
  assert.equal(await plain.page.$eval('ul.notes', (list) => getComputedStyle(list).listStyleType), 'none');
});

test('on a phone a report breaks no word, and what is wide scrolls by itself', { skip: noChromium }, async (t) => {
  const long = 'clustering of grown_without_any_spontaneous_activity';
  const results = sampleResults({
    conditions: { grown: 0.94, no_circuit: 0.95 },
    seeds: 3,
    plots: ['plot learning'],
    expectations: [
      {
        text: `accuracy of grown > 90 %, as ${long}`,
        line: 1,
        every: false,
        at: {},
        left: { name: 'accuracy' },
        test: { kind: 'compare', operator: '>', right: 0.9 },
      },
    ],
  });
  const browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox', '--disable-gpu'] });
  t.after(() => browser.close());
  const page = await browser.newPage({ viewport: { width: 360, height: 700 } });
  await page.setContent(await htmlReport([{ results, source: 'expect accuracy of grown > 90 %' }]));
  const broken = await page.$$eval('table :is(th, td)', (cells) =>
    cells.flatMap((cell) => {
      const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
      const found: string[] = [];
      for (let text = texts.nextNode(); text; text = texts.nextNode())
        for (const { 0: word, index } of (text.nodeValue ?? '').matchAll(/[\p{L}\d_]+/gu)) {
          const range = document.createRange();
          range.setStart(text, index);
          range.setEnd(text, index + word.length);
          if (new Set([...range.getClientRects()].map(({ top }) => top)).size > 1) found.push(word);
        }
      return found;
    }),
  );
  assert.deepEqual(broken, []);
  const [scrolls, whole] = await page.evaluate(() => [
    [...document.querySelectorAll('.wide')].map(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth),
    document.documentElement.scrollWidth,
  ]);
  assert.ok((scrolls as boolean[]).includes(true), 'something is wider than the page');
  assert.equal(whole, 360);
});

test('a value that is none is told as none', () => {
  const results = sampleResults({ conditions: { grown: 0.94 }, plots: ['plot learning'] });
  const [figure] = figuresOf(results);
  const [panel] = figure.panels;
  assert.ok(panel.kind === 'curves');
  const [series] = panel.series;
  const { x, y } = series.mean;
  const mean = { ...series.mean, y: [y[0], Number.NaN, ...y.slice(2)] };
  const block = figureBlock({ ...figure, panels: [{ ...panel, series: [{ ...series, mean }] }] }, 'id', results);
  const shown = JSON.parse(/data-kind="shown">(.*?)<\/script>/.exec(block)![1]);
  assert.deepEqual(shown.panels[0].series[0].mean.x, [x[0], ...x.slice(2)]);
  assert.ok(shown.panels[0].series[0].mean.y.every(Number.isFinite));
});
