/** What a number of a network that was run on an input depends on, unasked. */
import { mean } from '../../engine/statistics/index.ts';
import type { Facts } from '../../catalogue/finding.ts';
import type { ExperimentSpec, MeasureSpec } from '../../language/specification.ts';
import type { Note } from '../../results/contract.ts';
import { readableNumber } from '../../results/readable-numbers.ts';
import { groupedBy } from '../../results/grouped.ts';
import { pointName } from '../../results/rows.ts';
import { atPoint, sweepPoints, type SweepPoint } from '../../results/sweep.ts';
import type { Finished } from '../plan/outcome.ts';

interface Found {
  readonly facts: Facts;
  readonly at: SweepPoint;
  readonly value: number | undefined;
}
interface Condition {
  readonly name: string;
  readonly found: readonly Found[];
}

export function reservoirNotes(experiment: ExperimentSpec, finished: readonly Finished[]): Note[] {
  return experiment.measures.flatMap((measure) => {
    if (!kinds.has(measure.call.call)) return [];
    const conditions = experiment.conditions
      .filter(({ screened }) => !screened)
      .map(({ name }) => ({ name, found: foundIn(measure, name, finished) }))
      .filter(({ found }) => found.length > 0);
    if (conditions.length === 0) return [];
    return measure.call.call === 'memory_capacity'
      ? [...heldBeyond(measure, conditions), ...peaks(experiment, measure, conditions)]
      : nearZero(measure, conditions);
  });
}
const kinds: ReadonlySet<string> = new Set(['memory_capacity', 'lyapunov', 'lyapunov_spectrum']);
/** The facts of a measure by their own names. */
function foundIn({ name: measure }: MeasureSpec, condition: string, finished: readonly Finished[]): Found[] {
  const own = `${measure}.`;
  return finished.flatMap(({ job, outcome }) => {
    const facts = Object.entries(outcome.facts).flatMap(([fact, value]) =>
      fact.startsWith(own) ? [[fact.slice(own.length), value] as const] : [],
    );
    if (job.kind !== 'condition' || job.condition !== condition || facts.length === 0) return [];
    const value = outcome.points.find((point) => point.measure === measure && point.step === null)?.value;
    return [{ facts: Object.fromEntries(facts), at: job.at, value }];
  });
}
const factsOf = ({ found }: Condition): readonly Facts[] => found.map(({ facts }) => facts);
const spanOf = (values: readonly number[]): string => {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return least === most ? readableNumber(least) : `${readableNumber(least)} … ${readableNumber(most)}`;
};

/** S090: how far back was looked, and what the last delay still holds. */
function heldBeyond({ name }: MeasureSpec, conditions: readonly Condition[]): Note[] {
  const said = conditions.map((condition) => {
    const facts = factsOf(condition),
      above = facts.filter(({ last, floor }) => last > Math.max(floor, 1e-3)),
      all = (fact: string): readonly number[] => facts.map((each) => each[fact]);
    const parts = [
      `${condition.name}: N = ${spanOf(all('neurons'))}`,
      `delays to ${spanOf(all('horizon'))} inputs`,
      ...(facts[0].samples > 0
        ? [`${spanOf(all('samples'))} samples`, `floor of a delay ${readableNumber(mean(all('floor')))}`]
        : ['exact']),
      ...(facts[0].ridge === undefined ? [] : [`held out, ridge ${spanOf(all('ridge'))}, clipped at 0`]),
    ];
    const cut =
      above.length === 0
        ? ''
        : `, above the floor in ${above.length} of ${facts.length} networks: they hold more than was asked for`;
    return {
      cut: above.length > 0,
      text: `${parts.join(', ')}; the last delay holds ${readableNumber(mean(all('last')))}${cut}`,
    };
  });
  const longer = said.some(({ cut }) => cut) ? ' A longer range of delays finds the rest.' : '';
  return [
    {
      code: 'S090',
      text: `${name} is at most N, and counts its delays only. ${said.map(({ text }) => text).join('. ')}.${longer}`,
    },
  ];
}

/** S091: a peak belongs to the network and to its input. */
function peaks(experiment: ExperimentSpec, { name }: MeasureSpec, conditions: readonly Condition[]): Note[] {
  const points = sweepPoints(experiment);
  if (points.length < 3) return [];
  const said = conditions.flatMap((condition) => {
    const found = groupedBy(condition.found, ({ at }) => pointName(experiment, at));
    const means = points.flatMap((at) => {
      const values = (found.get(pointName(experiment, at)) ?? []).flatMap(({ value }) => value ?? []);
      return values.length === 0 ? [] : [{ at, value: mean(values) }];
    });
    if (means.length < 3) return [];
    const most = means.reduce((best, each) => (each.value > best.value ? each : best)),
      [{ hold, tau }] = factsOf(condition);
    const cells =
      tau > 0 ? `with time constants of ${milliseconds(tau)} in the mean` : 'in steps, without time constants';
    return [
      `${condition.name} (${cells}, each input held for ${milliseconds(hold)}) is largest` +
        `${atPoint(experiment, most.at)}: ${readableNumber(most.value)}`,
    ];
  });
  if (said.length === 0) return [];
  return [
    {
      code: 'S091',
      text:
        `${said.join('; ')}. Where ${name} peaks depends on both: a map of tanh neurons often peaks just above a ` +
        'radius of 1, cells whose time constants exceed the step of the input below it or nowhere. A peak near ' +
        'criticality is a finding about this network and this input, and no law.',
    },
  ];
}
const milliseconds = (seconds: number): string => `${readableNumber(seconds * 1e3)} ms`;

/** S092: an exponent whose interval holds 0. */
function nearZero(measure: MeasureSpec, conditions: readonly Condition[]): Note[] {
  const said = conditions.flatMap((condition) => {
    const zero = factsOf(condition).filter(({ low, high, exact }) => exact === 0 && low <= 0 && high >= 0);
    if (zero.length === 0) return [];
    const [low, high] = [Math.min(...zero.map(({ low }) => low)), Math.max(...zero.map(({ high }) => high))];
    return [
      `${condition.name} in ${zero.length} of ${condition.found.length} networks (widest ${readableNumber(low)} … ` +
        `${readableNumber(high)})`,
    ];
  });
  return said.length === 0
    ? []
    : [
        {
          code: 'S092',
          text:
            `${measure.name} cannot be told from 0 by its own 95 % interval: ${said.join('; ')}. Such a network is ` +
            'neither known to be chaotic nor known to forget; a finite one just above a radius of 1 often moves on ' +
            'a cycle or a torus, whose exponent is 0.',
        },
      ];
}
