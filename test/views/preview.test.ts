import assert from 'node:assert/strict';
import fs from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { analyseNetwork, type GeneNetwork, transitionGraph } from '../../engine/genes/index.ts';
import { figureData, previewFigures } from '../../figures/index.ts';
import type { ToPreview } from '../../views/view-messages.ts';
import { projectFile } from '../data.ts';
import { corticalAreas } from '../figures/drawn-networks.ts';
import { screenResults } from '../figures/screen-sample.ts';
import { finished } from './messages.ts';
import { noChromium, startViewHost, themes, type View, type ViewHost } from './page.ts';

const preview = (network: GeneNetwork, title: string): ToPreview => {
  const analysis = analyseNetwork(network);
  return {
    kind: 'preview',
    title,
    text: '5 genes, synchronous\n2 attractors',
    figures: previewFigures({ ...network, name: title }, analysis, transitionGraph(network)),
  };
};
const areas = preview(corticalAreas(), 'area');
/** For people to look at; in continuous integration an artefact. */
const screenshots = projectFile('test', 'artefacts', 'views');

describe('the preview of a gene network in a browser', { skip: noChromium }, () => {
  let host: ViewHost;
  before(async () => {
    host = await startViewHost();
    fs.mkdirSync(screenshots, { recursive: true });
  });
  after(async () => {
    await host.close();
  });

  async function opened(messages: ToPreview[], theme: keyof typeof themes = 'dark', options = {}): Promise<View> {
    const view = await host.open(theme, { page: 'preview', ...options });
    await view.send(...messages);
    if (messages.at(-1)?.kind === 'preview') await view.page.locator('.figure svg').nth(2).waitFor();
    return view;
  }
  async function closeClean(view: View): Promise<void> {
    assert.deepEqual(view.troubles, []);
    await view.page.close();
  }

  for (const theme of Object.keys(themes) as (keyof typeof themes)[]) {
    test(`${theme}: wiring, attractors and transitions keep the policy and the rules of accessibility`, async () => {
      const view = await opened([areas], theme);
      const { page } = view;
      assert.deepEqual(await view.posted(), [{ type: 'ready' }]);
      assert.equal(await page.locator('h1').textContent(), 'area');
      assert.match((await page.locator('.told').textContent())!, /2 attractors/);
      assert.equal(await page.locator('.card').count(), 3);
      assert.equal(await page.locator('[data-node]').count(), 5);
      assert.equal(await page.locator('.transitions path').count(), 30);
      assert.deepEqual(await view.accessibility(), []);
      await page.screenshot({ path: `${screenshots}/preview ${theme}.png`, fullPage: true });
      await closeClean(view);
    });
  }
  test('the results panel shows the same figures of a run: heat-map, bars, attractors, fates over time', async () => {
    const view = await host.open('dark');
    await view.send(...finished(screenResults()));
    await view.page.locator('.figure svg').nth(4).waitFor();
    const headings = await view.page
      .locator('.card')
      .evaluateAll((cards) => cards.map((card) => card.getAttribute('aria-label')));
    assert.deepEqual(headings, [
      'Screen of knock-outs',
      'Attractors',
      'State transitions',
      'Wiring of area',
      'Cells of each fate',
    ]);
    assert.equal(
      await view.page.locator('.measures tbody').first().locator('tr').count(),
      2,
      'the screen is in the heat-map; its rows in the tables are one button',
    );
    await view.page.getByRole('button', { name: '5 of the screen' }).first().click();
    assert.equal(await view.page.locator('.measures tbody').first().locator('tr').count(), 7);
    await view.page.locator('.figure').first().focus();
    for (const key of ['ArrowRight', 'ArrowDown']) await view.page.keyboard.press(key);
    assert.match(
      (await view.page.locator('.readout').first().textContent())!,
      /^Fgf8, attractors: −1 from the reference, n = 8/,
    );
    assert.deepEqual(await view.accessibility(), []);
    await view.page.screenshot({ path: `${screenshots}/screen dark.png`, fullPage: true });
    await closeClean(view);
  });
  test('empty: says what to do, and why where the host knows', async () => {
    const view = await opened([]);
    assert.match((await view.page.locator('.empty').textContent())!, /Put the cursor into a block of genes/);
    await view.send(areas, { kind: 'empty', text: 'The rules have errors.' });
    assert.equal(await view.page.locator('.empty').textContent(), 'The rules have errors.');
    assert.equal(await view.page.locator('.card:visible').count(), 0);
    assert.deepEqual(await view.accessibility(), []);
    await closeClean(view);
  });
  test('the figures follow the text, and stay where the user left them', async () => {
    const view = await opened([areas]);
    const { page } = view;
    await page.getByRole('button', { name: 'Data' }).first().click();
    assert.equal(
      await page.locator('.data:visible tbody tr').count(),
      (areas.kind === 'preview' ? figureData(areas.figures[0]) : '').trim().split('\n').length - 1,
    );
    await view.send(preview(corticalAreas('synchronous', { Emx2: 0 }), 'area'));
    await view.until(`document.querySelectorAll('.transitions path').length < 30`);
    assert.equal(await page.locator('.card').count(), 3);
    assert.equal(await page.locator('.data:visible').count(), 1, 'the table stays open');
    assert.match((await page.locator('.figure').first().textContent())!, /Emx2 = 0/);
    const state = await view.state();
    await closeClean(view);
    const again = await opened([areas], 'light', { state });
    assert.equal(await again.page.locator('.data:visible').count(), 1);
    await closeClean(again);
  });
  test('while the next is drawn, what was there before does not pass for it', async () => {
    const view = await opened([areas, { kind: 'waiting' }]);
    const { page } = view;
    assert.equal(await page.getByRole('heading', { level: 1 }).isVisible(), false);
    assert.equal(await page.getByText('Drawing what stands at the cursor …').first().isVisible(), true);
    await view.send(areas);
    await page.getByRole('heading', { level: 1 }).waitFor();
    assert.equal(await page.locator('.empty').isVisible(), false);
    await closeClean(view);
  });
  test('the keyboard walks along genes, attractors and states; a gene brings out its own edges', async () => {
    const view = await opened([areas]);
    const { page } = view;
    const [wiring, attractors, transitions] = [0, 1, 2].map((index) => page.locator('.card').nth(index));
    await wiring.locator('.figure').focus();
    await page.keyboard.press('ArrowRight');
    const told = (await wiring.locator('.readout').textContent())!;
    const node = Number(await wiring.locator('[data-node]').first().getAttribute('data-node'));
    assert.match(told, /^\w+; (activated|inhibited) by .*; acts on /);
    assert.equal(
      await wiring.locator('.edge.traced').count(),
      await wiring.locator(`.edge[data-source="${node}"], .edge[data-target="${node}"]`).count(),
    );
    assert.equal(await wiring.locator('.cursor').count(), 1);
    await attractors.locator('.figure').focus();
    assert.equal(await wiring.locator('.tracing').count(), 0, 'the edges come back when the cursor leaves');
    await page.keyboard.press('ArrowRight');
    assert.match((await attractors.locator('.readout').textContent())!, /anterior, steady state, 12\.5.%/);
    await page.keyboard.press('End');
    assert.match((await attractors.locator('.readout').textContent())!, /posterior, steady state: Emx2, Coup on/);
    await transitions.locator('.figure').focus();
    await page.keyboard.press('End');
    assert.match((await transitions.locator('.readout').textContent())!, /^[01]{5}/);
    await closeClean(view);
  });
  test('the pointer reads a gene, and figures are saved in their light, print-ready form', async () => {
    const view = await opened([areas], 'dark', { reducedMotion: true });
    await view.page.locator('[data-node] circle').first().hover();
    assert.match((await view.page.locator('.readout').first().textContent())!, /acts on/);
    await view.page.getByRole('button', { name: 'Save as SVG' }).nth(1).click();
    const saved = (await view.posted()).at(-1);
    assert.ok(saved?.type === 'export' && saved.format === 'svg');
    assert.equal(saved.name, 'attractors');
    assert.match(saved.content, /^<svg [^>]*width="180mm".*fill="#ffffff"/s);
    assert.doesNotMatch(saved.content, /var\(/);
    await closeClean(view);
  });
  test('as narrow as a side bar, nothing is wider than the panel', async () => {
    const view = await opened([areas], 'dark', { width: 340 });
    assert.ok(await view.page.evaluate('document.documentElement.scrollWidth <= window.innerWidth'));
    await view.page.screenshot({ path: `${screenshots}/preview narrow.png`, fullPage: true });
    await closeClean(view);
  });
});
