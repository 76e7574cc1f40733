/** Family S: surrogates of a recording, and what each is a null of. */
import { nullsOf, whyNoNull } from '../../catalogue/controls/index.ts';
import { measureCalled, sideRead, type SideOfActivity } from '../../catalogue/measures/index.ts';
import type { Declaration, Definition, OfCondition } from '../../grammar/tree.ts';
import { claimsIn } from '../claim-rows.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { measureOf } from '../experiments/experiment-spec.ts';
import type { Noun } from '../specification.ts';
import { allowed, conditionsOf, scopeOf, type View } from '../view.ts';
import { type Check, diagnostic, distinct, listed } from './check.ts';
import { measuresOf, soundExperiments } from './spectrum-checks.ts';

const study = (surrogate: string): string => `language 1
data rat from "rats/rat1.csv" { rows times;  sampled at 20 Hz }
experiment waves {
  seeds 1 .. 19
  compare { recorded = rat;  alone = ${surrogate}(rat) }
  measure width = participation_ratio(covariance)
}
`;
const S103: Check = {
  code: 'S103',
  severity: 'warning',
  tier: 'text',
  find: surrogatesThatAreNoNulls,
  title: 'a surrogate that is no null of a measure',
  explanation:
    'A surrogate destroys something and keeps the rest. A measure of what it keeps is the same of it as of the ' +
    'recording, or differs for a reason that nobody asks about: bins in another order, the same for all neurons, ' +
    'keep every covariance. It has no value of such a surrogate, and with no other the experiment holds the measure ' +
    'against nothing. Compare with one that takes away what the measure is about.',
  bad: study('shuffled_bins'),
  good: study('shifted'),
};

/** Which side of activity a measure of an experiment is about. */
export function sideOf(view: View, experiment: Declaration, definition: Definition): SideOfActivity | undefined {
  const spec = allowed(() => measureOf(definition, view.source, scopeOf(view, experiment)), view.guard);
  return spec && sideRead(measureCalled(spec.call), spec.call.takes);
}
export function surrogateThatIsNoNull(noun: Noun, reads: SideOfActivity | undefined): string | undefined {
  for (const form of controlsOf(noun)) {
    const why = whyNoNull(form, reads);
    if (why !== undefined) return `\`${form.call}\` is no null of it: ${why}`;
  }
  return undefined;
}
const controlsOf = (noun: Noun) => (noun.noun === 'data' ? (noun.recording?.controls ?? []) : []);

/** Where a measure has no null at all, or a claim speaks of it at a surrogate that is none. */
function surrogatesThatAreNoNulls(view: View): readonly Diagnostic[] {
  return soundExperiments(view).flatMap((experiment) => {
    const conditions = conditionsOf(view, experiment);
    const surrogates = conditions.flatMap(({ name, noun }) =>
      noun && controlsOf(noun).length > 0 ? [{ name, noun }] : [],
    );
    if (surrogates.length === 0 || surrogates.length === conditions.length) return [];
    return distinct(
      measuresOf(experiment).flatMap(({ definition, call }) => {
        const reads = sideOf(view, experiment, definition);
        if (reads === undefined) return [];
        const { text } = definition.name;
        const whyOf = new Map(surrogates.map(({ name, noun }) => [name, surrogateThatIsNoNull(noun, reads)]));
        const remedy = `Nulls of it are ${listed(nullsOf(reads))}.`;
        if ([...whyOf.values()].every((why) => why !== undefined))
          return [
            diagnostic(
              S103,
              call.callee.range,
              `\`${text}\` is held against nothing: ${[...new Set(whyOf.values())].join('; ')}. ${remedy}`,
            ),
          ];
        return claimsIn(experiment.block?.statements ?? [])
          .flatMap(({ left, test }) => measuresOfConditions([left, test]))
          .flatMap(({ measure, condition, range }) => {
            const why = whyOf.get(condition.text);
            return why !== undefined && measure.kind === 'name' && measure.text === text
              ? [diagnostic(S103, range, `\`${text}\` has no value of \`${condition.text}\`: ${why}. ${remedy}`)]
              : [];
          });
      }),
    );
  });
}
function measuresOfConditions(written: unknown): readonly OfCondition[] {
  if (typeof written !== 'object' || written === null) return [];
  const { kind } = written as { readonly kind?: unknown };
  return kind === 'of' ? [written as OfCondition] : Object.values(written).flatMap(measuresOfConditions);
}

export const surrogateChecks = { S103 };
