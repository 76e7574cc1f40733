/** Tasks that gather noisy evidence for one of two sides. Periods in steps; `deviation` of the noise of a step. */
import { type Decided, decision, type Manner, most, oneOf, percent, type Signal, sides } from './decision.ts';
import { type Delays, drawDelay } from './delays.ts';
import { idealObserver, told } from './channel-noise.ts';
import type { TrialTask } from './drawn-trials.ts';

/** Evidence of a coherence for one of two sides, in channels `first` and `first + 1`: ½ ± coherence / 2. */
const evidence = (first: number, side: number, coherence: number, deviation: number): readonly Signal[] =>
  sides.map((_, channel) => ({
    period: 'stimulus',
    channel: first + channel,
    value: 0.5 + ((channel === side ? 1 : -1) * coherence) / 2,
    deviation,
  }));

interface Stimulated {
  readonly fixation: number;
  readonly stimulus: number;
  readonly decision: number;
  /** Differences of the two channels, all as likely. */
  readonly coherence: readonly number[];
  readonly deviation: number;
}
/** Which of two noisy channels is higher (Britten, Shadlen, Newsome & Movshon 1992). */
export function perceptualDecision(task: Stimulated & { readonly delay: Delays }, manner: Manner): TrialTask {
  const { fixation, stimulus, delay, decision: answer, coherence, deviation } = task;
  return decision(
    {
      channels: sides,
      choices: sides,
      steps: fixation + stimulus + most(delay.steps) + answer,
      answering: answer,
      ceiling: idealObserver(coherence, stimulus, deviation),
      decide(draws): Decided {
        const choice = draws.below(2),
          strength = oneOf(draws, coherence);
        return {
          kind: `${sides[choice]}, coherence ${percent(strength)}`,
          choice,
          periods: [
            ['fixation', fixation],
            ['stimulus', stimulus],
            ['delay', drawDelay(delay, draws)],
            ['decision', answer],
          ],
          signals: evidence(1, choice, strength, deviation),
        };
      },
    },
    manner,
  );
}

/**
 * Two modalities of which one counts: always the first, or that which a context input names (Mante, Sussillo, Shenoy &
 * Newsome 2013).
 */
export function contextDecision(
  task: Stimulated & { readonly delay: Delays; readonly context: 'implicit' | 'explicit' },
  manner: Manner,
): TrialTask {
  const { fixation, stimulus, delay, decision: answer, coherence, deviation, context } = task,
    isExplicit = context === 'explicit';
  return decision(
    {
      channels: [
        ...[1, 2].flatMap((modality) => sides.map((side) => `${side} of modality ${modality}`)),
        ...(isExplicit ? ['context 1', 'context 2'] : []),
      ],
      choices: sides,
      steps: fixation + stimulus + most(delay.steps) + answer,
      answering: answer,
      ceiling: idealObserver(coherence, stimulus, deviation),
      decide(draws): Decided {
        const shown = [0, 1].map(() => ({ side: draws.below(2), strength: oneOf(draws, coherence) })),
          relevant = isExplicit ? draws.below(2) : 0,
          { side, strength } = shown[relevant],
          waiting = drawDelay(delay, draws);
        const isNamed = (period: string): Signal => ({ period, channel: 5 + relevant, value: 1 });
        return {
          kind: `${isExplicit ? `context ${relevant + 1}, ` : ''}${sides[side]}, coherence ${percent(strength)}`,
          choice: side,
          periods: [
            ['fixation', fixation],
            ['stimulus', stimulus],
            ['delay', waiting],
            ['decision', answer],
          ],
          signals: [
            ...shown.flatMap((each, modality) => evidence(1 + 2 * modality, each.side, each.strength, deviation)),
            ...(isExplicit ? ['fixation', 'stimulus', 'delay'].map(isNamed) : []),
          ],
        };
      },
    },
    manner,
  );
}

/**
 * One coherence shared out between two modalities, by a share drawn for each trial (Raposo, Sheppard, Schrater &
 * Churchland 2012). The share is as likely as its opposite, so that the sum of both modalities tells all there is to
 * know: Φ(coherence · √steps / (2 deviation)).
 */
export function multisensory(task: Stimulated, manner: Manner): TrialTask {
  const { fixation, stimulus, decision: answer, coherence, deviation } = task;
  return decision(
    {
      channels: [1, 2].flatMap((modality) => sides.map((side) => `${side} of modality ${modality}`)),
      choices: sides,
      steps: fixation + stimulus + answer,
      answering: answer,
      ceiling: {
        value:
          coherence.reduce((sum, each) => sum + told(each * Math.sqrt(stimulus), 2 * deviation), 0) / coherence.length,
        of: 'an ideal observer that adds up both modalities',
      },
      decide(draws): Decided {
        const choice = draws.below(2),
          strength = oneOf(draws, coherence),
          part = draws.uniform();
        return {
          kind: `${sides[choice]}, coherence ${percent(strength)}`,
          choice,
          periods: [
            ['fixation', fixation],
            ['stimulus', stimulus],
            ['decision', answer],
          ],
          signals: [
            { period: 'stimulus', channel: 0, value: 0, deviation },
            ...evidence(1, choice, strength * part, deviation),
            ...evidence(3, choice, strength * (1 - part), deviation),
          ],
        };
      },
    },
    manner,
  );
}
