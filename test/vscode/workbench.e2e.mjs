// What a person sees and does, in the workbench of a real VS Code with the packaged .vsix installed. Screenshots go to test/artefacts/.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { installVsix, launchBrowser, openWorkbench, startServer } from './host.mjs';
import { makeWorkspace } from './workspace.mjs';

const project = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
const artefacts = path.join(project, 'test', 'artefacts');
fs.mkdirSync(artefacts, { recursive: true });
const violations = [];
let server, browser, page, workspace;

before(async () => {
  workspace = makeWorkspace();
  server = await startServer();
  browser = await launchBrowser();
  await installVsix(path.join(project, 'dist', 'anlage.vsix'), server);
  ({ page } = await openWorkbench(server, browser, { folder: workspace }));
  page.setDefaultTimeout(30_000);
  page.on('console', (message) => { if (/Content Security Policy/.test(message.text()) && /anlage|webview/.test(`${message.text()}${message.location().url}`)) violations.push(message.text()); });
  await page.getByRole('treeitem', { name: 'small.anl' }).waitFor();
}, { timeout: 300_000 });

after(async () => {
  await browser?.close();
  await server?.stop();
  if (workspace) fs.rmSync(workspace, { recursive: true, force: true });
});

afterEach((context) => (context.error ? shot(`failed-${context.name.slice(0, 30)}`) : undefined));

const shot = (name) => page.screenshot({ path: path.join(artefacts, `${name}.png`) });

async function command(title) {
  const input = page.locator('.quick-input-widget input.input');
  await page.keyboard.press('F1');
  await input.waitFor();
  await input.fill(`>${title}`);
  await page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first().click();
}

async function open(name) {
  await page.getByRole('treeitem', { name }).dblclick();
  await page.locator('.monaco-editor .view-line').first().waitFor();
}

/** Puts the cursor at a line and column (1-based). */
async function goTo(line, column = 1) {
  await page.keyboard.press('Control+g');
  const input = page.locator('.quick-input-widget input.input');
  await input.waitFor();
  await input.fill(`:${line}:${column}`);
  await page.keyboard.press('Enter');
  await input.waitFor({ state: 'hidden' });
}

const lineOf = (name, text) => {
  const lines = fs.readFileSync(path.join(workspace, name), 'utf8').split('\n');
  const index = lines.findIndex((line) => line.includes(text));
  assert.ok(index >= 0, `${name} says '${text}'`);
  return { line: index + 1, column: lines[index].indexOf(text) + 1 };
};
const view = () => page.frameLocator('iframe.webview.ready').last().frameLocator('iframe#active-frame');

test('opens the example: coloured, with a lens to run and no error', async () => {
  await open('small.anl');
  const { line } = lineOf('small.anl', 'experiment rapid_learning');
  await goTo(line);
  await page.getByText('▶ Run', { exact: false }).first().waitFor();
  assert.equal(await page.locator('.squiggly-error').count(), 0);
  await shot('1-open');
});

test('a typo gets a squiggle, and loses it when mended', async () => {
  const { line, column } = lineOf('small.anl', 'migrate neuron');
  await goTo(line, column + 'migrat'.length);
  await page.keyboard.press('Delete');
  await page.locator('.squiggly-error').first().waitFor();
  await shot('2-squiggle');
  await page.keyboard.type('e');
  await page.locator('.squiggly-error').first().waitFor({ state: 'detached' });
});

test('completes and hovers', async () => {
  const { line } = lineOf('small.anl', '  step 6 h');
  await goTo(line, 99);
  await page.keyboard.press('Enter');
  await page.keyboard.type('di');
  await page.keyboard.press('Control+Space');
  await page.locator('.suggest-widget .monaco-list-row', { hasText: 'divide' }).first().waitFor();
  await shot('3-complete');
  await page.keyboard.press('Escape');
  for (let i = 0; i < 3; i++) await page.keyboard.press('Control+z');
  const target = lineOf('small.anl', 'spread 50 um');
  await goTo(target.line, target.column + 2);
  await page.keyboard.press('Control+k');
  await page.keyboard.press('Control+i');
  await page.locator('.monaco-hover', { hasText: 'spread' }).first().waitFor();
  await shot('4-hover');
  await page.keyboard.press('Escape');
});

test('renames a gene', async () => {
  const { line, column } = lineOf('small.anl', 'Hes1,');
  await goTo(line, column + 1);
  await page.keyboard.press('F2');
  const box = page.locator('.rename-box input');
  await box.waitFor();
  await box.fill('Hes5');
  await page.keyboard.press('Enter');
  await page.locator('.view-line', { hasText: 'Hes5' }).nth(2).waitFor();
  await shot('5-rename');
  await page.keyboard.press('Control+s');
});

test('runs by one click: progress, verdicts, table, figures, replayed growth', async () => {
  await goTo(lineOf('small.anl', 'experiment rapid_learning').line);
  await page.locator('.codelens-decoration a', { hasText: 'Run' }).first().click();
  await view().locator('[role="progressbar"], progress').first().waitFor();
  await view().getByText(/\d+ of \d+ jobs/).first().waitFor();
  await command('Notifications: Show Notifications'); // the test driver keeps toasts away
  await page.locator('.notification-list-item', { hasText: 'Running rapid_learning' }).first().waitFor();
  await shot('6-running');
  await view().getByText('supported', { exact: false }).or(view().getByText('holds', { exact: false })).or(view().getByText('fails', { exact: false })).first().waitFor({ timeout: 300_000 });
  await view().locator('table').first().waitFor();
  await view().locator('svg').first().waitFor();
  await view().locator('canvas').first().waitFor();
  const slider = view().locator('input[type="range"]').first();
  await slider.waitFor();
  await shot('7-results');
  await slider.scrollIntoViewIfNeeded();
  await slider.focus();
  await page.keyboard.press('Home');
  await shot('8-circuit-start');
  await page.keyboard.press('End');
  await shot('9-circuit-end');
});

test('cancels a second run and keeps what is done', async () => {
  await open('long.anl');
  await goTo(lineOf('long.anl', 'experiment rapid_learning').line);
  await command('Anlage: Run Experiment');
  const cancel = view().getByRole('button', { name: 'Cancel' });
  await cancel.waitFor();
  await page.waitForTimeout(3000);
  await cancel.click();
  await view().getByText(/cancelled/i).first().waitFor({ timeout: 20_000 });
  await shot('10-cancelled');
});

test('looks right in dark and in high contrast, and lists the runs', async () => {
  await page.getByRole('tab', { name: 'Anlage' }).first().click();
  await page.locator('.pane-body .monaco-list-row', { hasText: 'rapid_learning' }).nth(1).waitFor();
  for (const [theme, look] of [['Dark Modern', '.monaco-workbench.vs-dark'], ['Dark High Contrast', '.monaco-workbench.hc-black']]) {
    await command('Preferences: Color Theme');
    const input = page.locator('.quick-input-widget input.input');
    await input.fill(theme);
    await page.locator('.quick-input-list .monaco-list-row', { hasText: theme }).first().waitFor();
    await page.keyboard.press('Enter');
    await page.locator(look).waitFor();
    await page.waitForTimeout(500);
    await shot(`11-${theme.toLowerCase().replaceAll(' ', '-')}`);
  }
});

test('no violation of the content security policy', () => assert.deepEqual(violations, []));
