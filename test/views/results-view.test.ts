import assert from 'node:assert/strict';
import fs from 'node:fs';
import { after, before, describe, test } from 'node:test';
import type { ExpectationSpec } from '../../language/specification.ts';
import type { RunRecord } from '../../results/contract.ts';
import type { ShownState, ToView } from '../../views/view-messages.ts';
import { projectFile } from '../data.ts';
import { factorialSample, sampleGrowth, sampleResults } from '../figures/sample.ts';
import { file, finished, target, underway } from './messages.ts';
import { noChromium, startViewHost, themes, type View, type ViewHost } from './page.ts';

const expectations: ExpectationSpec[] = [
  {
    text: 'accuracy of grown > 85 %',
    line: 47,
    every: false,
    left: { call: 'of', arguments: [{ name: 'accuracy' }, { name: 'grown' }] },
    test: { kind: 'compare', operator: '>', right: 0.85 },
    at: {},
  },
];
const conditions = { grown: 0.94, rewired: 0.952, random: 0.95, no_circuit: 0.93 };
const plots = ['plot accuracy by condition', 'plot learning', 'plot circuit'];
const results = sampleResults({ conditions, seeds: 5, expectations, plots, circuit: sampleGrowth(1000) });
const solid = sampleResults({
  conditions,
  seeds: 5,
  plots: ['plot accuracy by condition'],
  circuit: sampleGrowth(400, 3),
});

/** What a host sends of a folder that it found. */
function found(status: ShownState, changes: Partial<RunRecord>): ToView[] {
  const shown = { ...results, run: { ...results.run, ...changes } };
  return [...finished(shown).slice(0, -1), { type: 'status', status }];
}

/** For people to look at; in continuous integration an artefact. */
const screenshots = projectFile('test', 'artefacts', 'views');

describe('the results view in a browser', { skip: noChromium }, () => {
  let host: ViewHost;
  before(async () => {
    host = await startViewHost();
    fs.mkdirSync(screenshots, { recursive: true });
  });
  after(async () => {
    await host.close();
  });

  async function opened(
    messages: Parameters<View['send']>,
    ready: string,
    theme: keyof typeof themes = 'dark',
    options = {},
  ): Promise<View> {
    const view = await host.open(theme, options);
    await view.send(...messages);
    await view.page.locator(ready).first().waitFor();
    return view;
  }
  async function closeClean(view: View): Promise<void> {
    assert.deepEqual(view.troubles, []);
    await view.page.close();
  }
  const lastPosted = async (view: View) => (await view.posted()).at(-1);

  for (const theme of Object.keys(themes) as (keyof typeof themes)[]) {
    test(`${theme}: a finished run is shown whole, without violations of the policy or of accessibility`, async () => {
      const view = await opened(finished(results), '.circuit .clock', theme);
      const { page } = view;
      assert.equal(await page.locator('h1').textContent(), 'rapid_learning');
      assert.equal(await page.locator('.state').textContent(), 'Done');
      assert.match((await page.locator('.facts').textContent())!, /^rapid learning\.anl · 60 s · wasm/);
      assert.match((await page.locator('.verdict').textContent())!, /holds.*accuracy of grown > 85 %/);
      assert.equal(await page.locator('.measures tbody tr').first().locator('td').count(), 6);
      assert.equal(await page.locator('.figure circle.point').count(), 20);
      assert.equal(await page.locator('.figure path.seed').count(), 3 * 4 * 5);
      assert.match((await page.locator('.circuit .clock').textContent())!, /1,000 cells/);
      assert.deepEqual(await view.accessibility(), []);
      await page.screenshot({ path: `${screenshots}/results ${theme}.png`, fullPage: true });
      await closeClean(view);
    });
  }

  test('effects of factors have a table for each measure, also where the page is narrow', async () => {
    const factors = sampleResults(factorialSample({ plots: ['plot accuracy by weights'] }));
    for (const width of [300, 900]) {
      const view = await opened(finished(factors), '[aria-label="Effects"] table', 'light', { width });
      const { page } = view;
      const table = page.locator('[aria-label="Effects"] table').first();
      assert.equal(await table.locator('caption').textContent(), 'effects on accuracy (points)');
      assert.deepEqual(await table.locator('tbody th').evaluateAll((heads) => heads.map((head) => head.textContent)), [
        ...['weights: all levels', 'weights: permuted − functional', 'weights: orthogonal − functional'],
        ...['distance: grid − tissue', 'communication: direct − none', 'weights × distance: all levels'],
        ...['weights × distance: permuted, grid', 'weights × distance: orthogonal, grid'],
        ...['weights × communication: all levels', 'weights × communication: permuted, direct'],
        ...['weights × communication: orthogonal, direct', 'distance × communication: grid, direct'],
        ...[
          'weights × distance × communication: all levels',
          'weights × distance × communication: permuted, grid, direct',
        ],
        'weights × distance × communication: orthogonal, grid, direct',
      ]);
      assert.equal(await page.locator('.figure circle.point').count(), 12 * 10);
      assert.deepEqual(await view.accessibility(), []);
      await page.screenshot({ path: `${screenshots}/effects ${width} px.png`, fullPage: true });
      await closeClean(view);
    }
  });

  test('beside the editor the table stacks its columns; on a wide page figures stand in two', async () => {
    for (const width of [300, 560, 700]) {
      const narrow = await opened(finished(results), '.circuit .clock', 'light', { width });
      const { page } = narrow;
      const cut = await page
        .locator('.measures .scrolling')
        .first()
        .evaluate((table) => table.scrollWidth - table.clientWidth);
      assert.ok(cut <= 0, `${cut} px of the table are cut at ${width} px`);
      assert.equal(await page.locator('.measures thead').first().isVisible(), false);
      assert.deepEqual(
        await page
          .locator('.measures tbody tr')
          .nth(1)
          .locator('td')
          .evaluateAll((cells) => cells.map((cell) => cell.getAttribute('data-column'))),
        ['n', 'mean [95 % CI]', 'difference (points) [95 % CI]', 'd_z', 'p, corrected', 'untrained'],
      );
      assert.deepEqual(await narrow.accessibility(), []);
      await page.screenshot({ path: `${screenshots}/results ${width} px.png`, fullPage: true });
      await closeClean(narrow);
    }
    const wide = await opened(finished(results), '.circuit .clock', 'dark', { width: 1900 });
    const tops = await wide.page
      .locator('.figures > *')
      .evaluateAll((cards) => cards.map((card) => card.getBoundingClientRect().top));
    assert.equal(tops[0], tops[1]);
    assert.deepEqual(await wide.accessibility(), []);
    await wide.page.screenshot({ path: `${screenshots}/results 1900 px.png`, fullPage: true });
    await closeClean(wide);
  });

  const states = {
    empty: { messages: [], says: /No run yet/, buttons: [] },
    'a file that cannot be run': {
      messages: [target, { type: 'status', status: 'failed', message: 'Line 5: `redaer` is not known.' }],
      says: /^rapid_learningFailed(?!.*No run yet).*Line 5: `redaer` is not known\./s,
      buttons: ['Run again'],
    },
    idle: {
      messages: [target, { type: 'init', experiment: results.experiment, file }],
      says: /Not run yet.*4 conditions, 5 seeds/s,
      buttons: ['Run'],
    },
    starting: {
      messages: [
        { type: 'init', experiment: results.experiment, file },
        { type: 'status', status: 'running' },
      ],
      says: /Running.*Starting …/s,
      buttons: ['Cancel'],
    },
    running: {
      messages: underway(results),
      says: /Running.*12 of 40 jobs, about 21 s left — rewired, seed 2.*waiting/s,
      buttons: ['Cancel'],
    },
    cached: {
      messages: finished(results, 'cached'),
      says: /From the cache/,
      buttons: ['Run again', 'Save report', 'Open folder'],
    },
    cancelled: {
      messages: [...underway(results), { type: 'status', status: 'cancelled' }],
      says: /Cancelled at 12 of 40 jobs: what is done is kept/,
      buttons: ['Continue'],
    },
    interrupted: {
      messages: found('interrupted', { jobs: { done: 75, total: 122 } }),
      says: /Interrupted.*Interrupted at 75 of 122 jobs: what is done is kept, and Continue goes on from there/s,
      buttons: ['Continue', 'Save report', 'Open folder'],
    },
    elsewhere: {
      messages: found('elsewhere', { jobs: { done: 75, total: 122 } }),
      says: /Running elsewhere.*Another window or program runs it, 75 of 122 jobs/s,
      buttons: ['Open folder'],
    },
    'of an older text': {
      messages: [...finished(results), { type: 'text', text: 'newer' }],
      says: /What is shown is of another text than the file has now/,
      buttons: ['Run the present text', 'Run the old text', 'Save report', 'Open folder'],
    },
    'of an older text, while it runs': {
      messages: [...underway(results), { type: 'text', text: 'newer' }],
      says: /This run is of another text than the file has now/,
      buttons: ['Cancel'],
    },
    'of a file that is gone': {
      messages: [...finished(results), { type: 'text', text: 'gone' }],
      says: /What is shown is of a file that is not there any more\. Its text is kept/,
      buttons: ['Run the old text', 'Save report', 'Open folder'],
    },
    'changed on the command line': {
      messages: found('done', { changes: ['seeds 1 .. 2', 'train.batch=32'], version: '0.1.0', engine: '0.3.0' }),
      says: /Anlage 0\.1\.0, engine 0\.3\.0.*changed on the command line: seeds 1 \.\. 2; train\.batch=32/s,
      buttons: ['Run again', 'Save report', 'Open folder'],
    },
    failed: {
      messages: [
        ...underway(results, 0.05),
        { type: 'event', event: { t: 1, kind: 'error', text: 'rewired, seed 2: out of memory' } },
        { type: 'status', status: 'failed', message: 'mnist was not found' },
      ],
      says: /Failed.*mnist was not found.*out of memory/s,
      buttons: ['Run again'],
    },
  } satisfies Record<string, { messages: Parameters<View['send']>; says: RegExp; buttons: string[] }>;
  for (const [state, { messages, says, buttons }] of Object.entries(states)) {
    test(`${state}: says what is the matter and offers what can be done`, async () => {
      const view = await host.open('light');
      await view.send(...messages);
      await view.until(
        `new RegExp(${JSON.stringify(says.source)}, 's').test(document.querySelector('main').textContent)`,
      );
      assert.deepEqual(await view.page.locator('header button:visible').allTextContents(), buttons);
      assert.deepEqual(await view.accessibility(), []);
      await view.page.screenshot({ path: `${screenshots}/${state}.png`, fullPage: true });
      await closeClean(view);
    });
  }

  test('the view says that it is ready, and asks for what its buttons say', async () => {
    const running = await opened(underway(results), '.figure svg');
    assert.deepEqual((await running.posted())[0], { type: 'ready' });
    await running.page.getByRole('button', { name: 'Cancel' }).click();
    assert.deepEqual(await lastPosted(running), { type: 'cancel' });
    await closeClean(running);
    const done = await opened(finished(results), '.figure svg');
    await done.send({ type: 'text', text: 'newer' });
    for (const [name, message] of [
      ['Run the present text', { type: 'rerun', text: 'present' }],
      ['Run the old text', { type: 'rerun', text: 'old' }],
      ['Open folder', { type: 'openFolder' }],
    ] as const) {
      await done.page.getByRole('button', { name }).click();
      assert.deepEqual(await lastPosted(done), message);
    }
    await closeClean(done);
  });

  test('a verdict leads to its line, a number to its condition, a table to its measure', async () => {
    const view = await opened(finished(results), '.measures table');
    await view.page.locator('.verdict button').click();
    assert.deepEqual(await lastPosted(view), { type: 'reveal', line: 47 });
    await view.page.locator('tbody tr').nth(1).locator('td button').click();
    assert.deepEqual(await lastPosted(view), { type: 'revealName', kind: 'condition', name: 'rewired' });
    await view.page.locator('caption button').first().click();
    assert.deepEqual(await lastPosted(view), { type: 'revealName', kind: 'measure', name: 'accuracy' });
    await closeClean(view);
  });

  test('points and curves appear as jobs report them; zoom, selection and focus stay', async () => {
    const view = await opened(underway(results, 0.4), '.figure svg');
    const { page } = view;
    const before = await page.locator('circle.point').count();
    const figure = page.locator('.figure').nth(1);
    await figure.focus();
    await page.keyboard.press('+');
    const domain = await figure.locator('.plot').first().getAttribute('data-domain');
    assert.match(domain!, /^0\.5 1 /);
    await page.getByRole('button', { name: 'rewired', exact: true }).first().click();
    const rows = results.rows.slice(Math.floor(0.4 * results.rows.length));
    await view.send(
      ...rows.map((row) => ({ type: 'event' as const, event: { t: 2, kind: 'measure' as const, ...row } })),
    );
    await view.until(`document.querySelectorAll('circle.point').length > ${before}`);
    assert.equal(await page.locator('circle.point').count(), 20);
    assert.match((await figure.locator('.plot').first().getAttribute('data-domain'))!, /^0\.5 1 /);
    assert.equal(
      await page.getByRole('button', { name: 'rewired', exact: true }).first().getAttribute('aria-pressed'),
      'true',
    );
    assert.equal(await page.evaluate('document.activeElement.textContent'), 'rewired');
    assert.ok(await figure.evaluate((element) => element.classList.contains('selecting')));
    await figure.focus();
    await page.keyboard.press('Escape');
    assert.match((await figure.locator('.plot').first().getAttribute('data-domain'))!, /^0 1 /);
    await closeClean(view);
  });

  test('dragging over curves looks closer, a double click looks at all again', async () => {
    const view = await opened(finished(results), '.plot');
    const { page } = view;
    const plot = page.locator('.plot').first();
    await plot.scrollIntoViewIfNeeded();
    const [left, top, right, bottom] = (await plot.getAttribute('data-plot'))!.split(' ').map(Number);
    const box = (await page.locator('.figure').nth(1).locator('svg').boundingBox())!;
    const at = (x: number, y: number) =>
      [box.x + 1.5 * (6 + left + x * (right - left)), box.y + 1.5 * (6 + top + y * (bottom - top))] as const;
    await page.mouse.move(...at(0.5, 0.1));
    assert.match(
      (await page.locator('.card').nth(1).locator('.readout').textContent())!,
      /^epoch 0\.5\d*, accuracy: grown 9\d/,
    );
    await page.mouse.down();
    await page.mouse.move(...at(0.75, 0.5), { steps: 3 });
    await page.mouse.up();
    const [from, to] = (await plot.getAttribute('data-domain'))!.split(' ').map(Number);
    assert.ok(Math.abs(from - 0.5) < 0.01 && Math.abs(to - 0.75) < 0.01, `${from} .. ${to}`);
    await page.mouse.dblclick(...at(0.5, 0.5));
    await view.until(`document.querySelector('.plot').dataset.domain.startsWith('0 1 ')`);
    await closeClean(view);
  });

  test('the keyboard walks from seed to seed and from condition to condition, and along curves', async () => {
    const view = await opened(finished(results), '.plot');
    const { page } = view;
    const said = (card: number) => page.locator('.card').nth(card).locator('.readout').textContent();
    await page.locator('.figure').first().focus();
    await page.keyboard.press('ArrowRight');
    assert.match((await said(0))!, /^grown, seed 1: 9\d\.\d+\s%$/);
    await page.keyboard.press('ArrowRight');
    assert.match((await said(0))!, /^grown, seed 2: /);
    await page.keyboard.press('ArrowDown');
    assert.match((await said(0))!, /^rewired, seed 1: /);
    assert.equal(await page.locator('.cursor').count(), 1);
    await page.locator('.figure').nth(1).focus();
    await page.keyboard.press('End');
    assert.match((await said(1))!, /^epoch 1, loss: grown 0\.\d+\snats, rewired/);
    await closeClean(view);
  });

  test('figures are saved in their light, print-ready form whatever the theme', async () => {
    const view = await opened(finished(results), '.figure svg', 'high contrast');
    const { page } = view;
    await page.getByRole('button', { name: 'Save as SVG' }).first().click();
    const svg = await lastPosted(view);
    assert.ok(svg?.type === 'export' && svg.format === 'svg');
    assert.equal(svg.name, 'accuracy-by-condition');
    assert.match(svg.content, /^<svg [^>]*width="180mm"/);
    assert.match(svg.content, /fill="#ffffff"/);
    assert.doesNotMatch(svg.content, /var\(/);
    await page.locator('main').evaluate((main) => main.setAttribute('data-figure-width', '85'));
    await page.getByRole('button', { name: 'Save as PDF' }).first().click();
    await view.until(`window.posted.at(-1).format === 'pdf'`);
    const narrow = await lastPosted(view);
    assert.ok(narrow?.type === 'export');
    assert.match(narrow.content, /^<svg [^>]*width="85mm"/);
    const colour = () =>
      page
        .locator('.figure .s0')
        .first()
        .evaluate((series) => getComputedStyle(series).color);
    const [usual, quiet] = [await colour(), /#4477AA/];
    assert.doesNotMatch(narrow.content, quiet);
    await page.locator('main').evaluate((main) => main.setAttribute('data-palette', 'tol-bright'));
    assert.notEqual(await colour(), usual);
    await page.getByRole('button', { name: 'Save as SVG' }).first().click();
    await view.until(`window.posted.at(-1).format === 'svg'`);
    const recoloured = await lastPosted(view);
    assert.ok(recoloured?.type === 'export');
    assert.match(recoloured.content, quiet);
    assert.doesNotMatch(recoloured.content, /#0072B2/);
    for (const attribute of ['data-figure-width', 'data-palette'])
      await page.locator('main').evaluate((main, name) => main.removeAttribute(name), attribute);
    for (const [card, name] of [
      [1, 'learning'],
      [2, 'circuit'],
    ] as const) {
      await page.getByRole('button', { name: 'Save as PNG' }).nth(card).click();
      await view.until(`window.posted.at(-1).name === '${name}'`);
      const png = await lastPosted(view);
      assert.ok(png?.type === 'export' && png.format === 'png');
      const bytes = Buffer.from(png.content, 'base64');
      assert.equal(bytes.subarray(1, 4).toString('latin1'), 'PNG');
      assert.equal(bytes.readUInt32BE(16), Math.round((180 / 25.4) * 300), '180 mm at 300 dots per inch');
    }
    await closeClean(view);
  });

  test('each figure opens a table of its data', async () => {
    const view = await opened(finished(results), '.figure svg');
    const { page } = view;
    assert.equal(await page.getByRole('button', { name: 'Data' }).count(), 3);
    await page.getByRole('button', { name: 'Data' }).first().click();
    assert.deepEqual(await page.locator('.data:visible thead th').allTextContents(), [
      'condition',
      'what',
      'seed',
      'value',
    ]);
    assert.equal(
      await page.locator('.data:visible tbody tr').filter({ hasText: 'grown' }).filter({ hasText: 'seed' }).count(),
      5,
    );
    await closeClean(view);
  });

  test('the circuit replays its growth: frames, counts, colours of the theme, play', async () => {
    const view = await opened(finished(results), '.circuit .clock');
    const { page } = view;
    const slider = page.locator('.circuit input[type=range]');
    const clock = page.locator('.circuit .clock');
    const frames = results.circuits[0].growth.frames;
    assert.equal(await slider.getAttribute('max'), String(frames.length - 1));
    for (const frame of [0, 7, frames.length - 1]) {
      await slider.fill(String(frame));
      assert.match((await clock.textContent())!, new RegExp(`· ${frames[frame].count.toLocaleString('en')} cells?$`));
      const counts = [0, 1, 2].map((fate) =>
        frames[frame].fate.reduce((sum, each) => sum + Number(each === (fate === 2 ? -1 : fate)), 0),
      );
      assert.deepEqual(
        await page.locator('.fates .count').allTextContents(),
        counts.map((count) => count.toLocaleString('en')),
      );
    }
    const neurons = await paintedPixels(view, [0xf5, 0x85, 0x3f]);
    assert.ok(neurons > 200, 'neurons in the orange of dark themes');
    assert.ok(
      (await paintedPixels(view, [0x4c, 0xa3, 0xe8])) < neurons / 10,
      'progenitors without a synapse are pale, as in the figure that is saved',
    );
    assert.equal(await page.locator('.circuit .aside .quiet').textContent(), 'Small: cells without a synapse.');
    await page.locator('.circuit').getByRole('checkbox', { name: 'Synapses' }).check();
    await page.getByRole('button', { name: 'Play' }).click();
    await view.until(`Number(document.querySelector('.circuit input[type=range]').value) >= 2`);
    await page
      .locator('.circuit')
      .getByRole('button', { name: /^(Pause|Play)$/ })
      .click(); // on a slow machine the replay may be over
    await closeClean(view);
  });

  test('in high contrast cells have the colours of the legend; a circuit without synapses says so', async () => {
    const contrast = await opened(finished(results), '.circuit .clock', 'high contrast');
    assert.ok((await paintedPixels(contrast, [0x4c, 0xa3, 0xe8])) > 200, 'progenitors without a synapse');
    await closeClean(contrast);
    const [{ growth, ...grown }] = results.circuits;
    const none = { count: 0, pre: new Int32Array(), post: new Int32Array(), birth: new Int32Array() };
    const unwired = { ...growth, synapses: { ...growth.synapses, ...none, weight: new Float64Array() } };
    const view = await opened(finished({ ...results, circuits: [{ ...grown, growth: unwired }] }), '.circuit .clock');
    assert.equal(await view.page.locator('.circuit .aside .quiet').textContent(), 'There are no synapses.');
    assert.ok(await view.page.locator('.circuit').getByRole('checkbox').isHidden());
    await closeClean(view);
  });

  test('a circuit of three dimensions turns by the arrow keys', async () => {
    const view = await opened(finished(solid), '.circuit .clock', 'light', { reducedMotion: true });
    const picture = () => view.page.evaluate(`document.querySelector('canvas').toDataURL()`);
    const first = await picture();
    await view.page.locator('canvas').focus();
    await view.page.keyboard.press('ArrowRight');
    assert.notEqual(await picture(), first);
    await closeClean(view);
  });

  test('what the user did survives a reload of the window', async () => {
    const view = await opened(finished(results), '.circuit .clock');
    await view.page.getByRole('button', { name: 'random', exact: true }).first().click();
    await view.page.locator('.circuit input[type=range]').fill('4');
    await view.page.getByRole('button', { name: 'Data' }).first().click();
    const state = await view.state();
    assert.equal(state.file, file);
    assert.deepEqual(state.experiment, { name: 'rapid_learning' });
    assert.equal(state.folder, '/study/runs/rapid_learning/0123456789ab');
    await closeClean(view);
    const again = await opened(finished(results), '.circuit .clock', 'dark', { state });
    assert.equal(
      await again.page.getByRole('button', { name: 'random', exact: true }).first().getAttribute('aria-pressed'),
      'true',
    );
    assert.equal(await again.page.locator('.circuit input[type=range]').inputValue(), '4');
    assert.equal(await again.page.locator('.data:visible').count(), 1);
    await closeClean(again);
  });

  test('a panel as narrow as a side bar keeps its texts readable', async () => {
    const view = await opened(finished(results), '.circuit .clock', 'dark', { width: 340 });
    assert.ok(
      await view.page.evaluate('document.documentElement.scrollWidth <= window.innerWidth'),
      'nothing is wider than the panel',
    );
    await view.page.screenshot({ path: `${screenshots}/narrow.png`, fullPage: true });
    await closeClean(view);
  });

  async function paintedPixels(view: View, [red, green, blue]: readonly number[]): Promise<number> {
    return view.page.evaluate(`(() => {
      const canvas = document.querySelector('canvas');
      const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
      let count = 0;
      for (let at = 0; at < data.length; at += 4)
        if (data[at] === ${red} && data[at + 1] === ${green} && data[at + 2] === ${blue}) count++;
      return count;
    })()`);
  }
});
