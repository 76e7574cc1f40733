import { effectTables } from '../figures/index.ts';
import type { Results } from '../results/contract.ts';
import { h } from './element.ts';
import { nameCells } from './measures-table.ts';

/** Main effects and interactions of the factors, one table per measure and point of the sweep. */
export function effectsTables(results: Results): HTMLElement | undefined {
  const tables = effectTables(results);
  if (tables.length === 0) return undefined;
  return h(
    'section',
    { 'aria-label': 'Effects', class: 'measures' },
    ...tables.map(({ title, header, rows }) => {
      const whole = h(
        'div',
        { class: 'scrolling', tabindex: 0, role: 'group', 'aria-label': `Table of ${title}` },
        h(
          'table',
          { class: 'measure' },
          h('caption', {}, title),
          h(
            'thead',
            {},
            h(
              'tr',
              {},
              h('th', { scope: 'col' }, 'effect'),
              ...header.map((name) => h('th', { scope: 'col', class: 'number' }, name)),
            ),
          ),
          h(
            'tbody',
            {},
            ...rows.map(({ name, cells }) =>
              h('tr', {}, h('th', { scope: 'row' }, name), ...cells.map((text) => h('td', { class: 'number' }, text))),
            ),
          ),
        ),
      );
      nameCells(whole);
      return whole;
    }),
  );
}
