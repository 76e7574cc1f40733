/** From a text to the canonical form that runs. */
import type { TextAnalysis } from './text-analysis.ts';
import { publishedIn, type PublishedRows } from './checks/published-checks.ts';
import { specificationOf } from './experiments/index.ts';
import type { Diagnostic } from './diagnostic.ts';
import { readFamilies, withSubjects } from './families.ts';
import { readNetworks } from './networks-known.ts';
import { inTheWayOf } from './needed-files.ts';
import type { Reader } from './reader.ts';
import { nounsIn } from './nouns-within.ts';
import type { ExperimentSpec, Specification } from './specification.ts';
import type { View } from './view.ts';

/**
 * The canonical form of a file. Reads the gene rules it takes from files and the published values that it claims,
 * nothing else.
 * With an error in the text or in those files there is no specification, and `diagnostics` says why. Where
 * experiments are named, others may lack a file: these are refused.
 */
export async function specify(
  analysis: TextAnalysis,
  reader: Reader,
  names: readonly string[] = [],
): Promise<{ readonly specification?: Specification; readonly diagnostics: readonly Diagnostic[] }> {
  const errors = analysis.diagnostics.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) return { diagnostics: errors };
  const { networks, diagnostics, assumed } = await readNetworks(analysis, reader);
  const read = await publishedIn(viewOf(analysis, networks), reader);
  const families = await readFamilies(analysis, reader);
  const wrong = [
    diagnostics.filter(({ severity }) => severity === 'error'),
    read.problems.filter(({ severity }) => severity === 'error'),
    families.diagnostics,
  ];
  const [first] = wrong.map((found) => inTheWayOf(found, analysis, names)).filter(({ length }) => length > 0);
  if (first) return { diagnostics: first };
  const { experiments, ...rest } = specificationOf(analysis.tree, {
    text: analysis.source,
    file: analysis.scope,
    networks,
    published: read.published,
  });
  const made = experiments.map((experiment) => {
    const [held] = names.length > 0 ? inTheWayOf(wrong.flat(), analysis, [experiment.name]) : [];
    return { experiment, whole: held ? { reason: held.message } : withSubjects(experiment, families) };
  });
  const refused = made.flatMap(({ experiment: { name }, whole }) =>
    'reason' in whole ? [{ name, reason: whole.reason, line: 1 }] : [],
  );
  return {
    specification: {
      ...rest,
      refused: [...rest.refused, ...refused],
      experiments: made.flatMap(({ whole }) => ('reason' in whole ? [] : [withAssumed(whole, assumed)])),
    },
    diagnostics: [],
  };
}
/** Rows of the files that claims are held against, as far as they can be read. */
export const publishedRows = async (analysis: TextAnalysis, reader: Reader): Promise<PublishedRows> =>
  (await publishedIn(viewOf(analysis, new Map()), reader)).published;
const viewOf = ({ source, tree, walk, scope }: TextAnalysis, networks: View['networks']): View => ({
  source,
  tree,
  walk,
  scope,
  networks,
  errors: [],
  guard: (part) => part(),
});
/** With what was assumed of the files that its genes come from. */
function withAssumed(experiment: ExperimentSpec, assumed: ReadonlyMap<string, readonly string[]>): ExperimentSpec {
  const used = new Set(nounsIn(experiment).flatMap((noun) => (noun.noun === 'genes' ? [noun.name] : [])));
  const texts = new Set([...assumed].flatMap(([name, told]) => (used.has(name) ? told : [])));
  return texts.size > 0 ? { ...experiment, assumed: [...texts] } : experiment;
}
