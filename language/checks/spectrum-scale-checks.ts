/** Family C: a spectrum that cannot be scaled, before anything is drawn. */
import type { Range } from '../../grammar/tree.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { nothingToScale } from '../nothing-to-scale.ts';
import { settingOf, studied } from '../studied.ts';
import type { View } from '../view.ts';
import { type Check, diagnostic, distinct, replaceBy } from './check.ts';

const wheeling = (spectrum: string): string =>
  `language 1
connect wheel { neurons 200;  weights normal(0, 1), elliptic -1;  spectrum ${spectrum} }
experiment normality {
  seeds 6
  compare { wheel = wheel }
  measure departure = henrici()
}
`;

const C074: Check = {
  code: 'C074',
  severity: 'error',
  tier: 'text',
  find: unscalable,
  title: 'a spectrum that cannot be scaled',
  explanation:
    '`spectrum max r` divides by the largest real part of the eigenvalues, `spectrum radius r` by the largest ' +
    'modulus. Where that is 0, the eigenvalues that a program finds are rounding, and so would be the weights that ' +
    'they scale. No real part is positive where w(i, j) = −w(j, i): the eigenvalues are imaginary, and `spectrum ' +
    'radius` scales them. All eigenvalues are 0 where there is no cycle of connections. Known from the settings; of ' +
    'a matrix from a file, computed. A matrix that is drawn or grown is looked at when it runs.',
  bad: wheeling('max 0.9'),
  good: wheeling('radius 0.9'),
};
function unscalable(view: View): readonly Diagnostic[] {
  return distinct(
    studied(view, 'connect').flatMap((found) => {
      const nothing = nothingToScale(found.noun),
        spectrum = found.noun.spectrum;
      if (!nothing || !spectrum) return [];
      const written = settingOf(found, 'spectrum', view),
        label = written?.items[0]?.word;
      return [
        diagnostic(
          C074,
          written?.range ?? found.range,
          nothing.all
            ? `All eigenvalues of \`${found.noun.name}\` are 0: ${nothing.why}. There is nothing to scale; choose ` +
                'other weights, or leave `spectrum` out.'
            : `\`spectrum max\` has nothing to divide by: ${nothing.why}. \`spectrum radius\` divides by the ` +
                'largest modulus.',
          !nothing.all && label ? [replaceBy(label.range, 'radius')] : [],
        ),
      ];
    }),
  );
}
/** Of a matrix from a file: `reason` is what scaling it said. */
export const notScaled = (reason: string, name: string, range: Range): Diagnostic =>
  diagnostic(
    C074,
    range,
    `\`${name}\`, as its file has it: ${reason}. Choose other weights, or leave \`spectrum\` out.`,
  );

export const spectrumScaleChecks = { C074 };
