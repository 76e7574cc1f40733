import type { Figure } from '../figures/index.ts';
import { makeDataTable } from './data-table.ts';
import { exportButtons } from './exporting.ts';
import type { FromView } from './view-messages.ts';

/** What a page offers beside a replay or a network that turns: buttons, and what they open below. */
export interface FigureTools {
  readonly buttons: readonly HTMLElement[];
  readonly below: readonly HTMLElement[];
  /** Says what they are of. */
  show(figure: Figure): void;
}

/** A table of the data, and exports. */
export function figureTools(post: (message: FromView) => void): FigureTools {
  let figure: Figure | undefined;
  let isTableOpen = false;
  const table = makeDataTable(() => {
    isTableOpen = !isTableOpen;
    table.show(figure, isTableOpen);
  });
  return {
    buttons: [table.button, ...exportButtons(() => figure, post)],
    below: [table.element],
    show(next) {
      figure = next;
      table.show(figure, isTableOpen);
    },
  };
}
