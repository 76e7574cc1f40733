/** Measures by groups of neurons that have none (C033). */
import { isNamed } from '../../catalogue/forms.ts';
import { matrixIn } from '../../catalogue/measures/index.ts';
import type { Declaration } from '../../grammar/tree.ts';
import { measureOf } from '../experiments/experiment-spec.ts';
import { nounsIn } from '../nouns-within.ts';
import type { ConnectNoun, Noun } from '../specification.ts';
import { conditionsStudied } from '../studied.ts';
import { allowed, scopeOf, type View } from '../view.ts';
import { innermost, type OutOfDomain } from './domain-checks.ts';
import { measuresOf, soundExperiments } from './spectrum-checks.ts';
import { unscaled } from '../nouns/unscaled.ts';

/** Where no neuron that a measure `by: groups` is taken of can be in a group. */
export const withoutGroups = (view: View): readonly OutOfDomain[] =>
  soundExperiments(view).flatMap((experiment) =>
    measuresOf(experiment).flatMap(({ definition, call }) => {
      const spec = allowed(() => measureOf(definition, view.source, scopeOf(view, experiment)), view.guard),
        grouping = spec && innermost(spec.call);
      if (!spec || grouping?.takes.by !== 'groups') return [];
      const of = matrixIn(grouping.takes);
      const nouns = isNamed(of) ? [spec.nouns[of.named]] : comparedIn(view, experiment);
      const circuits = nouns.map((noun) => nounsIn(noun).find((within) => within.noun === 'connect'));
      const [first] = circuits;
      if (!first || !circuits.every((circuit) => circuit && isWithoutGroups(circuit))) return [];
      const remedy = first.source.kind === 'drawn' ? `write \`groups\` in \`${first.name}\`, or take` : 'take';
      const message =
        `\`${grouping.call}\` is taken by the groups of its neurons, and \`${nouns[0].name}\` has none: ${remedy} ` +
        '`by: louvain`.';
      return [{ range: call.callee.range, message }];
    }),
  );
const comparedIn = (view: View, experiment: Declaration): readonly Noun[] =>
  conditionsStudied(view, experiment).map(({ noun }) => noun);
/** Told without a run: groups are those of a drawn matrix, or the fates of a growth. */
function isWithoutGroups(connect: ConnectNoun): boolean {
  const { source } = unscaled(connect);
  return source.kind === 'drawn' ? source.program.groups === undefined : !['develop', 'trained'].includes(source.kind);
}
