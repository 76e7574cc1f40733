/** Family N: numbers that are none. */
import type { MatrixProgram } from '../../engine/connectivity/index.ts';
import type { Expression } from '../../engine/expressions/index.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { settled } from '../canonical/instantiate.ts';
import { isOfThePair, sampledPairs } from '../sampled-pairs.ts';
import { settingOf, studied } from '../studied.ts';
import { allowed, type View } from '../view.ts';
import { type Check, diagnostic, distinct } from './check.ts';
import { rounded } from './spectrum-checks.ts';

const wired = (weights: string): string =>
  `language 1
connect near { neurons 300;  place uniform in 1 mm, 1 mm;  wire 0.2;  weights ${weights} }
experiment e {
  compare { near = near }
  measure radius = spectral_radius(near)
}
`;

const N060: Check = {
  code: 'N060',
  severity: 'error',
  tier: 'text',
  find: weightsAndWiring,
  title: 'an expression that is no number for some pairs',
  explanation:
    'A logarithm or root of something negative, 0 / 0, or a value beyond the range of numbers: there is no such ' +
    'weight, and no such probability, so the matrix cannot be drawn. Keep the expression defined, for example by ' +
    '`max(…, 0)` or `if(…, …, …)`. Said of 2,000 pairs as they would be placed; where hardly any of them is one, ' +
    'as a warning.',
  bad: wired('log(distance / 1 mm - 1)'),
  good: wired('log(distance / 1 mm + 1)'),
};

function weightsAndWiring(view: View): readonly Diagnostic[] {
  return distinct(
    studied(view, 'connect').flatMap((found) => {
      const program =
        found.noun.source.kind === 'drawn' ? settled<MatrixProgram>(found.noun.source.program) : undefined;
      if (!program || program.neurons < 2) return [];
      return (['weights', 'wire'] as const).flatMap((word) => {
        const expression = word === 'wire' ? program.wire : weightOf(program);
        const pairs =
          expression === undefined || !isOfThePair(expression)
            ? undefined
            : allowed(() => valuesOf(program, word, expression));
        const wrong = pairs?.filter(({ value }) => !Number.isFinite(value)) ?? [];
        if (!pairs || wrong.length === 0) return [];
        const [{ value, distance }] = wrong;
        const share = wrong.length / pairs.length;
        return [
          diagnostic(
            N060,
            settingOf(found, word, view)?.range ?? found.range,
            `\`${word}\` is ${value} for ${rounded(100 * share)} % of the pairs` +
              `${program.place ? `, such as one ${rounded(distance * 1e6)} µm apart` : ''}: no matrix can be drawn ` +
              `from it. Keep it finite, for example by \`max(…, 0)\` or \`if(…, …, …)\`.`,
            undefined,
            share * program.neurons * (program.neurons - 1) < surely ? 'warning' : 'error',
          ),
        ];
      });
    }),
  );
}
/** So many expected pairs are there for certain. */
const surely = 20;

const weightOf = ({ weights }: MatrixProgram): Expression | undefined =>
  'expression' in weights ? weights.expression : undefined;

/** Of weights only where a pair may be connected. */
function valuesOf(program: MatrixProgram, word: 'weights' | 'wire', expression: Expression) {
  const values = sampledPairs(program, word, expression);
  if (word === 'wire' || program.wire === undefined || program.centred) return values;
  const probabilities = sampledPairs(program, 'wire', program.wire);
  return values.filter((_, pair) => !(probabilities[pair].value <= 0));
}

export const finiteChecks = { N060 };
