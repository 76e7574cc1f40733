// A network in its tissue, turned and looked into.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { after, before, describe, test } from 'node:test';
import type { Results } from '../../results/contract.ts';
import { projectFile } from '../data.ts';
import { tissueResults } from '../figures/tissue-sample.ts';
import { finished } from './messages.ts';
import { noChromium, startViewHost, themes, type View, type ViewHost } from './page.ts';

const deep = tissueResults(['plot network', 'plot matrix by module']);
const flat = tissueResults(['plot network'], { lengths: [1e-3, 5e-4], conditions: ['placed'] });
const screenshots = projectFile('test', 'artefacts', 'views');

describe('a network in its tissue', { skip: noChromium }, () => {
  let host: ViewHost;
  before(async () => {
    host = await startViewHost();
    fs.mkdirSync(screenshots, { recursive: true });
  });
  after(async () => {
    await host.close();
  });
  async function opened(results: Results, theme: keyof typeof themes = 'light', options = {}): Promise<View> {
    const view = await host.open(theme, options);
    await view.send(...finished({ ...results, circuits: [] }));
    await view.page.locator('.network .count').waitFor();
    await view.until(`document.querySelector('.network .count').textContent !== ''`);
    return view;
  }
  const picture = ({ page }: View) => page.evaluate(`document.querySelector('.network canvas').toDataURL()`);
  const count = ({ page }: View) => page.locator('.network .count').textContent();
  async function closeClean(view: View): Promise<void> {
    assert.deepEqual(view.troubles, []);
    await view.page.close();
  }

  for (const theme of Object.keys(themes) as (keyof typeof themes)[])
    test(`${theme}: it is shown without violations of the policy or of accessibility`, async () => {
      const view = await opened(deep, theme);
      const least = Math.abs(deep.tissues![0].weight[179]);
      assert.equal(await count(view), `180 of 3,540, |w| from ${Number(least.toPrecision(2))}`);
      assert.match(
        (await view.page.locator('.network canvas').getAttribute('aria-label')) ?? '',
        /^Network in its tissue, seed 1: placed, 60 neurons in their places, connections 180 of 3,540/,
      );
      assert.deepEqual(await view.accessibility(), []);
      await view.page.locator('.network').screenshot({ path: `${screenshots}/network ${theme}.png` });
      await closeClean(view);
    });

  test('keys and pointer turn it, the wheel and keys zoom it, and all can be undone', async () => {
    const view = await opened(deep, 'light', { reducedMotion: true }),
      canvas = view.page.locator('.network canvas');
    const first = await picture(view);
    await view.page.waitForTimeout(300);
    assert.equal(await picture(view), first, 'nothing moves by itself');
    let last = first;
    const changes = async (what: string, act: () => Promise<void>): Promise<void> => {
      await act();
      const now = await picture(view);
      assert.notEqual(now, last, what);
      last = now;
    };
    await canvas.focus();
    for (const key of ['ArrowRight', 'ArrowUp', '+', '-']) await changes(key, () => view.page.keyboard.press(key));
    await changes('the wheel', async () => {
      await canvas.hover();
      await view.page.mouse.wheel(0, -300);
      await view.page.waitForTimeout(100);
    });
    await changes('dragging', async () => {
      await view.page.mouse.down();
      await view.page.mouse.move(200, 300, { steps: 4 });
      await view.page.mouse.up();
    });
    await view.page.getByRole('button', { name: 'Reset view' }).click();
    assert.equal(await picture(view), first);
    await closeClean(view);
  });

  test('a slider says how strong what is drawn is, a list which network; both survive a reload', async () => {
    const view = await opened(deep);
    const slider = view.page.getByRole('slider', { name: 'Connections' });
    await slider.fill('0');
    assert.equal(await count(view), '0 of 3,540');
    await slider.fill('100');
    assert.match((await count(view)) ?? '', /^3,540 of 3,540, \|w\| from [\d.e−×^ -]+/);
    assert.equal(await slider.getAttribute('aria-valuetext'), await count(view));
    const before = await picture(view);
    await view.page.getByLabel('Condition').selectOption('free');
    assert.notEqual(await picture(view), before);
    const [state, last] = [await view.state(), await picture(view)];
    await closeClean(view);
    const again = await opened(deep, 'light', { state });
    assert.equal(await again.page.getByLabel('Condition').inputValue(), 'free');
    assert.equal(await picture(again), last);
    await closeClean(again);
  });

  test('two dimensions are flat: arrow keys do not turn them, and one network needs no list', async () => {
    const view = await opened(flat);
    assert.equal(await view.page.getByLabel('Condition').isVisible(), false);
    const first = await picture(view);
    await view.page.locator('.network canvas').focus();
    await view.page.keyboard.press('ArrowRight');
    assert.equal(await picture(view), first);
    await closeClean(view);
  });

  test('its figure is saved, and its table shown; as narrow as a side bar it is not cut', async () => {
    const view = await opened(deep, 'dark', { width: 300 });
    const cut = await view.page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
    assert.equal(cut, 0);
    await view.page.locator('.network').getByRole('button', { name: 'Save as SVG' }).click();
    const [posted] = (await view.posted()).slice(-1);
    assert.equal(posted.type === 'export' && posted.name, 'network');
    await view.page.locator('.network').getByRole('button', { name: 'Data' }).click();
    assert.equal(await view.page.locator('.network .data:visible').count(), 1);
    await closeClean(view);
  });
});
