/** Tasks whose answer rests on what was shown before a delay. Periods in steps; `deviation` of the noise of a step. */
import { type Decided, decision, type Manner, most, oneOf, sides, type Signal } from './decision.ts';
import { type Delays, drawDelay } from './delays.ts';
import { idealObserver } from './channel-noise.ts';
import type { TrialTask } from './drawn-trials.ts';

/** Whether a second stimulus is the first again (Miller, Erickson & Desimone 1996). */
export function delayMatch(
  task: {
    readonly fixation: number;
    readonly sample: number;
    readonly delay: Delays;
    readonly test: number;
    readonly decision: number;
    readonly deviation: number;
  },
  manner: Manner,
): TrialTask {
  const { fixation, sample, delay, test, decision: answer, deviation } = task,
    [seen, seenAgain] = [sample, test].map((steps) => idealObserver([1], steps, deviation).value);
  return decision(
    {
      channels: sides,
      choices: ['match', 'no match'],
      steps: fixation + sample + most(delay.steps) + test + answer,
      answering: answer,
      ceiling: {
        value: seen * seenAgain + (1 - seen) * (1 - seenAgain),
        of: 'an ideal observer of both stimuli',
      },
      decide(draws): Decided {
        const choice = draws.below(2),
          first = draws.below(2),
          second = choice === 0 ? first : 1 - first;
        const shown = (period: string, side: number): readonly Signal[] =>
          sides.map((_, channel) => ({ period, channel: 1 + channel, value: channel === side ? 1 : 0, deviation }));
        return {
          kind: `${sides[first]}, then ${sides[second]}`,
          choice,
          periods: [
            ['fixation', fixation],
            ['sample', sample],
            ['delay', drawDelay(delay, draws)],
            ['test', test],
            ['decision', answer],
          ],
          signals: [...shown('sample', first), ...shown('test', second)],
        };
      },
    },
    manner,
  );
}

/**
 * Which of two values was higher (Barak, Tsodyks & Romo 2010): pairs `apart` from each other, scaled to ½ … 1. The sum
 * of the two says nothing of their order, so that for stimuli of one length the sign of the difference is all there is
 * to know.
 */
export function delayComparison(
  task: {
    readonly fixation: number;
    readonly first: number;
    readonly delay: Delays;
    readonly second: number;
    readonly decision: number;
    /** The lower value of each pair. */
    readonly values: readonly number[];
    readonly apart: number;
    readonly deviation: number;
  },
  manner: Manner,
): TrialTask {
  const { fixation, first, delay, second, decision: answer, values, apart, deviation } = task,
    lowest = Math.min(...values),
    span = most(values) + apart - lowest;
  const scaled = (value: number): number => (1 + (value - lowest) / span) / 2;
  return decision(
    {
      channels: ['stimulus'],
      choices: ['first higher', 'second higher'],
      steps: fixation + first + most(delay.steps) + second + answer,
      answering: answer,
      ...(first === second && { ceiling: idealObserver([apart / span / 2], first, deviation) }),
      decide(draws): Decided {
        const choice = draws.below(2),
          lower = oneOf(draws, values),
          shown = choice === 0 ? [lower + apart, lower] : [lower, lower + apart];
        const signals = (period: string, value: number): readonly Signal[] => [
          { period, channel: 0, value: 0, deviation },
          { period, channel: 1, value: scaled(value), deviation },
        ];
        return {
          kind: `${shown[0]}, then ${shown[1]}`,
          choice,
          periods: [
            ['fixation', fixation],
            ['first', first],
            ['delay', drawDelay(delay, draws)],
            ['second', second],
            ['decision', answer],
          ],
          signals: [...signals('first', shown[0]), ...signals('second', shown[1])],
        };
      },
    },
    manner,
  );
}

/** To respond after one stimulus and not after the other (Zhang et al. 2019). */
export function goNoGo(
  task: { readonly fixation: number; readonly stimulus: number; readonly delay: Delays; readonly decision: number },
  manner: Manner,
): TrialTask {
  const { fixation, stimulus, delay, decision: answer } = task,
    choices = ['no go', 'go'];
  return decision(
    {
      channels: choices,
      choices,
      waits: true,
      steps: fixation + stimulus + most(delay.steps) + answer,
      answering: answer,
      ceiling: { value: 1, of: 'who remembers the stimulus' },
      decide(draws): Decided {
        const choice = draws.below(2);
        return {
          kind: choices[choice],
          choice,
          periods: [
            ['fixation', fixation],
            ['stimulus', stimulus],
            ['delay', drawDelay(delay, draws)],
            ['decision', answer],
          ],
          signals: [{ period: 'stimulus', channel: 1 + choice, value: 1 }],
        };
      },
    },
    manner,
  );
}

/** Two stimuli one after the other: a response is right where they are a pair (Zhang et al. 2019). */
export function pairedAssociation(
  task: {
    readonly fixation: number;
    readonly first: number;
    readonly between: number;
    readonly second: number;
    readonly delay: Delays;
    readonly decision: number;
  },
  manner: Manner,
): TrialTask {
  const { fixation, first, between, second, delay, decision: answer } = task;
  return decision(
    {
      channels: ['A', 'B', 'C', 'D'],
      choices: ['no go', 'go'],
      waits: true,
      steps: fixation + first + between + second + most(delay.steps) + answer,
      answering: answer,
      ceiling: { value: 1, of: 'who remembers both stimuli' },
      decide(draws): Decided {
        const sample = draws.below(2),
          test = draws.below(2);
        return {
          kind: `${'AB'[sample]}, then ${'CD'[test]}`,
          choice: sample === test ? 1 : 0,
          periods: [
            ['fixation', fixation],
            ['first', first],
            ['between', between],
            ['second', second],
            ['delay', drawDelay(delay, draws)],
            ['decision', answer],
          ],
          signals: [
            { period: 'first', channel: 1 + sample, value: 1 },
            { period: 'second', channel: 3 + test, value: 1 },
          ],
        };
      },
    },
    manner,
  );
}
