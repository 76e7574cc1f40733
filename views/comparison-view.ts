import type { Figure } from '../figures/index.ts';
import { comparisonTables, pairingText, type RunsComparison, sameText } from '../results/run-comparison.ts';
import { momentText } from '../results/history-rows.ts';
import { h } from './element.ts';
import { type CardState, makeFigureCard } from './figure-card.ts';
import { nameCells } from './measures-table.ts';
import type { FromComparison, ToComparison } from './view-messages.ts';

/** What survives a reload of the window: the host finds the folders here. */
interface Kept {
  readonly folders?: readonly string[];
  readonly cards: Readonly<Record<string, CardState>>;
}
declare function acquireVsCodeApi(): {
  postMessage(message: FromComparison): void;
  getState(): Kept | undefined;
  setState(state: Kept): void;
};

const vscode = acquireVsCodeApi();
const post = (message: FromComparison): void => vscode.postMessage(message);
let kept: Kept = { cards: {}, ...vscode.getState() };
const place = h('div');
document.getElementById('comparison')!.append(place);

window.addEventListener('message', ({ data }: MessageEvent<ToComparison>) => {
  if (data.type === 'problem') {
    place.replaceChildren(h('p', { class: 'problem', 'data-status': 'failed' }, data.text));
    return;
  }
  keep({ folders: data.comparison.runs.map(({ folder }) => folder) });
  place.replaceChildren(...contentOf(data.comparison), figuresPlace(data.figures));
});
post({ type: 'ready' });

function contentOf(comparison: RunsComparison): HTMLElement[] {
  const { runs, lines, specification, computed } = comparison;
  const labels = runs.map(({ label }) => label);
  const experiments = [...new Set(runs.map(({ experiment }) => experiment))];
  const same = sameText(comparison);
  const settings = (caption: string, rows: RunsComparison['computed']): HTMLElement | undefined =>
    tableOf(
      caption,
      ['setting', ...labels],
      rows.map(({ where, values }) => [where, ...values.map((value) => value ?? '–')]),
    );
  return [
    h(
      'header',
      {},
      h('h1', {}, `${experiments.join(', ')}: runs ${labels.join(', ')}`),
      h(
        'ul',
        { class: 'runs' },
        ...runs.map(({ label, folder, started, key }, index) =>
          h(
            'li',
            { class: `run r${index % 7}` },
            h('span', { class: 'swatch', 'aria-hidden': 'true' }),
            h('strong', {}, label),
            h(
              'button',
              {
                type: 'button',
                class: 'plain',
                title: `Show its results · key ${key.slice(0, 12)}`,
                onclick: () => post({ type: 'show', folder }),
              },
              momentText(new Date(started)),
            ),
            h(
              'button',
              { type: 'button', class: 'secondary', onclick: () => post({ type: 'text', folder }) },
              `Open the text of ${label}`,
            ),
          ),
        ),
      ),
      experiments.length > 1
        ? h('p', { class: 'stale' }, `These are runs of ${experiments.length} experiments: ${experiments.join(', ')}.`)
        : null,
    ),
    ...lines.map((changed, index) => changedLines(changed, labels[0], labels[index])),
    settings('What was asked', specification),
    settings('What computed it', computed),
    ...comparisonTables(comparison).map(({ title, header, rows }) => tableOf(title, ['condition', ...header], rows, 2)),
    h('p', { class: 'quiet' }, `${same && `${same} `}${pairingText(comparison)}`),
  ].filter((each) => each !== undefined);
}

function changedLines(changed: RunsComparison['lines'][number], before: string, after: string) {
  if (changed.length === 0) return undefined;
  return h(
    'section',
    { 'aria-label': `Changed lines of ${after}` },
    h('h2', {}, `Lines of the text: ${before} (−) and ${after} (+)`),
    h(
      'ol',
      { class: 'changed-lines' },
      ...changed.map(({ side, line, text }) =>
        h(
          'li',
          { class: side },
          h('span', { class: 'sign' }, side === 'before' ? '−' : '+'),
          h('span', { class: 'quiet' }, `${line} `),
          h('code', {}, text),
        ),
      ),
    ),
  );
}

/** A table whose rows stand as blocks where there is no room; numbers from a column on. */
function tableOf(
  caption: string,
  header: readonly string[],
  rows: readonly (readonly string[])[],
  numbersFrom = Number.POSITIVE_INFINITY,
): HTMLElement | undefined {
  if (rows.length === 0) return undefined;
  const numeric = (column: number) => (column >= numbersFrom ? 'number' : undefined);
  const whole = h(
    'div',
    { class: 'scrolling', tabindex: 0, role: 'group', 'aria-label': caption },
    h(
      'table',
      { class: 'measure wrapping' },
      h('caption', {}, caption),
      h('thead', {}, h('tr', {}, ...header.map((name, i) => h('th', { scope: 'col', class: numeric(i) }, name)))),
      h(
        'tbody',
        {},
        ...rows.map(([first, ...cells]) =>
          h(
            'tr',
            {},
            h('th', { scope: 'row' }, first),
            ...cells.map((cell, i) => h('td', { class: numeric(i + 1) }, cell)),
          ),
        ),
      ),
    ),
  );
  nameCells(whole);
  return whole;
}

function figuresPlace(figures: readonly Figure[]): HTMLElement {
  return h(
    'div',
    { class: 'figures' },
    ...figures.map((figure) => {
      const card = makeFigureCard({
        post,
        select: () => undefined,
        state: kept.cards[figure.name] ?? { windows: {}, isTableOpen: false },
        keep: (state) => keep({ cards: { ...kept.cards, [figure.name]: state } }),
      });
      card.update(figure, undefined);
      return card.element;
    }),
  );
}

function keep(changes: Partial<Kept>): void {
  kept = { ...kept, ...changes };
  vscode.setState(kept);
}
