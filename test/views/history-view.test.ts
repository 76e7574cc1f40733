import assert from 'node:assert/strict';
import fs from 'node:fs';
import { after, before, describe, test } from 'node:test';
import type { HistoryRow } from '../../results/history-rows.ts';
import type { FromHistory, ToHistory } from '../../views/view-messages.ts';
import { projectFile } from '../data.ts';
import { noChromium, startViewHost, type themes, type View, type ViewHost } from './page.ts';

const screenshots = projectFile('test', 'artefacts', 'views');

const row = (day: number, experiment: string, more: Partial<HistoryRow> = {}, known: object = {}): HistoryRow => ({
  folder: `/w/runs/${experiment}/${day}`,
  file: `${experiment}.anl`,
  starred: false,
  note: '',
  news: [],
  bytes: 240_000 * day,
  known: {
    record: {
      key: `${day}`.repeat(40),
      experiment,
      started: `2026-03-0${day}T10:00:00`,
      finished: '2026-03-05T10:00:00',
      seconds: 40 * day,
      backend: 'native-avx2',
    },
    begun: `2026-03-0${day} 10:00`,
    state: 'done',
    claims: { passed: 2, failed: 0, unknown: 0 },
    seeds: 10,
    ...known,
  },
  ...more,
});
const cut = { jobs: { done: 75, total: 122 }, finished: null };
const rows: readonly HistoryRow[] = [
  row(
    4,
    'stripes',
    {
      news: [
        'connect w, spectrum, value 0.9 → 0.7',
        'develop sheet, signals, Room, expression neighbours(progenitor, within: 100 um) < 60 → ' +
          'neighbours(progenitor, within: 60 um) < 40',
        'train, batch 64 → 32',
        'seeds 1, 2, 3 → 1, 2, 3, 4',
      ],
    },
    { claims: { passed: 1, failed: 2, unknown: 0 } },
  ),
  row(3, 'stripes', { starred: true, note: 'for the figure' }),
  row(2, 'edges', {}, { claims: { passed: 1, failed: 0, unknown: 1 } }),
  row(
    1,
    'edges',
    {},
    { state: 'interrupted', claims: undefined, record: { ...row(1, 'edges').known?.record, ...cut } },
  ),
  { ...row(5, 'torn', { problem: 'run.json is damaged. Run the experiment again.' }), known: undefined },
];
const history: ToHistory = { type: 'history', rows, isWhole: true };

describe('the history of runs', { skip: noChromium }, () => {
  let host: ViewHost;
  before(async () => {
    host = await startViewHost();
    fs.mkdirSync(screenshots, { recursive: true });
  });
  after(() => host?.close());
  async function opened(theme: keyof typeof themes = 'light', options: { width?: number; state?: unknown } = {}) {
    const view = await host.open(theme, { page: 'history', ...options });
    await view.send(history);
    await view.until("document.querySelectorAll('tbody tr').length > 0");
    return view;
  }
  const shown = (view: View) =>
    view.page.locator('tbody th').evaluateAll((heads) => heads.map(({ textContent }) => textContent?.slice(0, 10)));
  const posted = async (view: View) => (await view.posted()).slice(1) as FromHistory[];
  async function closeClean(view: View) {
    assert.deepEqual(view.troubles, []);
    await view.page.close();
  }

  for (const [theme, width] of [
    ['dark', 900],
    ['light', 300],
    ['light', 1920],
    ['high contrast', 300],
    ['high contrast light', 900],
  ] as const)
    test(`${theme}, ${width} px: readable, nothing cut off the page, no finding of axe`, async () => {
      const view = await opened(theme, { width });
      const { page } = view;
      assert.deepEqual(await view.accessibility(), []);
      const overflow = await page.evaluate(
        'document.documentElement.scrollWidth - document.documentElement.clientWidth',
      );
      assert.ok((overflow as number) <= 0, `${overflow} px wider than the page`);
      assert.equal(await page.locator('.order').isVisible(), width === 300);
      if (width === 300) {
        await page.getByLabel('Sort by').selectOption('claims');
        assert.equal((await shown(view))[0], 'torn/5');
        await page.getByLabel('Sort by').selectOption('when');
      }
      if (width !== 1920)
        assert.ok(await page.locator('.scrolling').evaluate((table) => table.scrollWidth <= table.clientWidth));
      await page.screenshot({ path: `${screenshots}/history ${theme} ${width}.png`, fullPage: true });
      await closeClean(view);
    });

  test('a row says when, what came of its claims, what is new, how long and how large', async () => {
    const view = await opened();
    const texts = await view.page
      .locator('tbody tr')
      .evaluateAll((all) =>
        all.map((one) => [...one.querySelectorAll('th, td[data-column]')].map(({ textContent }) => textContent)),
      );
    assert.deepEqual(texts[0], [
      ...['2026-03-04 10:00', 'stripes', '✗ 1 of 3 claims'],
      `${rows[0].news.slice(0, 3).join('; ')}; and 1 more`,
      ...['10', 'native-avx2', '2.7 min', '960 kB', ''],
    ]);
    assert.deepEqual(
      texts.map(([, , claims]) => claims),
      ['✗ 1 of 3 claims', '✓ 2 of 2 claims', '? 1 of 2 claims', 'interrupted at 75 of 122 jobs', 'cannot be read'],
    );
    assert.equal(texts[3][6], 'not known');
    await closeClean(view);
  });

  test('it is filtered by words and sorted by each column, and stays so', async () => {
    const view = await opened();
    const { page } = view;
    const filter = page.getByLabel('Filter runs');
    for (const [words, days] of [
      ['stripes', ['2026-03-04', '2026-03-03']],
      ['figure star', ['2026-03-03']],
      ['within batch', ['2026-03-04']],
      ['nothing', []],
      ['', ['2026-03-04', '2026-03-03', '2026-03-02', '2026-03-01', 'torn/5']],
    ] as const) {
      await filter.fill(words);
      assert.deepEqual(await shown(view), days, words);
    }
    for (const [column, first] of [
      ['size', 'torn/5'],
      ['size', '2026-03-01'],
      ['took', '2026-03-04'],
      ['experiment', 'torn/5'],
      ['experiment', '2026-03-04'],
      ['claims', 'torn/5'],
      ['when', '2026-03-04'],
    ] as const) {
      await page.getByRole('button', { name: column, exact: true }).click();
      assert.equal((await shown(view))[0], first, column);
    }
    assert.equal(await page.locator('th[aria-sort]').count(), 1);
    assert.equal(await page.locator('th[aria-sort="descending"]').textContent(), 'when ↓');
    await filter.fill('edges');
    const again = await opened('light', { state: await view.state() });
    assert.deepEqual(await shown(again), ['2026-03-02', '2026-03-01']);
    await closeClean(again);
    await closeClean(view);
  });

  test('with the keyboard: choose two and compare them, the oldest first; star; note; delete', async () => {
    const view = await opened();
    const { page } = view;
    const action = (name: string) => page.getByRole('button', { name, exact: true });
    assert.ok(await action('Compare').isDisabled());
    await page.locator('tbody input[type="checkbox"]').first().focus();
    for (const key of ['Space', 'ArrowDown', 'Space']) await page.keyboard.press(key);
    assert.match((await page.locator('[role="status"]').textContent()) ?? '', /^5 runs; 2 chosen$/);
    assert.ok(await action('Run again').isDisabled());
    await action('Compare').press('Enter');
    await page.locator('.star').nth(1).press('Enter');
    await page.getByLabel(/^Note on .*03-02/).fill(' the old edge ');
    await page.keyboard.press('Enter');
    await page.locator('tbody input[type="checkbox"]').first().press('Space');
    await action('Run again').press('Enter');
    await action('Open the text').press('Enter');
    await action('Delete …').press('Enter');
    assert.deepEqual(await posted(view), [
      { type: 'compare', folders: [rows[1].folder, rows[0].folder] },
      { type: 'remark', folder: rows[1].folder, remark: { starred: false, note: 'for the figure' } },
      { type: 'remark', folder: rows[2].folder, remark: { starred: false, note: 'the old edge' } },
      { type: 'again', folder: rows[1].folder },
      { type: 'text', folder: rows[1].folder },
      { type: 'delete', folders: [rows[1].folder] },
    ]);
    await closeClean(view);
  });

  test('a note that is being written is not lost when the list is read anew, nor what is chosen', async () => {
    const view = await opened();
    const { page } = view;
    await page.locator('tbody input[type="checkbox"]').nth(1).check();
    await page.getByLabel(/^Note on .*03-02/).focus();
    await page.keyboard.type('half');
    await view.send({ ...history, rows: rows.slice(1) });
    await view.until("document.querySelectorAll('tbody tr').length === 4");
    await page.keyboard.type('way');
    assert.equal(await page.getByLabel(/^Note on .*03-02/).inputValue(), 'halfway');
    assert.ok(await page.locator('tbody input[type="checkbox"]').first().isChecked());
    await closeClean(view);
  });

  test('without a run it says what to do', async () => {
    const view = await host.open('dark', { page: 'history' });
    await view.send({ ...history, rows: [] });
    await view.until("document.querySelector('.empty').textContent.startsWith('No run yet. Press ▶ Run')");
    await closeClean(view);
  });
});
