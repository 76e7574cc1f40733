import { type Need, measureNamed } from '../catalogue/measures/index.ts';
import type { Declaration, Node } from '../grammar/index.ts';
import type { Tried } from './documents.ts';
import type { NounKind } from '../language/vocabulary/index.ts';

/** What a condition of each kind may have. */
const of: Readonly<Partial<Record<NounKind, readonly Need[]>>> = {
  develop: ['matrix', 'symmetry', 'places'],
  connect: ['matrix', 'symmetry', 'places', 'spectrum'],
  data: ['activity', 'spectrum', 'counts', 'places'],
  dynamics: [
    'matrix',
    'symmetry',
    'places',
    'activity',
    'spectrum',
    'counts',
    'dynamics',
    'input',
    'uniform input',
    'scaling',
  ],
  network: ['matrix', 'symmetry', 'places', 'resilient'],
};
const ofTraining: readonly Need[] = ['training', 'classes', 'values'];
const ofFollowing: readonly Need[] = ['teacher', 'student'];

/**
 * How well a measure fits the conditions of an experiment, as far as its text tells without being understood: 0 where
 * none of them may have it, up to 1 where few others may.
 */
export function fitsIn(experiment: Declaration | undefined, { scope, source }: Tried): (measure: string) => number {
  if (!experiment) return () => 0;
  const settings = (experiment.block?.statements ?? []).flatMap((statement) =>
    statement.kind === 'setting' ? [statement] : [],
  );
  const trains = settings.some(({ word }) => word.text === 'train' || word.text === 'then');
  const text = source.slice(experiment.range.start, experiment.range.end);
  const studied = new Set(
    settings
      .filter(({ word }) => word.text === 'compare')
      .flatMap(({ block }) => block?.statements ?? [])
      .flatMap((statement) => namesIn(source.slice(statement.range.start, statement.range.end)))
      .flatMap((name) => (scope.declared.get(name)?.declaration.noun.text as NounKind | undefined) ?? []),
  );
  const had = new Set<Need>([
    ...[...studied].flatMap((kind) => of[kind] ?? []),
    ...(trains ? ofTraining : []),
    ...(trains && /\bfollow\b/.test(text) ? ofFollowing : []),
  ]);
  const hasGenes = [...scope.declared.values()].some(({ declaration }) => declaration.noun.text === 'genes');
  return (name) => {
    const measure = measureNamed(name);
    if (!measure) return 0;
    if (measure.isOfGenes) return hasGenes ? (studied.has('genes') ? 1 : 0.4) : 0;
    if (!measure.needs.every((need) => had.has(need))) return 0;
    const others = Object.values(of).filter((has) => measure.needs.every((need) => has.includes(need)));
    return 1 / (1 + 0.5 * others.length);
  };
}
const namesIn = (text: string): readonly string[] => text.match(/[A-Za-z_]\w*/g) ?? [];
/** The experiment that a place is in. */
export const experimentIn = (path: readonly Node[]): Declaration | undefined =>
  path.find((one): one is Declaration => 'kind' in one && one.kind === 'declaration' && one.noun.text === 'experiment');
