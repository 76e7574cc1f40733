import assert from 'node:assert/strict';
import fs from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { overlaidFigures } from '../../figures/index.ts';
import { compareRuns } from '../../runs/say/comparison.ts';
import type { ToComparison } from '../../views/view-messages.ts';
import { projectFile } from '../data.ts';
import { sampleResults } from '../figures/sample.ts';
import { noChromium, startViewHost, type ViewHost } from './page.ts';

const screenshots = projectFile('test', 'artefacts', 'views');

const runs = [0.93, 0.9, 0.95].map((mean, place) => ({
  label: 'ABC'[place],
  folder: `/w/runs/rapid_learning/${place}`,
  results: sampleResults({ conditions: { grown: mean, rewired: 0.9 }, seeds: 6, epochs: 1 + place }),
  source: `language 1\nconnect w { neurons ${100 * (place + 1)} }\n`,
}));
const comparison = compareRuns(runs);
const message: ToComparison = { type: 'comparison', comparison, figures: overlaidFigures(runs) };

describe('runs beside each other', { skip: noChromium }, () => {
  let host: ViewHost;
  before(async () => {
    host = await startViewHost();
    fs.mkdirSync(screenshots, { recursive: true });
  });
  after(() => host?.close());

  for (const [theme, width] of [
    ['dark', 900],
    ['light', 300],
    ['light', 1920],
    ['high contrast', 300],
    ['high contrast light', 900],
  ] as const)
    test(`${theme}, ${width} px: lines, differences and figures, nothing cut off, no finding of axe`, async () => {
      const view = await host.open(theme, { page: 'comparison', width });
      const { page } = view;
      await view.send(message);
      await view.until("document.querySelectorAll('.figure svg').length > 1");
      assert.equal(await page.locator('h1').textContent(), 'rapid_learning: runs A, B, C');
      assert.deepEqual(await page.locator('.changed-lines').first().locator('li').allTextContents(), [
        '−2 connect w { neurons 100 }',
        '+2 connect w { neurons 200 }',
      ]);
      const cells = await page.locator('table', { hasText: 'accuracy (%)' }).locator('tbody tr').nth(1).innerText();
      assert.match(cells, /grown[\s\S]*B[\s\S]*−\d+\.\d+ points[\s\S]*6, paired/);
      assert.deepEqual(await page.locator('.figure .series .point').first().locator('xpath=..').count(), 1);
      assert.deepEqual(await view.accessibility(), []);
      const overflow = await page.evaluate(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      assert.ok((overflow as number) <= 0, `${overflow} px wider than the page`);
      await page.screenshot({ path: `${screenshots}/comparison ${theme} ${width}.png`, fullPage: true });
      assert.deepEqual(
        (await view.state()).folders,
        runs.map(({ folder }) => folder),
      );
      await page.getByRole('button', { name: 'Open the text of B' }).press('Enter');
      assert.deepEqual((await view.posted()).at(-1), { type: 'text', folder: runs[1].folder });
      assert.deepEqual(view.troubles, []);
      await page.close();
    });

  test('of a run that cannot be read it says why', async () => {
    const view = await host.open('dark', { page: 'comparison' });
    await view.send({ type: 'problem', text: '/w/runs/x is not there: it was moved or deleted.' });
    await view.until("document.querySelector('.problem').textContent.includes('moved or deleted')");
    assert.deepEqual(view.troubles, []);
    await view.page.close();
  });
});
