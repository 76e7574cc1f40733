/** What training over trials began and ended with, unasked: where confounds would show. */
import { mean } from '../../engine/statistics/index.ts';
import type { ExperimentSpec } from '../../language/specification.ts';
import type { Note } from '../../results/contract.ts';
import { readableNumber } from '../../results/readable-numbers.ts';
import type { Finished } from '../plan/outcome.ts';

type FactsOf = readonly Readonly<Record<string, number>>[];
interface Learner {
  readonly name: string;
  readonly facts: FactsOf;
}

export function learningNotes(experiment: ExperimentSpec, finished: readonly Finished[]): Note[] {
  if (!experiment.trainings && !experiment.teach) return [];
  const factsOf = (kind: 'condition' | 'teach', name: string): FactsOf =>
    finished.flatMap(({ job, outcome }) => (job.kind === kind && job.condition === name ? [outcome.facts] : []));
  const teachers = [...new Set((experiment.teach ?? []).map(({ network }) => network.name))].map((name) => ({
    name,
    facts: factsOf('teach', name),
  }));
  const learners = experiment.conditions
    .filter(({ screened }) => !screened)
    .map(({ name }) => ({ name, facts: factsOf('condition', name) }))
    .filter(({ facts }) => facts.some(({ learned_numbers }) => learned_numbers !== undefined));
  return [
    ...unequalCounts(learners),
    ...penaltiesThatRule(learners),
    ...unequalPenalties(learners),
    ...cutWeights(learners),
    ...lostUpdates([...teachers, ...learners]),
    ...deadUnits([...teachers, ...learners]),
    ...course([...teachers, ...learners]),
  ];
}

/** N080: networks that learn different numbers of parameters are no fair comparison by themselves. */
function unequalCounts(learners: readonly Learner[]): Note[] {
  const counts = learners.map(({ name, facts }) => `${name} ${span(facts, 'learned_numbers')}`);
  const distinct = new Set(learners.map(({ facts }) => span(facts, 'learned_numbers')));
  return distinct.size < 2
    ? []
    : [{ code: 'N080', text: `The conditions learn different numbers of parameters: ${counts.join(', ')}.` }];
}

/** N081: a penalty above the loss decides what is learned. */
function penaltiesThatRule(learners: readonly Learner[]): Note[] {
  const heavy = learners.flatMap(({ name, facts }) => {
    const [penalty, loss] = [average(facts, 'penalty_at_start'), average(facts, 'loss_at_start')];
    return penalty !== undefined && loss !== undefined && penalty > loss
      ? [`${name} ${readableNumber(penalty)} against ${readableNumber(loss)}`]
      : [];
  });
  return heavy.length === 0
    ? []
    : [
        {
          code: 'N081',
          text:
            `Before the first update the penalty is larger than the loss: ${heavy.join(', ')}. ` +
            'It outweighs the task at first.',
        },
      ];
}

/** N090: conditions under penalties of very different strength differ in more than the kind of penalty. */
function unequalPenalties(learners: readonly Learner[]): Note[] {
  const strengths = learners.flatMap(({ name, facts }) => {
    const penalty = average(facts, 'penalty_at_start');
    return penalty !== undefined && penalty > 0 ? [{ name, penalty }] : [];
  });
  if (strengths.length < 2) return [];
  const [least, most] = [
    strengths.reduce((a, b) => (b.penalty < a.penalty ? b : a)),
    strengths.reduce((a, b) => (b.penalty > a.penalty ? b : a)),
  ];
  if (most.penalty < unequal * least.penalty) return [];
  const times = most.penalty / least.penalty;
  return [
    {
      code: 'N090',
      text:
        `Before the first update the penalty of ${most.name} is ${readableNumber(times)} times that of ` +
        `${least.name}: ${strengths.map(({ name, penalty }) => `${name} ${readableNumber(penalty)}`).join(', ')}. ` +
        'Conditions differ in how hard they are held, whatever else tells them apart.',
    },
  ];
}
/** Penalties that differ more than so many times. */
const unequal = 3;

/** N091: half of the weights is cut off by the first update, and what is left is another matrix. */
function cutWeights(learners: readonly Learner[]): Note[] {
  return learners.flatMap(({ name, facts }) => {
    const [uncut, cut] = [average(facts, 'radius_uncut'), average(facts, 'radius_cut')];
    if (uncut === undefined || cut === undefined) return [];
    const grows =
      cut > 1 ? ` Without an activation that saturates, activity grows ${readableNumber(cut)} times at each step.` : '';
    return [
      {
        code: 'N091',
        text:
          `${name}: \`positive\` makes its first weights below 0 be 0 after the first update, which takes the ` +
          `spectral radius from ${readableNumber(uncut)} to ${readableNumber(cut)}.${grows}`,
      },
    ];
  });
}

/** N082: updates that were left out, for their gradient was not finite. */
function lostUpdates(learners: readonly Learner[]): Note[] {
  const lost = learners.flatMap(({ name, facts }) => {
    const most = Math.max(0, ...known(facts, 'skipped_updates'));
    return most === 0 ? [] : [`${name} ${span(facts, 'skipped_updates')} of ${span(facts, 'updates')}`];
  });
  return lost.length === 0
    ? []
    : [{ code: 'N082', text: `Updates whose gradient was not finite were left out: ${lost.join(', ')}.` }];
}

/** N083: neurons that never speak have no gradient, and nothing can be learned of them. */
function deadUnits(learners: readonly Learner[]): Note[] {
  const dead = learners.flatMap(({ name, facts }) =>
    Math.max(0, ...known(facts, 'dead_units')) === 0
      ? []
      : [`${name} ${span(facts, 'dead_units')} of ${span(facts, 'neurons')}`],
  );
  return dead.length === 0
    ? []
    : [{ code: 'N083', text: `Neurons that are silent in every test trial: ${dead.join(', ')}.` }];
}

/** N084: means over seeds and points of the sweep. */
function course(learners: readonly Learner[]): Note[] {
  return learners.flatMap(({ name, facts }) => {
    if (known(facts, 'updates').length === 0) return [];
    const said = [
      `${span(facts, 'learned_numbers')} numbers learned in ${span(facts, 'updates')} updates`,
      fromTo(facts, 'spectral radius of the weights with their gains', 'radius', (value) => readableNumber(value)),
      fromTo(facts, 'self-weights', 'diagonal', (value) => `${readableNumber(100 * value)} %`),
      number(facts, 'effective rank', 'effective_rank'),
      number(facts, 'training loss', 'training_loss'),
      number(facts, 'test loss', 'test_loss'),
      number(facts, 'explained of the targets’ variance', 'explained'),
      number(facts, 'stopped after epoch', 'stopped_at'),
    ].filter((part) => part !== undefined);
    return [{ code: 'N084' as const, text: `${name}: ${said.join('; ')}.` }];
  });
}
const number = (facts: FactsOf, what: string, fact: string): string | undefined => {
  const value = average(facts, fact);
  return value === undefined ? undefined : `${what} ${readableNumber(value)}`;
};
function fromTo(facts: FactsOf, what: string, fact: string, show: (value: number) => string): string | undefined {
  const [start, end] = [average(facts, `${fact}_at_start`), average(facts, `${fact}_at_end`)];
  return start === undefined || end === undefined ? undefined : `${what} ${show(start)} → ${show(end)}`;
}

const known = (facts: FactsOf, fact: string): number[] =>
  facts.map((each) => each[fact]).filter((value) => value !== undefined);
function average(facts: FactsOf, fact: string): number | undefined {
  const values = known(facts, fact);
  return values.length === 0 ? undefined : mean(values);
}
function span(facts: FactsOf, fact: string): string {
  const values = known(facts, fact);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  return least === most ? String(least) : `${least} to ${most}`;
}
