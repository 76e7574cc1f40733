// A text of 5,000 lines, typed into in its middle.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

const name = 'five-thousand.anl';

/** The example again and again, every noun and experiment under its own name. */
function repeated(example, lines) {
  const rest = example.replace(/^language 1\n/, '');
  const names = ['digits', 'mouse', 'cortex', 'grown', 'reader', 'rapid_learning'];
  let text = 'language 1\n';
  for (let copy = 0; text.split('\n').length < lines; copy++)
    text += names.reduce((part, one) => part.replace(new RegExp(`\\b${one}\\b`, 'g'), `${one}_${copy}`), rest);
  return text;
}

/** `at`: the workbench, its page, the folder that is open, and `shot`, once they are there. */
export function longTextTests(at) {
  test('a text of 5,000 lines is typed into as a short one is', async () => {
    const { bench, page, workspace, shot } = at();
    const file = path.join(workspace, name);
    const text = repeated(bench.original['rapid-learning.anl'], 5000);
    const lines = text.split('\n');
    /** The first line behind the middle that holds a text, and the column where that begins; both count from 1. */
    const behindMiddle = (said) => {
      const line = lines.findIndex((each, index) => index > lines.length / 2 && each.includes(said));
      assert.ok(line > 0, `the example says '${said}'`);
      return [line + 1, lines[line].indexOf(said) + 1];
    };
    fs.writeFileSync(file, text);
    bench.original[name] = text;
    await bench.show('Explorer', page.getByRole('treeitem', { name, exact: true }));
    await bench.fresh(name);
    const errors = page.locator('.squiggly-error');

    const [step, column] = behindMiddle('  step 6 h');
    const end = column + '  step 6 h'.length;
    const typed = '# typed in the middle of five thousand lines';
    const drawn = () =>
      page.evaluate(
        () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(() => resolve(undefined)))),
      );
    await bench.until(
      async () => {
        await bench.goTo(step, end);
        await page.keyboard.type(`  ${typed}`);
        await drawn();
      },
      async () =>
        assert.equal(await bench.line(typed).count(), 1, 'what was typed is there when the editor draws next'),
    );
    await shot('37-long-text');

    const [rule, at0] = behindMiddle('migrate neuron');
    await bench.until(async () => {
      await bench.goTo(rule, at0 + 'migrat'.length);
      if (!(await bench.line('migrat neuron').count())) await page.keyboard.press('Delete');
    }, bench.line('migrat neuron'));
    await errors.first().waitFor();
    await shot('38-long-text-squiggle');
    await bench.until(async () => {
      await bench.goTo(rule, at0 + 'migrat'.length);
      if (await bench.line('migrat neuron').count()) await page.keyboard.type('e');
    }, bench.line('migrate neuron'));
    await errors.first().waitFor({ state: 'detached' });

    await bench.until(
      async () => {
        await bench.goTo(step, end + typed.length + 2);
        await page.keyboard.press('Enter');
        await page.keyboard.type('di');
      },
      bench.line(/^\s*di$/),
    );
    await bench.until(
      () => page.keyboard.press('Control+Space'),
      page.locator('.suggest-widget .monaco-list-row', { hasText: 'divide' }),
    );
    await shot('39-long-text-completion');
    await page.keyboard.press('Escape');
    delete bench.original[name];
    await bench.fresh('small.anl');
    fs.rmSync(file);
  });
}
