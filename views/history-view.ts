import {
  type ColumnName,
  type HistoryColumn,
  historyColumns,
  type HistoryOrder,
  type HistoryRow,
  shownRows,
} from '../results/history-rows.ts';
import { h, setText } from './element.ts';
import { historyRow } from './history-row.ts';
import type { FromHistory, ToHistory } from './view-messages.ts';

/** How the user left the view. */
interface Kept {
  readonly filter: string;
  readonly order: HistoryOrder;
  /** Folders of the chosen runs. */
  readonly chosen: readonly string[];
}
declare function acquireVsCodeApi(): {
  postMessage(message: FromHistory): void;
  getState(): Kept | undefined;
  setState(state: Kept): void;
};

const vscode = acquireVsCodeApi();
const post = (message: FromHistory): void => vscode.postMessage(message);
let kept: Kept = { filter: '', order: { column: 'when', falls: true }, chosen: [], ...vscode.getState() };
let rows: readonly HistoryRow[] | undefined;
let isWhole = true;

const filter = h('input', {
  type: 'search',
  'aria-label': 'Filter runs',
  placeholder: 'Filter: experiment, claim, change, note …',
  oninput: () => {
    keep({ filter: filter.value });
    render();
  },
});
filter.value = kept.filter;
const count = h('p', { class: 'quiet', role: 'status' });
const actions = {
  compare: action('Compare', () => post({ type: 'compare', folders: inOrder() })),
  show: action('Show results', () => one((folder) => post({ type: 'show', folder }))),
  text: action('Open the text', () => one((folder) => post({ type: 'text', folder }))),
  again: action('Run again', () => one((folder) => post({ type: 'again', folder }))),
  delete: action('Delete …', () => post({ type: 'delete', folders: kept.chosen })),
};
/** In place of the heads, where the page is too narrow for them. */
const orderChoice = h(
  'select',
  {
    onchange: () => sortBy(orderChoice.value as ColumnName),
  },
  ...Object.entries(historyColumns).map(([name, column]) => h('option', { value: name }, column.name)),
);
const heads = Object.entries(historyColumns).map(([name, column]) => headOf(name as ColumnName, column));
const body = h('tbody', { onkeydown: moveAlong });
const table = h(
  'div',
  { class: 'scrolling', tabindex: 0, role: 'group', 'aria-label': 'Runs' },
  h(
    'table',
    { class: 'measure history' },
    h(
      'thead',
      {},
      h(
        'tr',
        {},
        ...['chosen', 'starred'].map((name) => h('td', {}, h('span', { class: 'spoken' }, name))),
        ...heads.map(({ element }) => element),
        h('th', { scope: 'col' }, 'note'),
      ),
    ),
    body,
  ),
);
const empty = h('p', { class: 'empty' });
document
  .getElementById('history')!
  .append(
    h('header', {}, h('h1', {}, 'Run history')),
    h('div', { class: 'tools', role: 'toolbar', 'aria-label': 'Chosen runs' }, filter, ...Object.values(actions)),
    h('label', { class: 'order' }, 'Sort by ', orderChoice),
    count,
    table,
    empty,
  );

window.addEventListener('message', ({ data }: MessageEvent<ToHistory>) => {
  ({ rows, isWhole } = data);
  const there = new Set(rows.map(({ folder }) => folder));
  keep({ chosen: kept.chosen.filter((folder) => there.has(folder)) });
  render();
});
render();
post({ type: 'ready' });

function action(text: string, onclick: () => void): HTMLButtonElement {
  return h('button', { type: 'button', class: 'secondary', onclick }, text);
}
/** The chosen runs, the oldest first: it is what the others are held against. */
function inOrder(): string[] {
  const chosen = new Set(kept.chosen);
  return shownRows(rows ?? [], '', { column: 'when', falls: false }).flatMap(({ folder }) =>
    chosen.has(folder) ? [folder] : [],
  );
}
function one(act: (folder: string) => void): void {
  const [folder] = kept.chosen;
  if (folder !== undefined) act(folder);
}

function sortBy(column: ColumnName): void {
  const { order } = kept;
  // what is new, large or failed is looked for first
  const falls = order.column === column ? !order.falls : column !== 'experiment' && column !== 'backend';
  keep({ order: { column, falls } });
  render();
}

function headOf(name: ColumnName, column: HistoryColumn): { readonly element: HTMLElement; show(): void } {
  const arrow = h('span', { 'aria-hidden': 'true' });
  const element = h(
    'th',
    { scope: 'col', class: column.isNumber ? 'number' : undefined },
    h(
      'button',
      {
        type: 'button',
        class: 'plain',
        onclick: () => sortBy(name),
      },
      column.name,
      arrow,
    ),
  );
  return {
    element,
    show() {
      const { order } = kept;
      const isSorted = order.column === name;
      setText(arrow, isSorted ? (order.falls ? ' ↓' : ' ↑') : '');
      if (isSorted) element.setAttribute('aria-sort', order.falls ? 'descending' : 'ascending');
      else element.removeAttribute('aria-sort');
    },
  };
}

function render(): void {
  const all = rows ?? [];
  const shown = shownRows(all, kept.filter, kept.order);
  for (const { show } of heads) show();
  orderChoice.value = kept.order.column;
  replaceRows(shown);
  table.hidden = shown.length === 0;
  empty.hidden = shown.length > 0;
  setText(
    empty,
    rows === undefined
      ? 'Looking for runs …'
      : all.length === 0
        ? 'No run yet. Press ▶ Run above an experiment.'
        : 'No run holds all these words.',
  );
  const chosen = kept.chosen.length;
  setText(
    count,
    all.length === 0
      ? ''
      : `${shown.length === all.length ? all.length : `${shown.length} of ${all.length}`} runs` +
          `${isWhole ? '' : ', and more than are listed'}${chosen > 0 ? `; ${chosen} chosen` : ''}`,
  );
  const [only] = chosen === 1 ? all.filter(({ folder }) => folder === kept.chosen[0]) : [];
  actions.compare.disabled = chosen < 2;
  for (const name of ['show', 'text', 'again'] as const) actions[name].disabled = !only?.known;
  actions.delete.disabled = chosen === 0;
}

/** Gives the focus, and a note that is being written, back to the control in its place. */
function replaceRows(shown: readonly HistoryRow[]): void {
  const { activeElement: active } = document;
  const focused = active instanceof HTMLElement && body.contains(active) ? active.dataset.control : undefined;
  const written = active instanceof HTMLInputElement && active.type === 'text' ? active.value : undefined;
  body.replaceChildren(
    ...shown.map((row) =>
      historyRow(row, {
        isChosen: kept.chosen.includes(row.folder),
        choose: (isChosen) => {
          const others = kept.chosen.filter((folder) => folder !== row.folder);
          keep({ chosen: isChosen ? [...others, row.folder] : others });
          render();
        },
        post,
      }),
    ),
  );
  if (focused === undefined) return;
  const control = [...body.querySelectorAll<HTMLElement>('[data-control]')].find(
    ({ dataset }) => dataset.control === focused,
  );
  if (control instanceof HTMLInputElement && written !== undefined) control.value = written;
  control?.focus();
}

/** Up and down lead to the same control of the next row. */
function moveAlong(event: KeyboardEvent): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const active = document.activeElement;
  const row = active?.closest('tr');
  if (!step || !row || !(active instanceof HTMLElement)) return;
  const place = controlsIn(row).indexOf(active);
  const next = [...body.children][[...body.children].indexOf(row) + step];
  if (place < 0 || !next) return;
  event.preventDefault();
  controlsIn(next)[place]?.focus();
}
const controlsIn = (row: Element): HTMLElement[] => [...row.querySelectorAll<HTMLElement>('[data-control]')];

function keep(changes: Partial<Kept>): void {
  kept = { ...kept, ...changes };
  vscode.setState(kept);
}
