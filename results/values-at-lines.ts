import type { ExperimentSpec } from '../language/specification.ts';
import type { ExpectationSummary, Summary } from './contract.ts';
import { quantityOf } from './quantity.ts';
import { readableEstimate } from './readable-numbers.ts';
import { claimAtPoint, passes, shownVerdict } from './shown-verdict.ts';
import { pointText } from './sweep.ts';

/** What a run has found, as it stands behind a line of its text: in a few words, and whole. */
export interface ShownAtLine {
  readonly short: string;
  readonly whole: readonly string[];
}
/** More conditions are not told one by one. */
const mostNamed = 3;

/** Of a measure: its mean in each condition, or between which numbers they lie. */
export function measureAtLine(
  experiment: ExperimentSpec,
  { measures }: Pick<Summary, 'measures'>,
  name: string,
): ShownAtLine | undefined {
  const found = measures.filter(({ measure, mean }) => measure === name && Number.isFinite(mean));
  if (found.length === 0) return undefined;
  const quantity = quantityOf(experiment, name);
  const points = new Set(found.map(({ at }) => pointText(experiment, at))).size;
  const places = found.length / points;
  const means = found.map(({ mean }) => mean);
  const [least, most] = [Math.min(...means), Math.max(...means)].map((mean) => readableEstimate(mean, null, quantity));
  const among = [
    ...(places > 1 ? [`in ${places} conditions`] : []),
    ...(points > 1 ? [`at ${points} points`] : []),
  ].join(' ');
  const [only] = found;
  const named = found.map(({ condition, mean }) => `${condition} ${readableEstimate(mean, null, quantity)}`);
  return {
    short:
      found.length === 1
        ? readableEstimate(only.mean, only.ci, quantity)
        : points === 1 && places <= mostNamed
          ? named.join(', ')
          : `${least === most ? least : `${least} … ${most}`} ${among}`,
    whole: found.map(({ condition, at, mean, ci, n }) => {
      const point = pointText(experiment, at);
      return `${condition}${point && ` at ${point}`}: ${readableEstimate(mean, ci, quantity)}, n = ${n}`;
    }),
  };
}

/** Of a claim: `✓ 0.73 [0.70, 0.76], n = 6`; of several points of a sweep, at how many it passes. */
export function claimAtLine(verdicts: readonly ExpectationSummary[]): ShownAtLine | undefined {
  if (verdicts.length === 0) return undefined;
  const [first, ...others] = verdicts;
  const { mark, word } = shownVerdict(verdicts.find((each) => !passes(each)) ?? first);
  const passing = verdicts.filter(passes).length;
  return {
    short:
      others.length > 0
        ? `${mark} at ${passing} of ${verdicts.length} points`
        : `${mark} ${passes(first) ? '' : `${word}: `}${first.observed}`,
    whole: verdicts.map((each) => `${shownVerdict(each).word}: ${claimAtPoint(each)} — ${each.observed}`),
  };
}

/** `✓ 5, ✗ 1`: how many claims there are of each mark. */
export function claimsTogether(expectations: Summary['expectations']): string {
  const counts = new Map<string, number>();
  for (const { mark } of expectations.map(shownVerdict)) counts.set(mark, (counts.get(mark) ?? 0) + 1);
  return [...counts].map(([mark, count]) => `${mark} ${count}`).join(', ');
}
