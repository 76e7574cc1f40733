import type { Facts } from '../../catalogue/finding.ts';
import type { ExperimentSpec, MeasureSpec } from '../../language/specification.ts';
import { readableNumber, withError } from '../../results/readable-numbers.ts';
import type { Note } from '../../results/contract.ts';
import { atPoint, sweepPoints } from '../../results/sweep.ts';
import type { JobsAt } from './jobs-at.ts';

/** What must stand beside branching ratios, exponents of avalanches, and information. */
export function criticalityNotes(experiment: ExperimentSpec, jobsAt: JobsAt): Note[] {
  const conditions = experiment.conditions
    .filter(({ screened }) => !screened)
    .flatMap(({ name }) =>
      sweepPoints(experiment).map((at) => ({
        name: `${name}${atPoint(experiment, at)}`,
        facts: jobsAt(name, at).flatMap(({ job, outcome }) => (job.kind === 'condition' ? [outcome.facts] : [])),
      })),
    );
  return experiment.measures.flatMap((measure) => [
    ...branchingFitNote(measure, conditions),
    ...branchingNote(measure, conditions),
    ...exponentNote(measure, conditions),
    ...mergedNote(measure, conditions),
    ...binsNote(measure, conditions),
    ...informationNote(measure, conditions),
  ]);
}
/** A condition at a point of the sweep. */
interface Studied {
  readonly name: string;
  readonly facts: readonly Facts[];
}
/** Of the first job that found it: of a recording all are alike, of networks one stands for them. */
const said = (
  conditions: readonly Studied[],
  measure: string,
  sentence: (fact: (name: string) => number | undefined) => string | undefined,
) =>
  conditions.flatMap(({ name, facts }) => {
    for (const each of facts) {
      const found = sentence((fact) => each[`${measure}.${fact}`]);
      if (found !== undefined) return [`${name}: ${found}`];
    }
    return [];
  });
const per = (share: number): string => `${readableNumber(100 * share)} %`;

/** S105: what a branching ratio rests on. */
function branchingFitNote({ name }: MeasureSpec, conditions: readonly Studied[]): Note[] {
  const found = said(conditions, name, (fact) => {
    const [amplitude, left, times, lags] = ['amplitude', 'left', 'times', 'lags'].map(fact);
    if (amplitude === undefined || left === undefined || times === undefined || lags === undefined) return undefined;
    return (
      `amplitude ${readableNumber(amplitude)}, ${per(left)} of the slopes’ squares left, ${lags} lags, ` +
      `${readableNumber(times)} time constants recorded`
    );
  });
  return found.length === 0
    ? []
    : [{ code: 'S105', text: `${name} is fitted to slopes amplitude · m^k, of the first seed. ${found.join('. ')}.` }];
}

/** Of so few time constants slow drift and memory cannot be told apart; more than this left is no exponential. */
const fewTimes = 50;
const muchLeft = 0.05;
/** S095. */
function branchingNote({ name }: MeasureSpec, conditions: readonly Studied[]): Note[] {
  const found = said(conditions, name, (fact) => {
    const [amplitude, left, times] = ['amplitude', 'left', 'times'].map(fact);
    if (amplitude === undefined || left === undefined || times === undefined) return undefined;
    const doubts = [
      ...(times < fewTimes
        ? [`the recording holds ${readableNumber(times)} of its time constants, so that slow drift would look the same`]
        : []),
      ...(left > muchLeft ? [`its slopes do not fall as m^k: ${per(left)} of their squares are left`] : []),
    ];
    return doubts.length > 0 ? `${doubts.join('; ')} (amplitude ${readableNumber(amplitude)})` : undefined;
  });
  return found.length === 0
    ? []
    : [
        {
          code: 'S095',
          text: `${name} may be no branching. ${found.join('. ')}. Compare \`fit: offset\`, and surrogates.`,
        },
      ];
}

/** S096: what the exponent rests on, and what else fits. */
function exponentNote({ name }: MeasureSpec, conditions: readonly Studied[]): Note[] {
  const found = said(conditions, name, (fact) => {
    const [exponent, error, n, all, from, to, p] = ['exponent', 'error', 'n', 'avalanches', 'from', 'to', 'p'].map(
      fact,
    );
    if (exponent === undefined || error === undefined || n === undefined) return undefined;
    const cut = fact('cut_off');
    const range = `from ${readableNumber(from!)}${to === undefined ? '' : ` to ${readableNumber(to)}`}`;
    const others = (['lognormal', 'exponential'] as const).flatMap((law) => {
      const [ratio, chance] = [fact(`ratio_${law}`), fact(`p_${law}`)];
      if (ratio === undefined || chance === undefined) return [];
      if (chance >= 0.1) return [`not told from ${law} (p ${readableNumber(chance)})`];
      return [`${ratio > 0 ? 'likelier' : 'less likely'} than ${law} (p ${readableNumber(chance)})`];
    });
    return (
      `${withError(exponent, error)} ${range}` +
      `${cut === undefined ? '' : `, cut off at ${readableNumber(cut)}`}, ${n} of ${all} avalanches` +
      `${p === undefined ? '' : `, goodness of fit p ${readableNumber(p)}`}` +
      `${p !== undefined && p < 0.1 ? ' (the law does not hold)' : ''}` +
      `${others.length > 0 ? `; ${others.join(', ')}` : ''}`
    );
  });
  return found.length === 0 ? [] : [{ code: 'S096', text: `${name}, of the first seed. ${found.join('. ')}.` }];
}

/** More than this begin in a bin where they run into each other. */
const manyBegun = 0.1;
/** S097. */
function mergedNote({ name }: MeasureSpec, conditions: readonly Studied[]): Note[] {
  const found = said(conditions, name, (fact) => {
    const begun = fact('begun');
    return begun !== undefined && begun > manyBegun ? `${readableNumber(begun)} begin in a bin` : undefined;
  });
  return found.length === 0
    ? []
    : [
        {
          code: 'S097',
          text:
            `${name}: avalanches run into each other, so that exponents are those of what drives them. ` +
            `${found.join('. ')}. ` +
            `Take finer bins, or fewer neurons, until far fewer than one begins in a bin.`,
        },
      ];
}

/** S098: durations are in bins. */
function binsNote({ name }: MeasureSpec, conditions: readonly Studied[]): Note[] {
  const bins = new Map(
    conditions.flatMap(({ name: condition, facts }) => {
      const found = facts.find((each) => each[`${name}.of_durations`] === 1)?.[`${name}.bin`];
      return found === undefined ? [] : [[condition, Number(found.toPrecision(6))] as const];
    }),
  );
  const widths = [...bins].map(([condition, bin]) => `${condition} ${readableNumber(1000 * bin)} ms`);
  return new Set(bins.values()).size < 2
    ? []
    : [
        {
          code: 'S098',
          text:
            `${name} compares durations of bins of different widths, which have different exponents: ` +
            `${widths.join(', ')}. Say one \`bin\` for all.`,
        },
      ];
}

/** S099. */
function informationNote({ name }: MeasureSpec, conditions: readonly Studied[]): Note[] {
  const found = said(conditions, name, (fact) => {
    const [plain, chance, p, of, still] = ['information', 'chance', 'p', 'of', 'still'].map(fact);
    if (plain === undefined || chance === undefined || p === undefined) return undefined;
    return (
      `${readableNumber(plain)} bits less ${readableNumber(chance)} of chance, p ${readableNumber(p)}, mean of ${of}` +
      `${still ? `, ${still} left out that never change` : ''}` +
      `${plain < chance ? '; chance alone gives more, so that none is seen' : ''}`
    );
  });
  return found.length === 0
    ? []
    : [
        {
          code: 'S099',
          text: `${name} against surrogates turned round in time, of the first seed. ${found.join('. ')}.`,
        },
      ];
}
