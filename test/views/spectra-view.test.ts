import assert from 'node:assert/strict';
import fs from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { projectFile } from '../data.ts';
import { spectraResults } from '../figures/spectra-sample.ts';
import type { Results } from '../../results/contract.ts';
import { finished } from './messages.ts';
import { noChromium, startViewHost, type themes, type View, type ViewHost } from './page.ts';

/** For people to look at; in continuous integration an artefact. */
const screenshots = projectFile('test', 'artefacts', 'views');

describe('figures of spectra in the results view', { skip: noChromium }, () => {
  let host: ViewHost;
  let results: Results;
  before(async () => {
    results = await spectraResults(
      ['spectrum', 'eigenvalues', 'timescales', 'matrix', 'raster', 'pcs'].map((what) => `plot ${what}`),
    );
    host = await startViewHost();
    fs.mkdirSync(screenshots, { recursive: true });
  });
  after(async () => {
    await host.close();
  });
  async function opened(theme: keyof typeof themes, width = 900): Promise<View> {
    const view = await host.open(theme, { width });
    await view.send(...finished(results));
    await view.page.locator('.figure svg').nth(5).waitFor();
    return view;
  }
  async function closeClean(view: View): Promise<void> {
    assert.deepEqual(view.troubles, []);
    await view.page.close();
  }
  for (const theme of ['dark', 'light', 'high contrast'] as const) {
    test(`${theme}: all of them, without violations of the policy or of accessibility`, async () => {
      const view = await opened(theme);
      assert.equal(await view.page.locator('.card').count(), 6);
      assert.deepEqual(await view.accessibility(), []);
      await view.page.screenshot({ path: `${screenshots}/spectra ${theme}.png`, fullPage: true });
      await closeClean(view);
    });
  }
  test('keyboard and pointer read ranks, eigenvalues and weights; the plane is zoomed on equal axes', async () => {
    const view = await opened('light');
    const { page } = view;
    const card = (title: string) => page.getByRole('region', { name: title });
    const spectrum = card('Spectrum of the exact covariance');
    await spectrum.locator('.figure').focus();
    for (let times = 0; times < 3; times++) await page.keyboard.press('ArrowRight');
    assert.match(
      (await spectrum.locator('.readout').textContent())!,
      /^rank 3, variance: symmetric [\d.]+, subcritical/,
    );
    const at = Number(await spectrum.locator('line.cursor').getAttribute('x1'));
    const [left, , right] = (await spectrum.locator('.plot').getAttribute('data-plot'))!.split(' ').map(Number);
    const last = Number((await spectrum.locator('.plot').getAttribute('data-domain'))!.split(' ')[1]);
    assert.ok(
      Math.abs(at - (left + (Math.log(3) / Math.log(last)) * (right - left))) < 0.1,
      'the cursor stands at rank 3 of a logarithmic axis',
    );
    const plane = card('Eigenvalues of the weights');
    await plane.locator('.figure').focus();
    await page.keyboard.press('ArrowRight');
    assert.match((await plane.locator('.readout').textContent())!, /^symmetric, seed \d: 0\.99$/);
    await page.keyboard.press('+');
    const [x0, x1, y0, y1] = (await plane.locator('.plot').first().getAttribute('data-domain'))!.split(' ').map(Number);
    assert.ok(x1 - x0 < 1.2 && Math.abs(x1 - x0 - (y1 - y0)) < 1e-9);
    await page.keyboard.press('Escape');
    const matrix = card('Weights of seed 1');
    await matrix.locator('.plot').last().hover();
    assert.match((await matrix.locator('.readout').textContent())!, /^clustered, to \d+, from \d+: weight /);
    await closeClean(view);
  });
  test('as narrow as a side bar, nothing is wider than the panel', async () => {
    const view = await opened('dark', 340);
    assert.ok(await view.page.evaluate('document.documentElement.scrollWidth <= window.innerWidth'));
    await view.page.screenshot({ path: `${screenshots}/spectra narrow.png`, fullPage: true });
    await closeClean(view);
  });
});
