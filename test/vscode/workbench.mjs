// What a person does in the workbench, for tests on machines of any speed: whatever relies on a key press is done again
// until its effect is seen.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';

/**
 * How long an effect is waited for before the act is repeated, in milliseconds: most acts work at once, a busy machine
 * gets more each time.
 */
const patience = [3_000, 6_000, 12_000, 24_000, 60_000, 120_000];

export class Workbench {
  constructor(page, folder) {
    this.page = page;
    this.folder = folder;
    this.original = Object.fromEntries(
      fs
        .readdirSync(folder)
        .filter((name) => /\.(anl|bnet)$/.test(name))
        .map((name) => [name, fs.readFileSync(path.join(folder, name), 'utf8')]),
    );
    this.input = page.locator('.quick-input-widget input.input');
  }

  /**
   * Acts until `seen(milliseconds)` succeeds; a locator is seen when it is visible. Between attempts whatever the act
   * left open is closed.
   */
  async until(act, seen) {
    const look = typeof seen === 'function' ? seen : (timeout) => seen.first().waitFor({ timeout });
    for (const [attempt, timeout] of patience.entries()) {
      try {
        await act();
        await look(timeout);
        return;
      } catch (error) {
        if (attempt === patience.length - 1) throw error;
        await this.page.keyboard.press('Escape');
      }
    }
  }

  /** Runs a command of the palette by its title. */
  async command(title) {
    const row = this.page.locator('.quick-input-list .monaco-list-row', { hasText: title }).first();
    await this.until(async () => {
      await this.page.keyboard.press('F1');
      await this.input.waitFor({ timeout: 5_000 });
      await this.input.fill(`>${title}`);
    }, row);
    await row.click();
  }

  /**
   * Closes every editor and opens a file as it was when the workspace was made, so that no test inherits what another
   * typed.
   */
  async fresh(name) {
    for (const [file, text] of Object.entries(this.original)) fs.writeFileSync(path.join(this.folder, file), text);
    const dirty = this.page.locator('.tab.dirty');
    for (let left = await dirty.count(); left > 0; left = await dirty.count()) {
      await dirty.first().click();
      await this.command('View: Revert and Close Editor');
      await dirty.nth(left - 1).waitFor({ state: 'detached' });
    }
    const tabs = this.page.locator('.editor-group-container .tab');
    if (await tabs.count())
      await this.until(
        () => this.command('View: Close All Editors'),
        async (timeout) => {
          await tabs.first().waitFor({ state: 'detached', timeout });
        },
      );
    await this.open(name);
  }

  async open(name) {
    await this.until(
      () => this.page.getByRole('treeitem', { name, exact: true }).dblclick({ timeout: 10_000 }),
      this.page.locator('.editor-group-container .tab.active', { hasText: name }),
    );
    await this.page.locator('.monaco-editor .view-line').first().waitFor();
  }

  /** Puts the cursor at a line and column (1-based). */
  async goTo(line, column = 1) {
    await this.until(
      async () => {
        await this.page.keyboard.press('Control+g');
        await this.input.waitFor({ timeout: 5_000 });
        await this.input.fill(`:${line}:${column}`);
        await this.page.keyboard.press('Enter');
        await this.input.waitFor({ state: 'hidden', timeout: 5_000 });
      },
      this.page.locator('.statusbar-item', { hasText: new RegExp(`Ln ${line}, Col ${column}(?!\\d)`) }),
    );
  }

  /** The line (1-based) of a file that holds a text, and the column where the text begins. */
  lineOf(name, text) {
    const lines = this.original[name].split('\n');
    const index = lines.findIndex((line) => line.includes(text));
    assert.ok(index >= 0, `${name} says '${text}'`);
    return { line: index + 1, column: lines[index].indexOf(text) + 1 };
  }

  /** Puts the cursor `offset` characters behind the start of a text. */
  async goToText(name, text, offset = 0) {
    const { line, column } = this.lineOf(name, text);
    await this.goTo(line, column + offset);
  }

  /** A line of the editor with this text somewhere in it, as it is drawn. */
  line(text) {
    return this.page.locator('.monaco-editor .view-line', { hasText: text });
  }

  /** A view of the side bar, by its name there. */
  async show(view, seen) {
    await this.until(() => this.page.getByRole('tab', { name: view }).first().click(), seen);
  }

  /** The same window anew, as when it is closed and opened again. */
  async reload() {
    await this.page.reload({ timeout: 300_000 });
    await this.page.locator('.monaco-workbench .editor-group-container').first().waitFor({ timeout: 300_000 });
  }

  /** The document of the webview on show. */
  view() {
    return this.page.frameLocator('iframe.webview.ready').last().frameLocator('iframe#active-frame');
  }
}
