import type { Trial, TrialTask } from './drawn-trials.ts';

/** A goal is shown, then nothing, then two directions of which one leads to it. Periods in steps (20, 10, 20). */
export interface OneChoiceTask {
  readonly goal: number;
  readonly delay: readonly number[];
  readonly choice: number;
}
const directions = ['left', 'up', 'right', 'down'] as const;
type Direction = (typeof directions)[number];
/** Places of the goals on the grid of the study, and which directions are open with which answer. */
const goals = [7, 9, 17, 19];
const problems: readonly {
  readonly goal: number;
  readonly open: readonly [Direction, Direction];
  readonly answer: Direction;
}[] = [
  { goal: 9, open: ['up', 'left'], answer: 'up' },
  { goal: 9, open: ['right', 'down'], answer: 'right' },
  { goal: 19, open: ['left', 'down'], answer: 'down' },
  { goal: 17, open: ['right', 'down'], answer: 'down' },
  { goal: 17, open: ['up', 'left'], answer: 'left' },
  { goal: 7, open: ['up', 'right'], answer: 'up' },
  { goal: 19, open: ['left', 'right'], answer: 'right' },
  { goal: 7, open: ['left', 'right'], answer: 'left' },
];

/**
 * One-choice inference, as coded for the MICrONS-constrained networks (8 problems, all as likely): inputs 1 … 4 are
 * the goals, 5 … 8 the open directions; the answer is the direction, asked at the last step.
 *
 * Who has forgotten the goal knows the open directions alone, of which there are five pairs: the commoner answer of
 * each is right in 5 of the 8 problems.
 */
export function oneChoice({ goal, delay, choice }: OneChoiceTask): TrialTask {
  const inputs = [...goals.map((place) => `goal ${place}`), ...directions.map((direction) => `${direction} open`)];
  return {
    inputs,
    outputs: directions,
    wanted: 'classes',
    steps: goal + Math.max(...delay) + choice,
    chance: commonest(problems.map(({ answer }) => answer)) / problems.length,
    ceiling: { value: 1, of: 'who remembers the goal' },
    plateaus: [{ value: withoutGoal() / problems.length, of: 'who has forgotten the goal' }],
    draw(draws): Trial {
      const problem = problems[draws.below(problems.length)],
        waiting = delay[draws.below(delay.length)],
        steps = goal + waiting + choice;
      const given = new Float32Array(steps * inputs.length),
        weights = new Float32Array(steps),
        classes = new Uint8Array(steps).fill(directions.indexOf(problem.answer));
      for (let step = 0; step < goal; step++) given[step * inputs.length + goals.indexOf(problem.goal)] = 1;
      for (let step = goal + waiting; step < steps; step++)
        for (const direction of problem.open)
          given[step * inputs.length + goals.length + directions.indexOf(direction)] = 1;
      weights[steps - 1] = 1;
      return {
        kind: `goal ${problem.goal}, ${problem.open.join(' or ')}`,
        steps,
        epochs: [
          { name: 'goal', from: 0, to: goal },
          { name: 'delay', from: goal, to: goal + waiting },
          { name: 'choice', from: goal + waiting, to: steps },
        ],
        inputs: given,
        wanted: { kind: 'classes', classes, answer: steps - 1 },
        weights,
      };
    },
  };
}
const commonest = (answers: readonly string[]): number =>
  Math.max(...answers.map((answer) => answers.filter((other) => other === answer).length));
function withoutGoal(): number {
  const pairOf = ({ open }: (typeof problems)[number]): string => open.toSorted().join(' ');
  return [...new Set(problems.map(pairOf))].reduce(
    (sum, pair) => sum + commonest(problems.filter((problem) => pairOf(problem) === pair).map(({ answer }) => answer)),
    0,
  );
}
