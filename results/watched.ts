import { type Form, isCallForm, isNamed } from '../catalogue/forms.ts';
import { measureCalled } from '../catalogue/measures/index.ts';
import { isKnownWhileTraining } from '../catalogue/measures/measure-record.ts';
import type { ExperimentSpec, MeasureSpec } from '../language/specification.ts';

/** Whether a measure is one of the condition's own recurrent weights, so that it has a value at every epoch. */
export const isOfWeights = ({ call }: MeasureSpec): boolean =>
  isKnownWhileTraining(measureCalled(call)) && !namesNoun(call);
const namesNoun = (form: Form): boolean =>
  isNamed(form) || (isCallForm(form) && Object.values(form.takes).some(namesNoun));

/** The measures of weights that `plot … by epoch` asks for, each once: they are found as the networks train. */
export const watchedMeasures = ({ plots, measures }: Pick<ExperimentSpec, 'plots' | 'measures'>): MeasureSpec[] =>
  measures.filter(
    (measure) => plots.some(({ what, by }) => by === 'epoch' && what === measure.name) && isOfWeights(measure),
  );
