/** Numbers of measures that are computed of others, seed by seed. */
import type { Expression } from '../../engine/expressions/expression.ts';
import { instantiate } from '../../language/canonical/instantiate.ts';
import type { ExperimentSpec } from '../../language/specification.ts';
import type { Note, Row } from '../../results/contract.ts';
import { groupedBy } from '../../results/grouped.ts';
import { placesOfMeasure } from '../../results/measures-shown.ts';
import { type Values, valuesOf } from '../../results/seed-values.ts';
import { atPoint, sweepPoints } from '../../results/sweep.ts';
import type { JobsAt } from './jobs-at.ts';
import { listed } from './job-notes.ts';
import { reasonOf } from './no-value.ts';
import { evaluate, keyOf, type Mention, mentions } from './claim-sides.ts';

/** With them; where a part has no value for a seed, or the result is no finite number, there is no row. */
export function withDerived(rows: readonly Row[], experiment: ExperimentSpec): readonly Row[] {
  const { derived = [] } = experiment;
  if (derived.length === 0) return rows;
  const values = valuesOf(rows, experiment);
  const computed = derived.flatMap(({ name: measure, value }) =>
    sweepPoints(experiment).flatMap((at) => {
      const here = instantiate(value, at) as Expression;
      return placesOfMeasure(experiment, measure).flatMap((condition) => {
        const columns = new Map(
          mentions(value).map((mention) => [
            keyOf(mention),
            values(mention.measure, mention.condition ?? condition, at, mention.reduction),
          ]),
        );
        const [first] = columns.values();
        return [...(first?.keys() ?? [])].flatMap((one): readonly Row[] => {
          const found = evaluate(here, undefined, (mention) => columns.get(keyOf(mention))?.get(one) ?? Number.NaN);
          const whose = typeof one === 'string' ? { seed: experiment.seeds[0], subject: one } : { seed: one };
          return Number.isFinite(found) ? [{ condition, ...whose, at, step: null, measure, value: found }] : [];
        });
      });
    }),
  );
  return [...rows, ...computed];
}

/** Where all parts have values and what is computed of them is no finite number. */
export function derivedWithoutValue(experiment: ExperimentSpec, values: Values): readonly Note[] {
  return (experiment.derived ?? []).flatMap(({ name, text, value }) =>
    sweepPoints(experiment).flatMap((at) =>
      placesOfMeasure(experiment, name).flatMap((condition): readonly Note[] => {
        const [first, ...others] = mentions(value).map((part) =>
          values(part.measure, part.condition ?? condition, at, part.reduction),
        );
        const whole = [...(first?.keys() ?? [])].filter((seed) => others.every((column) => column.has(seed))).length;
        const without = whole - values(name, condition, at).size;
        return without > 0
          ? [
              {
                code: 'S094',
                text:
                  `\`${name}\` of ${condition}${atPoint(experiment, at)} has no value in ${without} of ${whole} ` +
                  `seeds: \`${text}\` is no finite number there. ${without < whole ? 'These are' : 'It is'} left out.`,
              },
            ]
          : [];
      }),
    ),
  );
}

/** Where a part has no value in any seed, so that what is computed of it has none either. */
export function derivedWithoutParts(experiment: ExperimentSpec, values: Values, jobsAt: JobsAt): readonly Note[] {
  return (experiment.derived ?? []).flatMap(({ name, value }) => {
    const without = sweepPoints(experiment).flatMap((at) =>
      placesOfMeasure(experiment, name).flatMap((place) => {
        const part = mentions(value)
          .map((mention) => ({ ...mention, condition: mention.condition ?? place, at }))
          .find(({ measure, condition, reduction }) => values(measure, condition, at, reduction).size === 0);
        if (!part) return [];
        const of = part.condition === place ? '' : ` of ${part.condition}`;
        const why = `${part.measure}${of} has none: ${reasonOf(part, experiment, jobsAt)}`;
        return [{ place: `${place}${atPoint(experiment, at)}`, why }];
      }),
    );
    return [...groupedBy(without, ({ why }) => why)].map(
      ([why, places]): Note => ({
        code: 'S094',
        text: `\`${name}\` of ${listed(places.map(({ place }) => place))} has no value, for ${why}.`,
      }),
    );
  });
}

/** Of a measure of several conditions, which subjects have all of them, and which are left out. */
export function derivedOverSubjects(experiment: ExperimentSpec, values: Values): readonly Note[] {
  return (experiment.derived ?? []).flatMap(({ name, value }) =>
    sweepPoints(experiment).flatMap((at) =>
      placesOfMeasure(experiment, name).flatMap((place): readonly Note[] => {
        const parts = mentions(value).map(({ measure, condition = place, reduction }) => [
          ...values(measure, condition, at, reduction).keys(),
        ]);
        const all = [...new Set(parts.flat())].filter((one) => typeof one === 'string').sort();
        const paired = all.filter((one) => parts.every((part) => part.includes(one)));
        const without = all.filter((one) => !paired.includes(one));
        if (without.length === 0) return [];
        const one = `\`${name}\` of ${place}${atPoint(experiment, at)}`;
        const lacking = `${fewOf(without)} ${without.length === 1 ? 'has' : 'have'} no value of one of them`;
        return [
          {
            code: 'S094',
            text:
              paired.length === 0
                ? `${one} has no value: no subject has all that it is computed of (${lacking}).`
                : `${one} is of the ${paired.length} of ${all.length} subjects that have all it is computed of: ` +
                  `${fewOf(paired)}. ${lacking}, and ${without.length === 1 ? 'is' : 'are'} left out.`,
          },
        ];
      }),
    ),
  );
}
const fewOf = (names: readonly string[]): string =>
  names.length > 8 ? `${names.slice(0, 8).join(', ')}, …` : listed(names);

/** What a measure is made of in a condition: itself, where it is not computed of others. */
export function partsOf({ derived = [] }: ExperimentSpec, mention: Mention): readonly Mention[] {
  const made = derived.find(({ name }) => name === mention.measure);
  return made
    ? mentions(made.value).map((part) => ({
        ...part,
        condition: part.condition ?? mention.condition,
        ...(mention.at && { at: mention.at }),
      }))
    : [mention];
}
