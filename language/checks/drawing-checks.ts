/** Families C and D: matrices that cannot be drawn, or not on an ordinary machine, as far as their program tells. */
import {
  drawMatrix,
  fewerGroups,
  type Groups,
  groupSizes,
  type MatrixProgram,
} from '../../engine/connectivity/index.ts';
import { ExpressionError } from '../../engine/expressions/index.ts';
import type { Range } from '../../grammar/tree.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { partsOf } from '../studied.ts';
import type { View } from '../view.ts';
import { type Check, diagnostic, distinct } from './check.ts';
import { D015, manyBytes } from './development-checks.ts';

const drawn = (weights: string): string => `language 1
connect wild { neurons 20;  weights ${weights} }
experiment ranks {
  seeds 6
  compare { wild = wild }
  measure r = rank(recurrent)
}
`;
const C045: Check = {
  code: 'C045',
  severity: 'error',
  tier: 'science',
  find: cannotBeDrawn,
  title: 'a matrix that cannot be drawn',
  explanation:
    'The numbers of its distribution, its groups or the values of its expression are none that a matrix can be drawn ' +
    'from, at some point of the sweep. A few neurons of it are drawn to find out.',
  bad: drawn('uniform(1, -1)'),
  good: drawn('uniform(-1, 1)'),
};

export const undrawable = (name: string, at: Range, reason: string): Diagnostic =>
  diagnostic(C045, at, `\`${name}\` cannot be drawn: ${reason.replace(/\.$/, '')}.`);

interface DrawnMatrix {
  readonly name: string;
  readonly program: MatrixProgram;
  readonly at: Range;
}
/**
 * Every matrix that is drawn for a noun of the file or a condition, at every point of the sweep; each program once.
 * None of a text with errors.
 */
function drawnMatrices(view: View): readonly DrawnMatrix[] {
  if (view.errors.length > 0) return [];
  const found = partsOf(view, 'connect').flatMap(({ noun: { name, source }, at }) =>
    source.kind === 'drawn' ? [{ name, program: source.program as MatrixProgram, at }] : [],
  );
  return [...new Map(found.map((one) => [JSON.stringify(one.program), one] as const).toReversed()).values()];
}

function cannotBeDrawn(view: View): readonly Diagnostic[] {
  return distinct(
    drawnMatrices(view).flatMap(({ name, program, at }) => {
      const reason = whyNot(program);
      return reason ? [undrawable(name, at, reason)] : [];
    }),
  );
}
/** Neurons of the sample; groups, of which each needs one, are judged by their number. */
const few = 12;
function whyNot(program: MatrixProgram): string | undefined {
  const { neurons, groups } = program;
  const size = Math.min(neurons, few);
  try {
    if (groups !== undefined) groupSizes(neurons, groups);
    drawMatrix(
      { ...program, neurons: size, ...(groups !== undefined && { groups: sampleGroups(groups, neurons, size) }) },
      { seed: 1, stream: 'sample' },
    );
    return undefined;
  } catch (error) {
    if (error instanceof RangeError || error instanceof ExpressionError) return error.message.replace(/\.$/, '');
    throw error;
  }
}

/** Named ones of at least a neuron each. */
function sampleGroups(groups: Groups, neurons: number, size: number): Groups {
  if (typeof groups === 'number') return fewerGroups(groups, neurons, size);
  const most = Math.floor(size / groups.length);
  return groups.map(({ group }, place) => ({
    group,
    neurons: place === 0 ? size - most * (groups.length - 1) : most,
  }));
}

/** D015, of matrices: the matrix and its copy while its eigenvalues are found. */
export const largeMatrices = (view: View): readonly Diagnostic[] =>
  distinct(
    drawnMatrices(view).flatMap(({ name, program: { neurons }, at }) => {
      const bytes = 2 * 8 * neurons ** 2;
      return bytes <= manyBytes
        ? []
        : [
            diagnostic(
              D015,
              at,
              `\`${name}\` has ${neurons.toLocaleString('en')} neurons: its matrix and its eigenvalues need ` +
                `${(bytes / 1e9).toFixed(0)} GB of memory. Take fewer; \`weights goe\` needs no matrix.`,
            ),
          ];
    }),
  );

export const drawingChecks = { C045 };
