// From nothing to a verdict without the manual, as the first steps in the editor lead.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

/** `at`: the workbench, its page, the folder that is open, and `shot`, once they are there. */
export function firstStudyTests(at) {
  const status = (text) => at().page.locator('.statusbar-item', { hasText: text });

  test('a new study from a template runs, and the status bar says what became of its claim', async () => {
    const { bench, page, workspace, shot } = at();
    const file = path.join(workspace, 'mine.anl');
    const row = page.locator('.quick-input-list .monaco-list-row', { hasText: 'Grown connectome' });
    await bench.until(() => bench.command('Anlage: New Study…'), row);
    await shot('30-new-study');
    await row.click();
    await bench.input.fill('mine');
    await page.keyboard.press('Enter');
    await page.locator('.editor-group-container .tab.active', { hasText: 'mine.anl' }).waitFor();
    await bench.line('experiment connectome').waitFor();
    assert.equal(await page.locator('.squiggly-error, .squiggly-warning').count(), 0);

    const line =
      fs
        .readFileSync(file, 'utf8')
        .split('\n')
        .findIndex((each) => each.includes('seeds 1 .. 8')) + 1;
    await bench.goTo(line);
    const heading = bench.view().getByRole('heading', { name: 'connectome' });
    await bench.until(() => page.keyboard.press('Control+F9'), heading);
    await status('1 of 1 claim').waitFor({ timeout: 600_000 });
    await bench.view().getByText('supported').first().waitFor();
    await shot('31-verdict');

    await bench.until(
      async () => {
        await page.locator('.tab', { hasText: 'mine.anl' }).first().click();
        const text = fs.readFileSync(file, 'utf8');
        const claim = text.split('\n').findIndex((each) => each.includes('expect clustering')) + 1;
        await bench.goTo(claim, '  expect clustering of grown >'.length);
        await page.keyboard.press('Delete');
        await page.keyboard.type('<');
      },
      bench.line(/grown\s+<\s+clustering/),
    );
    await status('earlier results').waitFor();
    await page.keyboard.press('Control+s');
    await bench.until(() => page.keyboard.press('Control+F9'), status('0 of 1 claim'));
    await bench.view().getByText('fails').first().waitFor();
    await shot('32-claim-fails');
  });

  test('the first steps show what to do, with pictures, and what is done', async () => {
    const { bench, page, shot } = at();
    const step = (title) => page.locator('.getting-started-step', { hasText: title });
    await bench.fresh('claims.anl');
    await bench.until(() => bench.command('Anlage: First Steps'), step('Begin with a study that works'));
    for (const title of ['Begin with a study that works', 'Run it', 'Break a claim'])
      await step(title).locator('.codicon-getting-started-step-checked').waitFor();
    for (const [title, alternative] of [
      ['Begin with a study that works', 'A study in the editor'],
      ['Run it', 'The results: the claim'],
      ['Break a claim', 'The claim turned round'],
      ['Compare what you have run', 'Two runs beside each other'],
    ]) {
      const picture = page.locator(`.getting-started-media img[alt^="${alternative}"]`);
      await bench.until(async () => {
        // between attempts Escape leaves the steps
        if (!(await step(title).isVisible())) await bench.command('Anlage: First Steps');
        await step(title).locator('.step-title').click({ timeout: 10_000 });
      }, picture);
      assert.ok(await picture.first().evaluate((image) => image.decode().then(() => image.naturalWidth > 300)));
      await shot(`29-first-steps-${title.split(' ')[0].toLowerCase()}`);
    }
  });
}
