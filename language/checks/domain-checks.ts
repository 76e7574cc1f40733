/** Weights that a measure of a graph has no meaning for (C033): told by the law they are drawn from, or by a file. */
import { countedIn, outsideText, remedy } from '../../catalogue/measures/graph-record.ts';
import { measureNamed } from '../../catalogue/measures/index.ts';
import { type CallForm, isCallForm, isNamed } from '../../catalogue/forms.ts';
import type { Matrix } from '../../engine/connectivity/index.ts';
import { type EdgeWeights, graphOf, outsideDomain, type WeightDomain } from '../../engine/graph/index.ts';
import type { Declaration, Range } from '../../grammar/tree.ts';
import { measureOf } from '../experiments/experiment-spec.ts';
import { isOfField, weightsOfField } from '../field-study.ts';
import { isUnchanged, weightsInFile } from '../matrix-files.ts';
import type { Reader } from '../reader.ts';
import { holdsNegative } from '../spectral-edge.ts';
import type { ConnectNoun, Noun } from '../specification.ts';
import { conditionsStudied } from '../studied.ts';
import { trainedParts } from '../trained-parts.ts';
import { allowed, scopeOf, settingsNamed, type View } from '../view.ts';
import { learnersOf } from './learner-hindrances.ts';
import { measuresOf, soundExperiments } from './spectrum-checks.ts';

/** A measure that counts weights, and the matrices it is taken of; undefined where one is known only to a run. */
interface Weighed {
  readonly name: string;
  readonly range: Range;
  readonly weights: EdgeWeights;
  readonly domain: Exclude<WeightDomain, 'any'>;
  readonly matrices: readonly (ConnectNoun | undefined)[];
  /** The network of each condition, where it learns weights of either sign. */
  readonly learning: readonly (string | undefined)[];
}
const weighedIn = (view: View): readonly Weighed[] =>
  soundExperiments(view).flatMap((experiment) =>
    measuresOf(experiment).flatMap(({ definition, call }): readonly Weighed[] => {
      if (!measureNamed(call.callee.text)) return [];
      const spec = allowed(() => measureOf(definition, view.source, scopeOf(view, experiment)), view.guard),
        weighing = spec && innermost(spec.call),
        domain = weighing && measureNamed(weighing.call)?.domain?.(weighing.takes);
      if (!spec || !weighing || !domain || domain === 'any') return [];
      const of = weighing.takes.matrix;
      // a call makes a matrix of weights 1
      if (isCallForm(of)) return [];
      const nouns: readonly Noun[] = isNamed(of) ? [spec.nouns[of.named]] : comparedIn(view, experiment);
      return [
        {
          name: weighing.call,
          range: call.callee.range,
          weights: countedIn(weighing.takes),
          domain,
          matrices: nouns.map(connectOf),
          learning: isNamed(of) || of === 'recurrent_at_start' ? [] : learningIn(view, experiment),
        },
      ];
    }),
  );
/** The measure that is held against nulls, within `excess` or `z`. */
export const innermost = (call: CallForm): CallForm =>
  isCallForm(call.takes.measure) ? innermost(call.takes.measure) : call;
const comparedIn = (view: View, experiment: Declaration): readonly Noun[] =>
  conditionsStudied(view, experiment).map(({ noun }) => noun);
const connectOf = (noun: Noun): ConnectNoun | undefined =>
  noun.noun === 'connect' ? noun : noun.noun === 'dynamics' ? noun.matrix : undefined;

/** Weights that are learned take both signs, unless they are kept above 0 or keep the signs that they began with. */
function learningIn(view: View, experiment: Declaration): readonly (string | undefined)[] {
  const isTrained = settingsNamed(experiment, 'train').length > 0;
  return learnersOf(view, experiment).map(({ noun, lesson }) => {
    if (noun.noun !== 'network' || !isTrained || lesson === 'unknown') return undefined;
    const { recurrent } = noun;
    if (!recurrent || recurrent.removed || recurrent.fixed) return undefined;
    if (lesson !== 'none') {
      const { training, pupil } = lesson;
      if (training.training.fixed.includes('recurrent') || !trainedParts(pupil.noun).includes('recurrent'))
        return undefined;
    }
    const isSigned = !recurrent.positive && (!recurrent.dale || holdsNegative(recurrent.matrix));
    return isSigned ? noun.name : undefined;
  });
}

/** What is wrong with the weights of a matrix, and what to write. */
interface Wrong {
  readonly is: string;
  readonly remedy: string;
}
const byLaw = ({ weights }: Weighed, connect: ConnectNoun | undefined): Wrong | undefined =>
  connect && weights === 'weighted' && holdsNegative(connect)
    ? { is: `\`${connect.name}\` draws negative ones`, remedy: remedy('negative') }
    : undefined;
const weightsOf = (connect: ConnectNoun, reader: Reader): Promise<Matrix | undefined> =>
  isOfField(connect) && isUnchanged(connect) ? weightsOfField(connect, reader) : weightsInFile(connect, reader);
async function byFile(
  { weights, domain }: Weighed,
  connect: ConnectNoun | undefined,
  reader: Reader,
): Promise<Wrong | undefined> {
  const matrix = connect && (await weightsOf(connect, reader));
  if (!matrix) return undefined;
  const outside = outsideDomain(graphOf(matrix, { weights, direction: 'directed' }), domain);
  const file = 'path' in connect.source ? connect.source.path : '';
  return outside && { is: `of \`${connect.name}\` (${file}) ${outsideText(outside)}`, remedy: remedy(outside.kind) };
}

/** Where a measure has no meaning for the weights it is to count, and the sentence that says so. */
export interface OutOfDomain {
  readonly range: Range;
  /** Where a run may show otherwise. */
  readonly severity?: 'warning';
  readonly message: string;
}
const said = ({ name, range, domain }: Weighed, { is, remedy: instead }: Wrong): OutOfDomain => ({
  range,
  message:
    `\`${name}\` counts weights ${domain === 'unit' ? 'in 0 .. 1' : 'that are not negative'}, ` +
    `and ${is}: ${instead}.`,
});

/** Matrices that are drawn: where each that is compared holds negative weights. */
export const outsideByLaw = (view: View): readonly OutOfDomain[] =>
  weighedIn(view).flatMap((weighed) => {
    const wrong = weighed.matrices.map((connect) => byLaw(weighed, connect)),
      [first] = wrong;
    return first && wrong.every(Boolean) ? [said(weighed, first)] : [];
  });
/** Weights that are learned: where each network that is compared learns weights of either sign. */
export const outsideByLearning = (view: View): readonly OutOfDomain[] =>
  weighedIn(view).flatMap((weighed) => {
    const { learning, weights } = weighed,
      [first] = learning;
    if (weights !== 'weighted' || first === undefined || learning.includes(undefined)) return [];
    const is = `what \`${first}\` learns takes both signs unless its weights are \`positive\``;
    const instead = 'take `weights: magnitudes`, or the strongest connections, `strongest(recurrent, 10 %)`';
    return [{ ...said(weighed, { is, remedy: instead }), severity: 'warning' as const }];
  });
/** What `outsideInFiles` depends on besides the files, and which files these are. */
export function weighedFiles(view: View): { readonly key: string; readonly paths: readonly string[] } {
  const weighed = weighedIn(view);
  const paths = weighed.flatMap(({ matrices }) =>
    matrices.flatMap((connect) => (connect && 'path' in connect.source ? [connect.source.path] : [])),
  );
  return { key: JSON.stringify(weighed), paths: [...new Set(paths)] };
}
/** Matrices from files: where each that is compared, and not all by its law, is outside. */
export async function outsideInFiles(view: View, reader: Reader): Promise<readonly OutOfDomain[]> {
  const found: OutOfDomain[] = [];
  for (const weighed of weighedIn(view)) {
    const wrong: (Wrong | undefined)[] = [];
    for (const connect of weighed.matrices)
      wrong.push(byLaw(weighed, connect) ?? (await byFile(weighed, connect, reader)));
    const first = wrong.find((_, i) => !byLaw(weighed, weighed.matrices[i]));
    if (first && wrong.every(Boolean)) found.push(said(weighed, first));
  }
  return found;
}
