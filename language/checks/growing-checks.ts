/** Family D: growths that cannot begin, as far as their program and its first step tell. */
import { grow, GrowthError } from '../../engine/development/index.ts';
import { ExpressionError } from '../../engine/expressions/index.ts';
import { memberOf, minimalStart } from '../../engine/genes/index.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { DevelopNoun } from '../specification.ts';
import { partsOf } from '../studied.ts';
import type { View } from '../view.ts';
import { type Check, diagnostic, distinct } from './check.ts';
import { exampleGenes } from './language-checks.ts';

const growing = (step: string): string => `language 1
${exampleGenes}develop cortex from mouse {
  space 1 mm, 1 mm
  step ${step}
  start 4 cells as neuron
  divide neuron every 12 h until 500 cells
  synapse neuron to neuron { probability 0.1 }
  stop at 4 day
}
`;
const D019: Check = {
  code: 'D019',
  severity: 'error',
  tier: 'science',
  find: cannotGrow,
  title: 'a growth that cannot begin',
  explanation:
    'What the growth is told does not go together, at some point of the sweep: a division more often than once a ' +
    'step, a signal or a probability that has no value. The first step of a few cells is grown to find out.',
  bad: growing('24 h'),
  good: growing('6 h'),
};

/** Each program once; none of a text with errors. */
function cannotGrow(view: View): readonly Diagnostic[] {
  if (view.errors.length > 0) return [];
  const found = new Map(
    partsOf(view, 'develop')
      .toReversed()
      .map((part) => [JSON.stringify(part.noun), part]),
  );
  return distinct(
    [...found.values()].flatMap(({ noun, at }) => {
      const reason = view.guard(() => whyNot(noun), undefined);
      return reason ? [diagnostic(D019, at, `\`${noun.name}\` cannot grow: ${reason}.`)] : [];
    }),
  );
}
/** Cells of the sample. */
const few = 12;
function whyNot(develop: DevelopNoun): string | undefined {
  const { start, step, stream, stop } = develop;
  // open rules are of no account for what the program says
  const genes = memberOf(develop.genes, 1, develop.genes.stream);
  if (start.fate !== undefined && !start.on && !minimalStart(genes, start.fate)) return undefined; // G001 says so
  try {
    grow(
      { ...develop, stop: Math.min(stop, step), start: { ...start, count: Math.min(start.count, few) }, controls: [] },
      genes,
      { seed: 1, stream },
    );
    return undefined;
  } catch (error) {
    if (error instanceof GrowthError || error instanceof ExpressionError || error instanceof RangeError)
      return error.message.replace(/\.$/, '');
    throw error;
  }
}

export const growingChecks = { D019 };
