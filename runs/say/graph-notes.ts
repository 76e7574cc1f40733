import { mean } from '../../engine/statistics/index.ts';
import type { ExperimentSpec, MeasureSpec } from '../../language/specification.ts';
import { readableNumber } from '../../results/readable-numbers.ts';
import type { Note } from '../../results/contract.ts';
import type { Facts } from '../../catalogue/finding.ts';
import type { Finished } from '../plan/outcome.ts';

/** What must stand beside a measure of a graph: what its nulls have, and where they do not match it. */
export function graphNotes(experiment: ExperimentSpec, finished: readonly Finished[]): Note[] {
  const written = experiment.conditions.filter(({ screened }) => !screened);
  const conditions = written.map(({ name }) => ({
    name,
    facts: finished
      .filter(({ job }) => job.kind === 'condition' && job.condition === name)
      .map(({ outcome }) => outcome.facts),
  }));
  return [
    ...againstNulls(experiment.measures.flatMap((measure) => besideNulls(measure, conditions))),
    ...experiment.measures.flatMap((measure) => otherDensity(measure, conditions)),
  ];
}
interface Studied {
  readonly name: string;
  readonly facts: readonly Facts[];
}
/** Mean of a fact over seeds and points of a sweep; undefined where there is none. */
function average(facts: readonly Facts[], fact: string): number | undefined {
  const found = facts.flatMap(({ [fact]: value }) => (value === undefined ? [] : [value]));
  return found.length === 0 ? undefined : mean(found);
}

/** C066: measures, and their nulls. */
const againstNulls = (said: readonly string[]): Note[] =>
  said.length === 0
    ? []
    : [
        {
          code: 'C066',
          text:
            `Against the mean over nulls, all means over seeds: ${said.join('. ')}. What the nulls have as well says ` +
            'nothing of the order of a graph.',
        },
      ];
function besideNulls({ name, text, call }: MeasureSpec, conditions: readonly Studied[]): string[] {
  const said = conditions.flatMap(({ name: condition, facts }) => {
    const [value, ofNulls, z, p] = ['value', 'null', 'z', 'p'].map((fact) => average(facts, `${name}.${fact}`));
    if (value === undefined || ofNulls === undefined) return [];
    const place = [
      `excess ${readableNumber(value - ofNulls)}`,
      ...(z === undefined ? [] : [`z = ${readableNumber(z)}`]),
      ...(p === undefined ? [] : [`p = ${readableNumber(p)}`]),
    ];
    return [`${condition} ${readableNumber(value)} against ${readableNumber(ofNulls)} (${place.join(', ')})`];
  });
  if (said.length === 0) return [];
  const inner = text.replace(new RegExp(`^${call.call}\\(`), '').replace(/(,\s*(null|nulls):[^,()]*)*\)$/, '');
  return [`${inner}, ${call.takes.nulls} ${call.takes.null}: ${said.join('; ')}`];
}

/** C067: nulls that are denser, or less dense, than what they are nulls of. */
function otherDensity({ name, call }: MeasureSpec, conditions: readonly Studied[]): Note[] {
  const said = conditions.flatMap(({ name: condition, facts }) => {
    const [density, ofNulls] = ['density', 'null_density'].map((fact) => average(facts, `${name}.${fact}`));
    return density === undefined || ofNulls === undefined || Math.abs(ofNulls / density - 1) < matching
      ? []
      : [`${condition} ${shown(density)}`];
  });
  const ofNulls = average(
    conditions.flatMap(({ facts }) => facts),
    `${name}.null_density`,
  );
  return said.length === 0 || ofNulls === undefined
    ? []
    : [
        {
          code: 'C067',
          text:
            `${name}: its \`${call.takes.null}\` nulls do not match the density: ${shown(ofNulls)} against ` +
            `${said.join(', ')}. Clustering grows with density, so that the ratio says as much of the densities as ` +
            'of the order; `null: random` has the density, `null: rewired` each degree.',
        },
      ];
}
/** Densities that differ by less are the same. */
const matching = 0.01;
const shown = (density: number): string => density.toFixed(3);
