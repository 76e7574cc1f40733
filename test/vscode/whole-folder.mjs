// What is known of the whole folder, what a run leaves in the text, and panels of any width and theme.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { test } from 'node:test';

const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** `at`: the workbench, its page, the folder that is open, `shot` and `choose` (a theme), once they are there. */
export function wholeFolderTests(at) {
  const problems = (text) => at().page.locator('.markers-panel .monaco-list-row', { hasText: text });

  /** Waits until a file is there and says what is looked for. */
  async function written(file, says, timeout = 60_000) {
    for (const end = Date.now() + timeout; !(fs.existsSync(file) && says(fs.readFileSync(file, 'latin1'))); ) {
      assert.ok(Date.now() < end, `${file} is written`);
      await at().page.waitForTimeout(100);
    }
  }

  test('a rename reaches a closed file, whose mistakes stand among the problems', async () => {
    const { bench, page, workspace, shot } = at();
    const closed = path.join(workspace, 'user.anl');
    fs.writeFileSync(closed, 'language 1\nuse "genes.anl"\nexperiment e { compare { a = togle } }\n');
    await bench.show('Explorer', page.getByRole('treeitem', { name: 'genes.anl' }));
    await bench.fresh('genes.anl');
    await bench.until(() => bench.command('Problems: Focus on Problems View'), problems('togle'));
    await shot('33-closed-problem');
    fs.writeFileSync(closed, fs.readFileSync(closed, 'utf8').replace('togle', 'toggle'));
    await problems('togle').first().waitFor({ state: 'detached' });
    const box = page.locator('.rename-box input');
    await bench.until(
      async () => {
        await bench.goToText('genes.anl', 'toggle', 1);
        await page.keyboard.press('F2');
        await box.waitFor({ timeout: 10_000 });
        await box.fill('switch_pair');
        await page.keyboard.press('Enter');
      },
      (timeout) => bench.line('genes switch_pair').waitFor({ timeout }),
    );
    await written(closed, (text) => text.includes('a = switch_pair'));
    await shot('34-renamed-in-closed-file');
    fs.rmSync(closed);
    await bench.command('View: Hide Panel');
  });

  test('after a run its numbers stand at their lines, and a figure and the report are saved as PDF', async () => {
    const { bench, page, workspace, shot } = at();
    await bench.fresh('failing.anl');
    const heading = bench.view().getByRole('heading', { name: 'failing' });
    await bench.until(() => bench.command('Anlage: Run Experiment'), heading);
    await bench.line(/measure\s+stem\s+=\s+basin\(stem\).*wild\s+\d+/).waitFor({ timeout: 60_000 });
    const lens = (text) => page.locator('.codelens-decoration a', { hasText: text });
    await lens(/✗ 1, ✓ 1/)
      .first()
      .waitFor();
    await lens(/✗ fails/)
      .first()
      .waitFor();
    await shot('35-numbers-at-lines');
    const saved = async (button, name) => {
      const file = path.join(workspace, name);
      await bench.until(
        async () => {
          await button.first().click({ timeout: 10_000 });
          await bench.input.waitFor({ timeout: 10_000 });
          // the dialogue puts its own proposal there once it has looked at the folder
          do {
            await bench.input.fill(file, { timeout: 10_000 });
            await page.waitForTimeout(1000);
          } while ((await bench.input.inputValue()) !== file);
          await page.locator('.quick-input-widget .monaco-button', { hasText: 'OK' }).click({ timeout: 10_000 });
        },
        (timeout) => written(file, (text) => text.length > 1000, timeout),
      );
      assert.equal(fs.readFileSync(file).subarray(0, 5).toString(), '%PDF-');
    };
    await saved(bench.view().getByRole('button', { name: 'Save as PDF' }), 'figure.pdf');
    await saved(bench.view().getByRole('button', { name: 'Save report' }), 'report.pdf');
  });

  test('a panel fits any width and theme, has no fault of access, and is used by keys alone', async () => {
    const { bench, page, shot, choose } = at();
    await bench.view().getByRole('heading', { name: 'failing' }).waitFor();
    const size = page.viewportSize();
    await page.locator('.tab', { hasText: 'failing · failing.anl' }).first().click();
    await bench.command('View: Maximize Editor Group');
    for (const [theme, look] of [
      ['Light Modern', '.monaco-workbench.vs:not(.hc-light)'],
      ['Dark Modern', '.monaco-workbench.vs-dark'],
      ['Dark High Contrast', '.monaco-workbench.hc-black'],
      ['Light High Contrast', '.monaco-workbench.hc-light'],
    ]) {
      await choose(theme, look);
      // beside the bar of activities, the narrowest is about 300 px
      for (const width of [348, 660, 1920]) {
        await page.setViewportSize({ width, height: 1000 });
        await page.waitForTimeout(300);
        await shot(`36-${theme.toLowerCase().replaceAll(' ', '-')}-${width}`);
        const body = bench.view().locator('body');
        const { inner, outer } = await body.evaluate(({ scrollWidth }) => ({ inner: scrollWidth, outer: innerWidth }));
        assert.ok(width > 348 || outer <= 320, `a window of ${width} px leaves the panel ${outer}`);
        assert.ok(inner <= outer, `${theme}, ${outer} px: nothing reaches over the edge`);
      }
      const frame = await (await bench.view().locator('body').elementHandle()).ownerFrame();
      await frame.evaluate(axe);
      const faults = await frame.evaluate(async () => {
        const { violations } = await globalThis.axe.run(document);
        return violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`);
      });
      assert.deepEqual(faults, [], theme);
    }
    await page.setViewportSize(size);
    const first = bench.view().locator('button').first();
    await first.focus();
    const reached = new Set();
    for (let step = 0; step < 60; step++) {
      await page.keyboard.press('Tab');
      reached.add(
        await bench
          .view()
          .locator('body')
          .evaluate(() => document.activeElement?.textContent?.trim() || document.activeElement?.ariaLabel || ''),
      );
    }
    assert.ok([...reached].some((text) => text.includes('Save')));
    assert.ok([...reached].some((text) => text.includes('stem')));
  });
}
