import { claimAtPoint, shownVerdict } from '../results/shown-verdict.ts';
import { h } from './element.ts';
import type { FromView } from './view-messages.ts';
import type { Model } from './model.ts';

/** What the file expects and what came of it; each leads to its line. Then what the run noted unasked. */
export function verdicts(model: Model, post: (message: FromView) => void): HTMLElement | undefined {
  const { experiment, results } = model;
  if (!experiment) return undefined;
  const found = results?.summary.expectations ?? [];
  const items =
    found.length > 0
      ? found.map((each) => {
          const { mark, word, meaning } = shownVerdict(each);
          return h(
            'li',
            { class: `verdict ${each.verdict}` },
            h(
              'button',
              {
                type: 'button',
                class: 'plain',
                title: `Line ${each.line}: ${meaning}`,
                onclick: () => post({ type: 'reveal', line: each.line }),
              },
              h('span', { class: 'mark', 'aria-hidden': 'true' }, mark),
              h('span', { class: 'word' }, word),
              ' ',
              h('code', {}, claimAtPoint(each)),
              h('span', { class: 'observed' }, ` ${each.observed}`),
            ),
          );
        })
      : experiment.expectations.map((each) =>
          h(
            'li',
            { class: 'verdict waiting' },
            h(
              'button',
              {
                type: 'button',
                class: 'plain',
                title: `Line ${each.line}`,
                onclick: () => post({ type: 'reveal', line: each.line }),
              },
              h('span', { class: 'mark', 'aria-hidden': 'true' }, '…'),
              h('span', { class: 'word' }, model.status === 'running' ? 'waiting' : 'open'),
              ' ',
              h('code', {}, each.text),
            ),
          ),
        );
  const notes = [
    ...new Set([
      ...(results?.summary.notes.map((note) => note.text) ?? []),
      ...(results ? [] : model.notes),
      ...(results?.run.warnings ?? []),
    ]),
  ];
  if (items.length + notes.length === 0) return undefined;
  return h(
    'section',
    { 'aria-label': 'Verdicts and notes' },
    items.length > 0 ? h('ul', { class: 'verdicts' }, ...items) : null,
    notes.length > 0 ? h('ul', { class: 'notes' }, ...notes.map((note) => h('li', {}, note))) : null,
  );
}
