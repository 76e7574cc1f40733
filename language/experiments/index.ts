/** From an analysed file to its canonical form. */
import type { FileTree } from '../../grammar/tree.ts';
import type { ExperimentSpec, Specification } from '../specification.ts';
import { lineOf, type Source } from './experiment-spec.ts';
import { variedExperimentOf } from './varied-experiment.ts';
import { withInherited } from '../canonical/inherited.ts';
import { Refused, scopeIn } from '../canonical/scope.ts';

/** Every experiment of a file; those that use words of later versions are refused, each with its reason. */
export function specificationOf(tree: FileTree, source: Source): Specification {
  const experiments: ExperimentSpec[] = [];
  const refused: { name: string; reason: string; line: number }[] = [];
  const scope = scopeIn(source.file, source.networks);
  for (const declaration of tree.declarations) {
    if (declaration.noun.text !== 'experiment') continue;
    try {
      experiments.push(variedExperimentOf(withInherited(declaration, scope), source));
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      refused.push({
        name: declaration.name.text,
        reason: error.message,
        line: lineOf(source.text, error.range.start),
      });
    }
  }
  return { language: 1, experiments, refused };
}
