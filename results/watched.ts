import { type Form, isCallForm, isNamed } from '../catalogue/forms.ts';
import { measureCalled } from '../catalogue/measures/index.ts';
import type { Need } from '../catalogue/measures/measure-record.ts';
import type { ExperimentSpec, MeasureSpec } from '../language/specification.ts';

/** What the weights of a network have while it trains; anything else is known when it has been trained. */
const needsOfWeights: ReadonlySet<Need> = new Set<Need>(['matrix', 'places', 'symmetry']);

/** Whether a measure is one of the condition's own recurrent weights, so that it has a value at every epoch. */
export function isOfWeights({ call }: MeasureSpec): boolean {
  const { needs, gives } = measureCalled(call);
  return (
    needs.includes('matrix') &&
    needs.every((need) => needsOfWeights.has(need)) &&
    gives.series === undefined &&
    !namesNoun(call)
  );
}
const namesNoun = (form: Form): boolean =>
  isNamed(form) || (isCallForm(form) && Object.values(form.takes).some(namesNoun));

/** The measures of weights that `plot … by epoch` asks for, each once: they are found as the networks train. */
export const watchedMeasures = ({ plots, measures }: Pick<ExperimentSpec, 'plots' | 'measures'>): MeasureSpec[] =>
  measures.filter(
    (measure) => plots.some(({ what, by }) => by === 'epoch' && what === measure.name) && isOfWeights(measure),
  );
