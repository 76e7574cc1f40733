/** Tasks of decision making that rest on noisy evidence. */
import { contextDecision, delaysOf, multisensory, perceptualDecision } from '../../engine/tasks/index.ts';
import { steps } from '../forms.ts';
import { defaulting, word } from '../parameters.ts';
import {
  coherenceOf,
  delayOf,
  deviationOf,
  meanOf,
  noiseOf,
  periodOf,
  scoredOf,
  shownOf,
  stepsForm,
} from './decision-settings.ts';
import { type TrialsTask, trialsTask } from './task-record.ts';

const asCoded = 'as coded for the MICrONS-constrained networks';
const gym = 'NeuroGym 2.2';
const shortened = 'NeuroGym 2.2: 750 ms, of which 7 whole steps of 100 ms';

const perceptual = trialsTask({
  name: 'perceptual_decision',
  documentation:
    'Which of two noisy channels is higher. NeuroGym’s definition is `fixation 100 ms, shown at_first;  stimulus 2 s;' +
    '  delay 0 ms;  decision 100 ms;  scored throughout`.',
  example: 'task motion is perceptual_decision { fixation 1 steps;  stimulus 30 steps;  delay 10 steps }',
  sources: ['Britten et al. 1992', 'Molano-Mazón et al. 2022'],
  step: 0.1,
  takes: {
    fixation: periodOf('fixation', stepsForm(1), asCoded),
    shown: shownOf('always', asCoded),
    stimulus: periodOf('stimulus', stepsForm(30), asCoded),
    delay: delayOf({ list: [{ counted: 'steps', value: 10 }] }, asCoded),
    mean: meanOf(),
    decision: periodOf('decision', stepsForm(0), asCoded),
    coherence: coherenceOf([0, 6.4, 12.8, 25.6, 51.2], asCoded),
    noise: noiseOf(asCoded),
    scored: scoredOf('decision', asCoded),
  },
  behind: { shown: 'fixation', mean: 'delay' },
  trials: ({ delay, mean, noise, shown, scored, ...rest }, clock) =>
    perceptualDecision(
      { ...rest, delay: delaysOf(delay, mean), deviation: deviationOf(noise, clock) },
      { shown, scored },
    ),
});

const context = trialsTask({
  name: 'context_decision',
  documentation:
    'Two modalities, each with evidence for one of two sides; one of them counts. As published nothing tells when to ' +
    'answer; `fixation 300 ms, shown to_decision` does.',
  example: 'task gated is context_decision { fixation 300 ms, shown to_decision;  context explicit }',
  sources: ['Mante et al. 2013', 'Molano-Mazón et al. 2022'],
  step: 0.1,
  takes: {
    fixation: periodOf('fixation', 0.3, gym),
    shown: shownOf('at_first', gym),
    stimulus: periodOf('stimulus', 0.7, shortened),
    delay: delayOf({ list: steps(0.3, 2.9, 0.1) }, gym, '300 ms .. 2900 ms by 100 ms'),
    mean: meanOf(0.6, gym),
    decision: periodOf('decision', 0.1, gym),
    context: defaulting(
      word(
        {
          implicit: 'The first modality counts in every trial.',
          explicit: 'One of two more inputs says, until the decision, which modality counts in this trial.',
        },
        'What says which modality counts.',
      ),
      'implicit',
      gym,
    ),
    coherence: coherenceOf([5, 15, 50], gym),
    noise: noiseOf(gym),
    scored: scoredOf('throughout', gym),
  },
  behind: { shown: 'fixation', mean: 'delay' },
  trials: ({ delay, mean, noise, shown, scored, ...rest }, clock) =>
    contextDecision({ ...rest, delay: delaysOf(delay, mean), deviation: deviationOf(noise, clock) }, { shown, scored }),
});

const multisensoryTask = trialsTask({
  name: 'multisensory',
  documentation: 'Evidence for one side, shared out between two modalities: only their sum tells all.',
  example: 'task both is multisensory { stimulus 700 ms;  coherence 5 %, 15 %, 50 % }',
  sources: ['Raposo et al. 2012', 'Molano-Mazón et al. 2022'],
  step: 0.1,
  takes: {
    fixation: periodOf('fixation', 0.3, gym),
    shown: shownOf('to_decision', gym),
    stimulus: periodOf('stimulus', 0.7, shortened),
    decision: periodOf('decision', 0.1, gym),
    coherence: coherenceOf([5, 15, 50], gym),
    noise: noiseOf(gym),
    scored: scoredOf('throughout', gym),
  },
  behind: { shown: 'fixation' },
  trials: ({ noise, shown, scored, ...rest }, clock) =>
    multisensory({ ...rest, deviation: deviationOf(noise, clock) }, { shown, scored }),
});

export const decisionTasks: readonly TrialsTask[] = [perceptual, context, multisensoryTask];
