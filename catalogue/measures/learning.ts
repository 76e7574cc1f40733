/** How well a condition has learnt. */
import { word } from '../parameters.ts';
import type { ClassifierScores } from '../../engine/learning/index.ts';
import type { CurvePoint, TrialCurve } from '../../engine/training/index.ts';
import { NotApplicable } from '../not-applicable.ts';
import { type Forms, type Gives, givesShare, type LearningCurve, measure } from './measure-record.ts';

const set = word({ test: 'The test set.', train: 'The training set.' }, 'On which samples.', {
  validation: 'The validation set.',
});
/** The curve of the test set ends in the measure of the test set. */
const ofTest =
  (curve: LearningCurve) =>
  (takes: Forms): LearningCurve | undefined =>
    takes.set === 'test' ? curve : undefined;

export const accuracy = measure({
  name: 'accuracy',
  documentation: 'Share of samples classified correctly, 0 .. 1, after the last epoch.',
  example: 'accuracy(test)',
  takes: { set },
  needs: ['training', 'classes'],
  gives: givesShare,
  curve: ofTest('accuracy'),
  compute({ set }, study) {
    const { accuracy } = study.scores(set);
    if (accuracy === undefined)
      throw new NotApplicable('what is learned are values, not classes: `explained` says how well');
    return { value: accuracy };
  },
});
export const loss = measure({
  name: 'loss',
  documentation: 'Mean loss per sample (cross-entropy in nats for classes).',
  example: 'loss(test)',
  takes: { set },
  needs: ['training'],
  gives: { unit: 'nats' },
  curve: ofTest('loss'),
  compute: ({ set }, study) => ({ value: study.scores(set).loss }),
});

export const explained = measure({
  name: 'explained',
  documentation:
    'Share of the variance of the wanted values that the outputs explain on test trials: 1 − Σ(z − value)² / ' +
    'Σ(value − mean)²; below 0 where they are worse than the mean.',
  example: 'explained()',
  takes: {},
  needs: ['training', 'values'],
  gives: { unit: 'number', limits: [Number.NEGATIVE_INFINITY, 1] },
  compute(_, study) {
    const value = study.explained();
    if (value === undefined) throw new NotApplicable('no values that vary are wanted of it');
    return { value };
  },
});

/** Curves that every training leaves, also where no measure asks for them. */
export const learningCurves: Readonly<Record<CurvePoint<keyof ClassifierScores>['measure'] | TrialCurve, Gives>> = {
  accuracy: accuracy.gives,
  loss: loss.gives,
  training_loss: loss.gives,
  gradient_norm: { unit: 'amount' },
};
