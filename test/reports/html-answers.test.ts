import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { htmlReport } from '../../reports/html-report.ts';
import { sampleGrowth, sampleResults } from '../figures/sample.ts';
import { temporaryFolder } from '../runs/stripes-study.ts';
import { chromiumPath, noChromium } from '../views/page.ts';

const results = sampleResults({
  conditions: { grown: 0.94, rewired: 0.92, no_circuit: 0.95 },
  seeds: 6,
  plots: ['plot accuracy by condition', 'plot learning', 'plot circuit'],
  circuit: sampleGrowth(200),
});
const figure = (index: number): string => `#figure-run-1-${index}`;

describe('a report in a browser', { skip: noChromium }, () => {
  let browser: Browser;
  let page: Page;
  let file: string;
  const complaints: string[] = [];
  let remove = (): void => {};
  before(async () => {
    browser = await chromium.launch({ executablePath: chromiumPath, args: ['--no-sandbox', '--disable-gpu'] });
    file = path.join(temporaryFolder({ after: (go) => (remove = go) }), 'report.html');
    fs.writeFileSync(file, await htmlReport([{ results, source: 'experiment sample {\n}\n' }]));
    page = await browser.newPage();
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('request', (request) => {
      if (!request.url().startsWith('file:') && !request.url().startsWith('data:')) complaints.push(request.url());
    });
    await page.goto(pathToFileURL(file).href);
  });
  after(async () => {
    await browser.close();
    remove();
  });

  it('tells values under the pointer and to the keys', async () => {
    const plot = page.locator(`${figure(1)} [data-plot]`).first();
    await plot.scrollIntoViewIfNeeded();
    const box = (await plot.boundingBox())!;
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
    const readout = page.locator(`${figure(1)} .readout`);
    assert.match((await readout.textContent()) ?? '', /epoch 0\.\d+, accuracy: grown \d/);
    await page.locator(`${figure(0)} .drawing`).focus();
    await page.keyboard.press('End');
    assert.match((await page.locator(`${figure(0)} .readout`).textContent()) ?? '', /no_circuit.*seed 6/);
  });
  it('sorts tables up, down and back, by number', async () => {
    const table = page.locator('table', { has: page.locator('caption', { hasText: /^accuracy/ }) }).first();
    const names = () => table.locator('tbody th').allTextContents();
    const mean = table.locator('thead button', { hasText: /^mean/ });
    const orders: string[][] = [];
    for (let click = 0; click < 3; click++) {
      await mean.click();
      orders.push(await names());
    }
    const up = ['rewired', 'grown', 'no_circuit'];
    assert.deepEqual(orders, [up, up.toReversed(), ['grown', 'rewired', 'no_circuit']]);
  });
  it('lets a circuit grow again', async () => {
    const clock = page.locator(`${figure(2)} .clock`);
    const end = await clock.textContent();
    const slider = page.locator(`${figure(2)} input[type=range]`);
    await slider.fill('0');
    assert.match((await clock.textContent()) ?? '', /· 1 cell$/);
    assert.notEqual(await clock.textContent(), end);
    assert.equal(await page.locator(`${figure(2)} .drawing`).isVisible(), false);
  });
  it('is whole on paper: drawings, settings, no buttons', async () => {
    await page.emulateMedia({ media: 'print' });
    for (let index = 0; index < 3; index++) assert.ok(await page.locator(`${figure(index)} .drawing`).isVisible());
    assert.equal(await page.locator('.circuit').isVisible(), false);
    assert.ok(await page.locator('td', { hasText: 'network reader' }).first().isVisible());
    await page.emulateMedia({ media: 'screen' });
  });
  for (const [scheme, width] of [
    ['light', 1280],
    ['dark', 375],
  ] as const)
    it(`keeps the rules of accessibility, ${scheme}, ${width} px wide, and never scrolls sideways`, async () => {
      await page.emulateMedia({ colorScheme: scheme });
      await page.setViewportSize({ width, height: 900 });
      await page
        .locator('details')
        .first()
        .evaluate((each) => each.setAttribute('open', ''));
      const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
      const own = await browser.newPage({ bypassCSP: true, colorScheme: scheme, viewport: { width, height: 900 } });
      await own.goto(pathToFileURL(file).href);
      await own.evaluate(axe);
      const violations = await own.evaluate(
        `axe.run(document).then(({ violations }) => ` +
          `violations.map(({ id, nodes }) => id + ' ' + nodes[0].html.slice(0, 200)))`,
      );
      assert.deepEqual(violations, []);
      const wide = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
      assert.equal(wide, 0);
    });
  it('asks for nothing from elsewhere, and nothing goes wrong', () => assert.deepEqual(complaints, []));
});
