/** What a number of a graph or of weights leaves out, or is decided by. */
import { mean } from '../../engine/statistics/index.ts';
import type { Facts } from '../../catalogue/finding.ts';
import type { ExperimentSpec } from '../../language/specification.ts';
import type { Note } from '../../results/contract.ts';
import { readableNumber } from '../../results/readable-numbers.ts';
import type { Finished } from '../plan/outcome.ts';

/** From this share of the range on, the outermost hundredth of the weights decides their entropy. */
const decides = 0.5;

export function weightNotes(experiment: ExperimentSpec, finished: readonly Finished[]): Note[] {
  const conditions = experiment.conditions
    .filter(({ screened }) => !screened)
    .map(({ name }) => ({
      name,
      facts: finished.flatMap(({ job, outcome }) =>
        job.kind === 'condition' && job.condition === name ? [outcome.facts] : [],
      ),
    }));
  return experiment.measures.flatMap(({ name: measure }) => {
    const said = (text: (average: Average) => string | undefined): readonly string[] =>
      conditions.flatMap(({ name, facts }) => {
        const found = text((fact) => averageOf(facts, `${measure}.${fact}`));
        return found === undefined ? [] : [`${name} ${found}`];
      });
    return [
      ...note('C060', said(withoutPath), (which) => `${measure} leaves out the pairs that have no path: ${which}.`),
      ...note(
        'C061',
        said(byOutermost),
        (which) =>
          `${measure} is decided by few weights. The outermost hundredth of them holds most of the range that it is ` +
          `taken over: ${which}.`,
      ),
      ...note(
        'C062',
        said(biased),
        (which) => `${measure} of a histogram is too low by about (Miller 1955): ${which}.`,
      ),
    ];
  });
}
type Average = (fact: string) => number | undefined;
function averageOf(facts: readonly Facts[], fact: string): number | undefined {
  const values = facts.flatMap((each) => (each[fact] === undefined ? [] : [each[fact]]));
  return values.length > 0 ? mean(values) : undefined;
}
const note = (code: Note['code'], said: readonly string[], text: (which: string) => string): Note[] =>
  said.length === 0 ? [] : [{ code, text: text(said.join('; ')) }];

function withoutPath(average: Average): string | undefined {
  const [lost, pairs] = [average('unreachable'), average('pairs')];
  return lost && pairs ? `${readableNumber((100 * lost) / pairs)} % of ${readableNumber(pairs)}` : undefined;
}
function byOutermost(average: Average): string | undefined {
  const [share, inner] = [average('outer_share'), average('inner')];
  if (share === undefined || share <= decides) return undefined;
  const without = inner === undefined ? 'the others are all equal' : `without them ${readableNumber(inner)} bits`;
  return `${readableNumber(100 * share)} % (${without})`;
}
function biased(average: Average): string | undefined {
  const bias = average('bias');
  return bias === undefined ? undefined : `${readableNumber(bias)} bits`;
}
