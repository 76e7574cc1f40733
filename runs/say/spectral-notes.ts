import { hidesAsymmetry, matrixControlOf } from '../../catalogue/controls/index.ts';
import { leastP } from '../../engine/activity/index.ts';
import { mean } from '../../engine/statistics/index.ts';
import type { ExperimentSpec, MeasureSpec, Noun } from '../../language/specification.ts';
import { type Form, isCallForm } from '../../catalogue/forms.ts';
import { exponent, halvings, measureNamed } from '../../catalogue/measures/index.ts';
import { nounsIn } from '../../language/nouns-within.ts';
import { groupedBy } from '../../results/grouped.ts';
import { readableNumber } from '../../results/readable-numbers.ts';
import { pointName } from '../../results/rows.ts';
import type { Note } from '../../results/contract.ts';
import type { Facts } from '../../catalogue/finding.ts';
import type { Finished } from '../plan/outcome.ts';

/** What must stand beside an exponent, a spectrum, or modes. */
export function spectralNotes(experiment: ExperimentSpec, finished: readonly Finished[]): Note[] {
  const written = experiment.conditions.filter(({ screened }) => !screened);
  const conditions: readonly Studied[] = written.map(({ name, noun }) => {
    const own = finished.filter(({ job }) => job.kind === 'condition' && job.condition === name);
    const byPoint = groupedBy(own, ({ job }) => pointName(experiment, job.at));
    const points = [...byPoint.values()].map((each) => each.map(({ outcome }) => outcome.facts));
    return { name, noun, facts: own.map(({ outcome }) => outcome.facts), points };
  });
  return [
    ...experiment.measures.flatMap((measure) => [
      ...exponentNote(measure, conditions),
      ...componentsNote(measure, conditions),
      ...reversibleNote(measure, conditions),
      ...shiftedNear(measure, conditions),
    ]),
    ...edgesOfSpectra(conditions),
    ...largestAlone(conditions),
    ...notSymmetric(experiment, conditions),
  ];
}
interface Studied {
  readonly name: string;
  readonly noun: Noun;
  readonly facts: readonly Facts[];
  /** The same by point of the sweep. */
  readonly points: readonly (readonly Facts[])[];
}

/** S071: an exponent is of so many neurons, by this estimator, over these ranks. */
function exponentNote({ name, call }: MeasureSpec, conditions: readonly Studied[]): Note[] {
  if (call.call !== exponent.name) return [];
  const wanted = String(call.takes.of);
  const said = grouped(
    conditions.flatMap(({ name: condition, noun, facts }) => {
      const found = facts.filter((fact) => `${name}.from` in fact);
      if (found.length === 0) return [];
      const [
        {
          [`${name}.from`]: from,
          [`${name}.to`]: to,
          [`${name}.asked`]: asked,
          [`${name}.values`]: values,
          [`${name}.halves`]: halves,
          neurons = values,
        },
      ] = found;
      return [
        {
          condition: `${condition} (curvature ${readableNumber(mean(found.map((fact) => fact[`${name}.curvature`])))})`,
          text:
            `${estimatorText(wanted, noun, halves)}, N = ${neurons.toLocaleString('en')}, ranks ${from} .. ${to} of ` +
            `${values.toLocaleString('en')}${reachText(to, values, asked)}`,
        },
      ];
    }),
  );
  if (said.length === 0) return [];
  const expected = grouped(
    conditions.flatMap(({ name: condition, facts }) => {
      const found = facts.find((fact) => fact[`${name}.expected`] !== undefined);
      return found
        ? [
            {
              condition,
              text: `${readableNumber(found[`${name}.expected`])} ± ${readableNumber(found[`${name}.spread`])}`,
            },
          ]
        : [];
    }),
  );
  const beside =
    expected.length === 0
      ? ''
      : ` A symmetric Gaussian matrix of that size and largest real part has there ` +
        `${expected.map(({ text, conditions }) => `${text} (${conditions.join(', ')})`).join('; ')}.`;
  return [
    {
      code: 'S071',
      text:
        `${name} is the slope of log variance over log rank, weights 1/rank, not a test for a power law. ` +
        `${said.map(({ text, conditions }) => `${conditions.join(', ')}: ${text}`).join('. ')}.${beside}`,
    },
  ];
}
/** Where the fit ends: a spectrum just as long as the ranks is fitted to its edge, one shorter to its half. */
const reachText = (to: number, values: number, asked: number): string =>
  2 * to > values
    ? ' (beyond its half, where finite spectra bend)'
    : to < asked && values < asked
      ? ' (shorter than the ranks asked for: to its half)'
      : '';
const halvesText = { random: 'at random', places: 'by places at random', checkerboard: 'a checkerboard of 25 µm' };
function estimatorText(wanted: string, noun: Noun, halves: number | undefined): string {
  if (wanted === 'covariance' || wanted === 'direct')
    return noun.noun === 'connect' || noun.noun === 'network' ? 'exact covariance' : 'sampled covariance, z-scored';
  const how = halves === undefined ? '' : ` (${halvesText[halvings[halves]]})`;
  return wanted === 'svca'
    ? `shared variance of two halves${how}, cross-validated`
    : `shared variance of two halves of the neurons${how}`;
}

/** S074: fewer components than asked for. */
function componentsNote({ name }: MeasureSpec, conditions: readonly Studied[]): Note[] {
  const said = grouped(
    conditions.flatMap(({ name: condition, facts }) => {
      const found = facts.find((fact) => fact[`${name}.components`] < fact[`${name}.wanted`]);
      return found
        ? [
            {
              condition,
              text:
                `${found[`${name}.components`].toLocaleString('en')} of ` +
                `${found[`${name}.wanted`].toLocaleString('en')}`,
            },
          ]
        : [];
    }),
  );
  return said.length === 0
    ? []
    : [
        {
          code: 'S074',
          text:
            `${name} is of fewer components than asked for: ` +
            `${said.map(({ text, conditions }) => `${conditions.join(', ')} ${text}`).join('; ')}. There are no more ` +
            `neurons, or fewer than 25 effective bins for each of more components, whose chance modes would pass ` +
            `for rotating ones.`,
        },
      ];
}

/** S106: how many modes there are, of how many components, and whether their activity has a direction of time. */
function reversibleNote({ name, call }: MeasureSpec, conditions: readonly Studied[]): Note[] {
  const { ranks, fit } = isCallForm(call.takes.modes) ? call.takes.modes.takes : {};
  const said = conditions.flatMap(({ name: condition, facts }) => {
    const found = facts.filter((fact) => `${name}.effective` in fact);
    if (found.length === 0) return [];
    const of = (fact: string): number[] =>
      found.flatMap((each) => (`${name}.${fact}` in each ? [each[`${name}.${fact}`]] : []));
    const [p, counted, chance] = [of('reversible_p'), of('counted'), of('chance')],
      reversible = p.filter((each) => each >= leastP);
    const parts = [
      ...(counted.length > 0 ? [plural(mean(counted), 'mode')] : []),
      `${plural(mean(of('components')), 'component')}${chosenText(ranks, mean(of('wanted')))}`,
      `${readableNumber(mean(of('effective')))} effective bins of ${readableNumber(mean(of('pairs')))}`,
      ...directionText(p, reversible.length),
      ...(chance.length > 0
        ? [
            `imaginary parts below ${readableNumber(mean(chance))} are chance` +
              `${reversible.length > 0 ? ' in the others' : ''}`,
          ]
        : []),
    ];
    return [`${condition}: ${parts.join(', ')}`];
  });
  return said.length === 0
    ? []
    : [{ code: 'S106', text: `${name}, ${fitText(fit)}means over seeds. ${said.join('. ')}.` }];
}
/** Of several seeds: how many are not told from reversible. */
function directionText(p: readonly number[], reversible: number): readonly string[] {
  if (p.length === 0) return ['nothing says whether it is reversible in time'];
  const [least, most] = [Math.min(...p), Math.max(...p)].map(readableNumber),
    said = `p of being reversible in time ${least === most ? least : `${least} … ${most}`}`;
  if (reversible === 0) return [said];
  if (reversible === p.length) return [`${said} (no mode is said to rotate)`];
  const [are, theirs] = reversible === 1 ? ['is', 'its'] : ['are', 'their'];
  return [
    `${said} (${reversible} of ${p.length} seeds ${are} not told from reversible: none of ${theirs} modes is said to ` +
      'rotate)',
  ];
}
const plural = (count: number, what: string): string => `${readableNumber(count)} ${what}${count === 1 ? '' : 's'}`;
const fitText = (fit: Form | undefined): string =>
  typeof fit === 'string' && fit !== 'plain' ? `\`fit: ${fit}\`, ` : '';
/** Of components that the activity chose: how many it did. */
const chosenText = (ranks: Form | undefined, chosen: number): string =>
  ranks === 'optimal'
    ? ` (${readableNumber(chosen)} stand out of noise)`
    : ranks === 'shared'
      ? ` (${readableNumber(chosen)} are shared by two halves of the neurons)`
      : '';

/** S111: a surrogate whose neurons follow each other, since their shifts differ by less than what they share lasts. */
function shiftedNear({ name }: MeasureSpec, conditions: readonly Studied[]): Note[] {
  const said = conditions.flatMap(({ name: condition, noun, facts }) => {
    const controls = noun.noun === 'data' ? (noun.recording?.controls ?? []) : [];
    if (!controls.some(({ call, takes }) => call === 'shifted' && takes.apart === undefined)) return [];
    const told = facts.flatMap((fact) => fact[`${name}.reversible_p`] ?? []),
      directed = told.filter((p) => p < leastP).length;
    return directed > mostByChance * told.length ? [`${directed} of ${told.length} of ${condition}`] : [];
  });
  return said.length === 0
    ? []
    : [
        {
          code: 'S111',
          text:
            `${name}: ${said.join(', ')} have a direction of time, though each neuron is shifted by itself: they ` +
            'share what lasts longer than their offsets differ by, and so follow each other. ' +
            '`shifted(…, apart: …)` keeps offsets further apart.',
        },
      ];
}
/** Surrogates with p below 0.01: more than this share are no chance. */
const mostByChance = 0.05;

/** S073: what was scaled, and what of the spectrum stands apart; over a sweep, from the least point to the most. */
function edgesOfSpectra(conditions: readonly Studied[]): Note[] {
  const said = conditions.flatMap(({ name, noun, points }) => {
    const known = points
      .map((facts) => facts.filter(({ bulk_radius }) => bulk_radius !== undefined))
      .filter(({ length }) => length > 0);
    if (known.length === 0 || !nounsIn(noun).some((held) => held.noun === 'connect' && held.spectrum)) return [];
    const over = (fact: string): string => {
      const means = known.flatMap((facts) => {
        const values = facts.flatMap((each) => each[fact] ?? []).filter(Number.isFinite);
        return values.length === 0 ? [] : [mean(values)];
      });
      return means.length === 0 ? 'not known' : fromTo(means, readableNumber);
    };
    const outliers = known.flat().flatMap((fact) => fact.outliers ?? []),
      most = Math.max(...outliers);
    const apart = outliers.length === 0 ? 'not known' : most === 0 ? 'none' : fromTo(outliers, String);
    return [
      `${name}: largest real part ${over('max_real')}, largest modulus ${over('radius')}, the bulk up to ` +
        `${over('bulk_radius')}, beyond it ${apart}`,
    ];
  });
  const swept = conditions.some(({ points }) => points.length > 1) ? ' (means at the points of the sweep)' : '';
  return said.length === 0
    ? []
    : [
        {
          code: 'S073',
          text:
            `Eigenvalues of each matrix as it was scaled${swept}; the bulk is where weights drawn alike at random ` +
            `would have them. ${said.join('; ')}.`,
        },
      ];
}
function fromTo(values: readonly number[], text: (value: number) => string): string {
  const [least, most] = [values.reduce((a, b) => Math.min(a, b)), values.reduce((a, b) => Math.max(a, b))].map(text);
  return least === most ? least : `${least} … ${most}`;
}

/** S093: a large sparse matrix, of whose spectrum no more was found than was asked for. */
function largestAlone(conditions: readonly Studied[]): Note[] {
  const said = conditions.flatMap(({ name, facts }) => {
    const found = facts.find(({ leading }) => leading !== undefined);
    return found
      ? [`the ${found.leading.toLocaleString('en')} largest of ${found.size.toLocaleString('en')} of ${name}`]
      : [];
  });
  return said.length === 0
    ? []
    : [
        {
          code: 'S093',
          text:
            `Variances were found from synapses alone, no more of them than are asked for: ${said.join(', ')}. ` +
            'A measure of all, such as `participation_ratio(covariance)`, finds all, from the whole matrix.',
        },
      ];
}

/** S072: what looks symmetric and is not. */
function notSymmetric({ measures }: ExperimentSpec, conditions: readonly Studied[]): Note[] {
  const speaks = measures.some(({ call }) => measureNamed(call.call)?.readsSymmetry);
  const names = conditions
    .filter(
      ({ noun, facts }) =>
        facts.some(({ symmetric, real }) => symmetric === 0 && real === 1) ||
        nounsIn(noun).some(
          (held) => held.noun === 'connect' && held.controls.some((form) => hidesAsymmetry(matrixControlOf(form))),
        ),
    )
    .map(({ name }) => name);
  if (!speaks || names.length === 0) return [];
  return [
    {
      code: 'S072',
      text:
        `${names.join(', ')}: the matrix is not symmetric, though ` +
        `${names.length === 1 ? 'its eigenvalues are' : 'the eigenvalues of each are'} those of a symmetric one. ` +
        `What it measures like a symmetric matrix shows that neither an exponent nor real eigenvalues of dynamic ` +
        `modes (no rotations) prove that connections are symmetric.`,
    },
  ];
}

/** Conditions of which the same is said, together, in their order. */
function grouped(
  said: readonly { readonly condition: string; readonly text: string }[],
): { readonly text: string; readonly conditions: readonly string[] }[] {
  const groups = new Map<string, string[]>();
  for (const { condition, text } of said) groups.set(text, [...(groups.get(text) ?? []), condition]);
  return [...groups].map(([text, conditions]) => ({ text, conditions }));
}
