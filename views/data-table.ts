import { type Figure, figureTable, isPicture } from '../figures/index.ts';
import { h } from './element.ts';

const mostRows = 400;

/** What a figure shows, as a table that a button opens and closes. */
export function makeDataTable(toggle: () => void): {
  readonly button: HTMLElement;
  readonly element: HTMLElement;
  show(figure: Figure | undefined, isOpen: boolean): void;
} {
  const button = h('button', { type: 'button', class: 'secondary', 'aria-expanded': 'false', onclick: toggle }, 'Data');
  const element = h('div', {
    class: 'scrolling data',
    hidden: true,
    tabindex: 0,
    role: 'group',
    'aria-label': 'Data of the figure',
  });
  let shown = '';
  return {
    button,
    element,
    show(figure, isOpen) {
      button.setAttribute('aria-expanded', String(isOpen));
      element.hidden = !isOpen;
      if (!isOpen || !figure) return;
      const { columns, rows } = figureTable(figure);
      const now = JSON.stringify([columns, rows.length, rows.slice(0, mostRows)]);
      if (now === shown) return;
      shown = now;
      const cells = rows
        .slice(0, mostRows)
        .map((row) =>
          h(
            'tr',
            {},
            ...row.map((cell) =>
              h(
                'td',
                { class: typeof cell === 'number' ? 'number' : undefined },
                typeof cell === 'number' ? String(Number(cell.toPrecision(8))) : (cell ?? ''),
              ),
            ),
          ),
        );
      element.replaceChildren(
        h(
          'table',
          {},
          h('thead', {}, h('tr', {}, ...columns.map((column) => h('th', { scope: 'col' }, column)))),
          h('tbody', {}, ...cells),
        ),
        rows.length > mostRows
          ? h(
              'p',
              { class: 'quiet' },
              `The first ${mostRows} of ${rows.length.toLocaleString('en')} rows; ` +
                `${isPicture(figure) ? 'the arrays' : 'the CSV beside the figure'} in the run's folder ` +
                `${isPicture(figure) ? 'have' : 'has'} all.`,
            )
          : '',
      );
    },
  };
}
