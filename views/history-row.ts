import { type HistoryColumn, historyColumns, type HistoryRow } from '../results/history-rows.ts';
import { h } from './element.ts';
import type { FromHistory } from './view-messages.ts';

export interface RowActions {
  readonly isChosen: boolean;
  readonly choose: (isChosen: boolean) => void;
  readonly post: (message: FromHistory) => void;
}

const { when, ...others } = historyColumns;

/** A run: chosen, starred, when (which shows its results), its facts, its note. */
export function historyRow(row: HistoryRow, { isChosen, choose, post }: RowActions): HTMLElement {
  const { folder, starred, note, known } = row;
  const name = known ? `the run of ${known.record.experiment}, ${when.text(row)}` : `the run in ${folder}`;
  const control = (of: string) => `${of} ${folder}`;
  const chosen = h('input', {
    type: 'checkbox',
    'aria-label': `Choose ${name}`,
    'data-control': control('choose'),
    checked: isChosen,
    onchange: () => choose(chosen.checked),
  });
  const star = h(
    'button',
    {
      type: 'button',
      class: 'plain star',
      'aria-pressed': String(starred),
      'aria-label': `Star ${name}`,
      'data-control': control('star'),
      onclick: () => post({ type: 'remark', folder, remark: { starred: !starred, note } }),
    },
    starred ? '★' : '☆',
  );
  const written = h('input', {
    type: 'text',
    'aria-label': `Note on ${name}`,
    'data-control': control('note'),
    value: note,
    onchange: () => post({ type: 'remark', folder, remark: { starred, note: written.value.trim() } }),
  });
  return h(
    'tr',
    { class: isChosen ? 'selected' : undefined },
    h('td', { class: 'mark' }, chosen),
    h('td', { class: 'mark' }, star),
    h(
      'th',
      { scope: 'row' },
      h(
        'button',
        {
          type: 'button',
          class: 'plain',
          title: known ? `Show its results · key ${known.record.key.slice(0, 12)}` : row.problem,
          'data-control': control('show'),
          onclick: () => post({ type: 'show', folder }),
        },
        when.text(row) || folder.split(/[\\/]/).slice(-2).join('/'),
      ),
    ),
    ...Object.entries<HistoryColumn>(others).map(([column, { name: head, text, isNumber }]) => {
      const said = text(row);
      return h(
        'td',
        {
          class: [column, isNumber ? 'number' : '', claimClass(column, row)].filter(Boolean).join(' '),
          'data-column': head,
          title: titleOf(column, row),
        },
        column === 'changed' ? shortened(said) : said,
      );
    }),
    h('td', { 'data-column': 'note', class: 'note' }, written),
  );
}

const claimClass = (column: string, { known }: HistoryRow): string => {
  if (column !== 'claims' || !known?.claims) return '';
  const { failed, unknown, passed } = known.claims;
  return failed > 0 ? 'bad' : unknown > 0 ? 'doubtful' : passed > 0 ? 'good' : '';
};
function titleOf(column: string, row: HistoryRow): string | undefined {
  if (column === 'experiment') return row.file || undefined;
  if (column === 'claims') return row.problem;
  return column === 'changed' ? historyColumns.changed.text(row) : undefined;
}

/** Of many changes the first; all stand in the comparison. */
const mostNamed = 3;
function shortened(changes: string): string {
  const all = changes.split('; ');
  return all.length > mostNamed ? `${all.slice(0, mostNamed).join('; ')}; and ${all.length - mostNamed} more` : changes;
}
