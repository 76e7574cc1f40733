// What a person sees and does, in the workbench of a real VS Code with the packaged .vsix installed. Screenshots go to
// test/artefacts/.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { firstStudyTests } from './first-study.mjs';
import { installVsix, launchBrowser, openWorkbench, startServer } from './host.mjs';
import { longTextTests } from './long-text.mjs';
import { wholeFolderTests } from './whole-folder.mjs';
import { Workbench } from './workbench.mjs';
import { makeWorkspace } from './workspace.mjs';

const project = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
const artefacts = path.join(project, 'test', 'artefacts');
fs.mkdirSync(artefacts, { recursive: true });
const violations = [];
let server, browser, page, workspace, bench;

before(
  async () => {
    workspace = makeWorkspace();
    // one job at a time: what is looked at in mid-run goes on for long enough on any machine
    server = await startServer({ userSettings: { 'anlage.jobs': 1 } });
    browser = await launchBrowser();
    await installVsix(path.join(project, 'dist', 'anlage.vsix'), server);
    ({ page } = await openWorkbench(server, browser, { folder: workspace }));
    page.setDefaultTimeout(120_000);
    page.on('console', (message) => {
      if (
        /Content Security Policy/.test(message.text()) &&
        /anlage|webview/.test(`${message.text()}${message.location().url}`)
      )
        violations.push(message.text());
    });
    await page.getByRole('treeitem', { name: 'small.anl' }).waitFor({ timeout: 300_000 });
    bench = new Workbench(page, workspace);
  },
  { timeout: 900_000 },
);

after(async () => {
  await browser?.close();
  await server?.stop();
  if (workspace) fs.rmSync(workspace, { recursive: true, force: true });
});

afterEach(async (context) => {
  if (!context.error || !bench) return;
  await shot(`failed-${context.name.slice(0, 30)}`);
  await bench.command('Anlage: Cancel Runs'); // what a failed test left running must not slow the next
});

const shot = (name) => page.screenshot({ path: path.join(artefacts, `${name}.png`) });
const errors = () => page.locator('.squiggly-error');
async function choose(theme, look) {
  await bench.until(async () => {
    await bench.command('Preferences: Color Theme');
    await bench.input.fill(theme);
    await page.locator('.quick-input-list .monaco-list-row', { hasText: theme }).first().waitFor({ timeout: 10_000 });
    await page.keyboard.press('Enter');
  }, page.locator(look));
  await page.waitForTimeout(500);
}
const verdict = () =>
  bench
    .view()
    .getByText(/supported|holds|fails/)
    .first();

test('opens the example: coloured, with a lens to run and no error', async () => {
  await bench.fresh('small.anl');
  await bench.goToText('small.anl', 'experiment rapid_learning');
  await page.getByText('▶ Run', { exact: false }).first().waitFor();
  assert.equal(await errors().count(), 0);
  await shot('1-open');
});

test('a typo gets a squiggle, and loses it when mended', async () => {
  await bench.until(async () => {
    await bench.fresh('small.anl');
    await bench.goToText('small.anl', 'migrate neuron', 'migrat'.length);
    await page.keyboard.press('Delete');
  }, bench.line('migrat neuron'));
  await errors().first().waitFor();
  await shot('2-squiggle');
  await bench.until(async () => {
    await bench.goToText('small.anl', 'migrate neuron', 'migrat'.length);
    if (!(await bench.line('migrate neuron').count())) await page.keyboard.type('e');
  }, bench.line('migrate neuron'));
  await errors().first().waitFor({ state: 'detached' });
});

test('completes and hovers', async () => {
  const { line } = bench.lineOf('small.anl', '  step 6 h');
  await bench.until(
    async () => {
      await bench.fresh('small.anl');
      await bench.goTo(line, '  step 6 h'.length + 1);
      await page.keyboard.press('Enter');
      await page.keyboard.type('di');
    },
    bench.line(/^\s*di$/),
  );
  await bench.until(
    () => page.keyboard.press('Control+Space'),
    page.locator('.suggest-widget .monaco-list-row', { hasText: 'divide' }),
  );
  await shot('3-complete');
  await bench.fresh('small.anl');
  await bench.until(
    async () => {
      await bench.goToText('small.anl', 'spread 50 um', 2);
      await page.keyboard.press('Control+k');
      await page.keyboard.press('Control+i');
    },
    page.locator('.monaco-hover', { hasText: 'spread' }),
  );
  await shot('4-hover');
});

test('renames a gene', async () => {
  await bench.fresh('small.anl');
  const box = page.locator('.rename-box input');
  await bench.until(
    async () => {
      await bench.goToText('small.anl', 'Hes1,', 1);
      await page.keyboard.press('F2');
      await box.waitFor({ timeout: 10_000 });
      await box.fill('Hes5');
      await page.keyboard.press('Enter');
    },
    (timeout) => bench.line('Hes5').nth(2).waitFor({ timeout }),
  );
  await shot('5-rename');
});

test('says what a gene does and where its network ends', async () => {
  await bench.fresh('genes.anl');
  await bench.until(
    async () => {
      await bench.goToText('genes.anl', 'Tbr1, !Sox2', 1);
      await page.keyboard.press('Control+k');
      await page.keyboard.press('Control+i');
    },
    page.locator('.monaco-hover', { hasText: 'on in 2 of 3 attractors' }),
  );
  await shot('12-hover-gene');
  await bench.until(
    async () => {
      await page.keyboard.press('Escape');
      await bench.goToText('genes.anl', 'update synchronous', 2);
      await page.keyboard.press('Control+k');
      await page.keyboard.press('Control+i');
    },
    page.locator('.monaco-hover', { hasText: 'Only under synchronous update' }),
  );
  await shot('13-hover-update');
  await page.keyboard.press('Escape');
  await bench.line('3 attractors: stem 1, neuron 1, undecided 1').waitFor();
  await bench.line(/genes\s+area.*attractors?:\s+front/).waitFor();
  await shot('14-inlay-hints');
});

test('a quick fix leaves out an input without effect', async () => {
  await bench.fresh('genes.anl');
  await page.locator('.squiggly-warning').first().waitFor();
  const fix = page.locator('.action-widget .monaco-list-row', { hasText: 'Leave' });
  await bench.until(async () => {
    await page.keyboard.press('Escape');
    await bench.goToText('genes.anl', 'Sox2 & Tbr1', 'Sox2 & '.length + 1);
    await page.keyboard.press('Control+.');
  }, fix);
  await shot('15-quick-fix');
  await fix.first().click();
  await bench.line(/^\s*Pax6,\s+Sox2$/).waitFor();
});

test('the preview shows the network at the cursor and follows it', async () => {
  const title = (text) => bench.view().getByRole('heading', { level: 1, name: text });
  await bench.fresh('genes.anl');
  await bench.goToText('genes.anl', 'Tbr1, !Sox2');
  await bench.until(() => bench.command('Anlage: Preview'), title('genes toggle'));
  await bench.view().locator('svg').nth(1).waitFor();
  await bench.until(async () => {
    await page.locator('.monaco-editor .view-line').first().click();
    await bench.goToText('genes.anl', 'fate front');
  }, title('genes area'));
  await bench.until(() => bench.goTo(1), bench.view().getByText('Nothing to preview here', { exact: false }));
  await shot('16-preview-empty');
  await bench.until(() => bench.goToText('genes.anl', 'fate stem'), title('genes toggle'));
  for (const [theme, look] of [
    ['Dark High Contrast', '.monaco-workbench.hc-black'],
    ['Dark Modern', '.monaco-workbench.vs-dark'],
    ['Light Modern', '.monaco-workbench.vs:not(.hc-light)'],
  ]) {
    await choose(theme, look);
    await shot(`17-preview-${theme.toLowerCase().replaceAll(' ', '-')}`);
  }
  await bench.fresh('area.bnet');
  await bench.until(() => bench.command('Anlage: Preview'), title('genes area.bnet'));
  await shot('18-preview-bnet');
});

test('says what a spectrum will be like, behind it, on hover and as pictures', async () => {
  await bench.fresh('spectra.anl');
  await bench.line(/spectrum\s+max\s+0\.999.*slowest\s+20\s+s\s+·\s+exponent\s+≈\s+0\.\d\d\s+±\s+0\.\d\d/).waitFor();
  await bench.line(/connect\s+free.*slowest\s+10\s+tau/).waitFor();
  await bench.until(
    async () => {
      await bench.goToText('spectra.anl', 'spectrum max 0.999', 2);
      await page.keyboard.press('Control+k');
      await page.keyboard.press('Control+i');
    },
    page.locator('.monaco-hover', { hasText: 'over ranks 11 .. 500 at N = 1,000 (semicircle' }),
  );
  await shot('19-hover-spectrum');
  await page.keyboard.press('Escape');
  const title = (text) => bench.view().getByRole('heading', { level: 1, name: text });
  await bench.until(() => bench.command('Anlage: Preview'), title('connect wild'));
  await bench.view().locator('svg').nth(1).waitFor();
  await shot('20-preview-spectrum');
  for (const [name, at] of [
    ['clans', 'groups 10'],
    ['free', 'normal(0, 1)'],
  ]) {
    await bench.until(
      async () => {
        await page.locator('.monaco-editor .view-line').first().click();
        await bench.goToText('spectra.anl', at);
      },
      title(`connect ${name}`),
    );
    await bench.view().locator('svg').nth(1).waitFor();
    await shot(`21-preview-${name}`);
  }
});

test('runs by one click: verdicts, table, figures, replayed growth', async () => {
  await bench.fresh('small.anl');
  await bench.goToText('small.anl', 'experiment rapid_learning');
  await bench.until(
    () => page.locator('.codelens-decoration a', { hasText: 'Run' }).first().click(),
    bench.view().getByRole('heading', { name: 'rapid_learning' }),
  );
  await verdict().waitFor({ timeout: 600_000 });
  await bench.view().locator('table').first().waitFor();
  await bench.view().locator('svg').first().waitFor();
  await bench.view().locator('canvas').first().waitFor();
  const slider = bench.view().locator('input[type="range"]').first();
  await slider.waitFor();
  await shot('7-results');
  await slider.scrollIntoViewIfNeeded();
  for (const [key, name] of [
    ['Home', '8-circuit-start'],
    ['End', '9-circuit-end'],
  ]) {
    await slider.press(key);
    await shot(name);
  }
});

test('shows the progress of a long run, cancels it and keeps what is done', async () => {
  await bench.fresh('long.anl');
  await bench.goToText('long.anl', 'experiment rapid_learning');
  const cancel = bench.view().getByRole('button', { name: 'Cancel' });
  await bench.until(() => bench.command('Anlage: Run Experiment'), cancel);
  await bench.view().locator('[role="progressbar"], progress').first().waitFor();
  await bench
    .view()
    .getByText(/[1-9]\d* of \d+ jobs/)
    .first()
    .waitFor();
  // The test driver keeps toasts away.
  await bench.until(
    () => bench.command('Notifications: Show Notifications'),
    page.locator('.notification-list-item', { hasText: 'Running rapid_learning' }),
  );
  await shot('6-running');
  await cancel.click();
  await bench
    .view()
    .getByText(/cancelled/i)
    .first()
    .waitFor();
  await shot('10-cancelled');
});

test('a window reloaded in mid-run shows what is done, goes on from there, and ends', async () => {
  await bench.fresh('reloaded.anl');
  const view = bench.view();
  const cancel = view.getByRole('button', { name: 'Cancel' });
  const tabs = page.locator('.tab', { hasText: 'rapid_learning · reloaded.anl' });
  // VS Code keeps the state of a window from time to time: what was opened last before a reload may not be there after
  // it. Then the run is begun again, and given longer.
  let seconds = 2;
  await bench.until(
    async () => {
      await bench.open('reloaded.anl');
      await bench.until(() => bench.command('Anlage: Run Experiment'), cancel);
      await view.locator('.doing', { hasText: /[1-9]\d* of \d+ jobs/ }).waitFor();
      seconds *= 2;
      await page.waitForTimeout(seconds * 1000);
      await bench.reload();
    },
    (timeout) => view.getByText(/Interrupted at [1-9]\d* of \d+ jobs/).waitFor({ timeout: Math.max(timeout, 60_000) }),
  );
  await view.locator('table').first().waitFor();
  await shot('22-interrupted');
  await bench.until(() => view.getByRole('button', { name: 'Continue' }).click({ timeout: 10_000 }), cancel);
  await view.locator('.state', { hasText: 'Done' }).waitFor({ timeout: 900_000 });
  await verdict().waitFor();
  assert.equal(await tabs.count(), 1);
  await shot('23-continued');
});

test('looks right in dark and in high contrast, and lists the runs', async () => {
  await bench.fresh('small.anl');
  await bench.goToText('small.anl', 'experiment rapid_learning');
  await bench.until(
    () => bench.command('Anlage: Run Experiment'),
    bench.view().getByRole('heading', { name: 'rapid_learning' }),
  );
  await verdict().waitFor({ timeout: 600_000 });
  const listed = page.locator('.pane-body .monaco-list-row', { hasText: 'rapid_learning' });
  await bench.show('Anlage', listed);
  for (const [theme, look] of [
    ['Dark Modern', '.monaco-workbench.vs-dark'],
    ['Dark High Contrast', '.monaco-workbench.hc-black'],
  ]) {
    await choose(theme, look);
    await shot(`11-${theme.toLowerCase().replaceAll(' ', '-')}`);
  }
});

test('a claim that fails is marked in the list and at its line; a finished folder is never written to', async () => {
  const row = (text) => page.locator('.pane-body .monaco-list-row', { hasText: text });
  await bench.show('Explorer', page.getByRole('treeitem', { name: 'failing.anl' }));
  await bench.fresh('failing.anl');
  await bench.until(
    () => bench.command('Anlage: Run Experiment'),
    bench.view().getByRole('heading', { name: 'failing' }),
  );
  await verdict().waitFor();
  await page.locator('.testing-run-glyph.codicon-testing-failed-icon').first().waitFor();
  await page.locator('.testing-run-glyph.codicon-testing-passed-icon').first().waitFor();
  await bench.show('Anlage', row('✗ 1 of 2 claims'));
  await shot('24-failing');

  const runs = path.join(workspace, 'runs', 'failing');
  const written = () =>
    fs
      .readdirSync(runs, { recursive: true })
      .map((name) => [String(name), fs.statSync(path.join(runs, String(name))).mtimeMs])
      .sort();
  const before = written();
  const panel = page.locator('.tab', { hasText: 'failing · failing.anl' });
  await bench.until(
    () => panel.click({ button: 'middle', timeout: 10_000 }),
    (timeout) => panel.waitFor({ state: 'detached', timeout }),
  );
  await bench.until(
    () => row('✗ 1 of 2 claims').last().click(),
    bench.view().getByRole('button', { name: 'Run again' }),
  );
  await bench.until(
    () => bench.view().getByRole('button', { name: 'Run again' }).click({ timeout: 10_000 }),
    bench.view().getByText('From the cache'),
  );
  assert.deepEqual(written(), before);

  await bench.until(async () => {
    await page
      .locator('.tab', { hasText: /^failing\.anl/ })
      .first()
      .click();
    await bench.goTo(1, 'language 1'.length + 1);
    await page.keyboard.type(' # now');
  }, bench.view().getByText('What is shown is of another text than the file has now.'));
  await bench.until(
    () => bench.view().getByRole('button', { name: 'Run the old text' }).click({ timeout: 10_000 }),
    bench.view().getByText('From the cache'),
  );
  assert.deepEqual(written(), before);
  await shot('25-older-text');
});

test('runs of the command line paint the claims; the history lists them, keeps a star and compares them', async () => {
  const file = path.join(workspace, 'claims.anl');
  const byCommand = () => {
    const ran = spawnSync(process.execPath, [path.join(project, 'dist', 'anlage.mjs'), 'run', file, '--quiet'], {
      encoding: 'utf8',
    });
    assert.equal(ran.status, 0, ran.stderr);
  };
  await bench.show('Explorer', page.getByRole('treeitem', { name: 'claims.anl' }));
  await bench.fresh('claims.anl');
  byCommand();
  await page.locator('.testing-run-glyph.codicon-testing-passed-icon').nth(1).waitFor();
  await bench.line(/stem\s+of\s+wild\s+>\s+10\s+%.*✓/).waitFor();
  await shot('26-claims-by-command');
  fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace('> 10 %', '> 20 %'));
  byCommand();
  await bench.line(/stem\s+of\s+wild\s+>\s+20\s+%.*✓/).waitFor();
  await bench.until(
    async () => {
      await bench.goTo(1, 'language 1'.length + 1);
      await page.keyboard.type(' # now');
    },
    bench.line(/stem\s+of\s+wild\s+>\s+20\s+%.*earlier:\s+✓/),
  );

  const view = bench.view();
  const rows = view.locator('tbody tr', { hasText: 'my study' });
  await bench.until(() => bench.command('Anlage: Run History'), rows.nth(1));
  await view.getByLabel('Filter runs').fill('study');
  await rows.first().locator('.star').click();
  await view.locator('.star[aria-pressed="true"]').waitFor();
  const files = fs.readdirSync(path.join(workspace, 'runs'), { recursive: true });
  assert.equal(files.filter((name) => /remark\.json$/.test(String(name))).length, 1);
  for (const at of [0, 1]) await rows.nth(at).locator('input[type="checkbox"]').check();
  await shot('27-history');
  await bench.until(
    () => view.getByRole('button', { name: 'Compare' }).click({ timeout: 10_000 }),
    bench.view().getByRole('heading', { name: 'my study: runs A, B' }),
  );
  await bench.view().locator('.changed-lines', { hasText: 'expect stem of wild > 20 %' }).waitFor();
  await shot('28-comparison');
});

longTextTests(() => ({ bench, page, workspace, shot }));
firstStudyTests(() => ({ bench, page, workspace, shot }));
wholeFolderTests(() => ({ bench, page, workspace, shot, choose }));

test('no violation of the content security policy', () => assert.deepEqual(violations, []));
