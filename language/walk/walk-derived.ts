/** Measures that are computed of others. */
import type { AtClause, Block, Definition, Group, Name, OfCondition, Range } from '../../grammar/tree.ts';
import { misplaced } from '../checks/language-checks.ts';
import { mentionsMeasure } from '../experiments/derived-measures.ts';
import { infer, type Kind } from '../kinds-of-expressions.ts';
import { experimentEntry } from '../nouns/experiment-words.ts';
import { wordEntry } from '../vocabulary/index.ts';
import type { Names, Walk } from './walk-context.ts';
import { report } from './walk-numbers.ts';
import { checkOperand } from './walk-operands.ts';

/** A measure of others: names of those before it, `of` conditions where it speaks of some, in units that fit. */
export function checkDerived(
  walk: Walk,
  { word, name, value }: Definition,
  { statements }: Block,
  { names, kinds }: { readonly names: Names; readonly kinds: ReadonlyMap<string, Kind> },
): void {
  const before = walk.problems.length;
  walk.marks.push({ range: word.range, meaning: { kind: 'word', entry: measureWord } });
  const known = new Map(
    [...names.measures].filter(([, { start }]) =>
      statements.some(
        (other) => other.range.start <= start && start < other.range.end && other.range.end <= word.range.start,
      ),
    ),
  );
  const later = laterMeasure(value, names, known);
  if (later)
    walk.problems.push(
      misplaced(
        later.range,
        later.text === name.text
          ? `\`${name.text}\` is made of itself: a measure is made of those above it.`
          : `\`${later.text}\` is declared below: a measure is made of those above it.`,
      ),
    );
  else if (pointIn(value))
    walk.problems.push(
      misplaced(
        pointIn(value)?.range ?? value.range,
        'A claim holds one point of the sweep against another; a measure has a value at every point.',
      ),
    );
  else checkOperand(walk, value, names);
  if (walk.problems.length === before && !mentionsMeasure(value))
    walk.problems.push(
      misplaced(
        value.range,
        `Nothing is measured here: write a call such as \`${measureWord.example.replace(/^.* = /, '')}\`, ` +
          'or make it of measures above.',
      ),
    );
  if (walk.problems.length === before)
    infer(value, { kindOf: (other) => kinds.get(other), report: (misfit) => report(walk, misfit) });
}
const measureWord = wordEntry(experimentEntry.words, 'measure')!;
/** `at` within a measure. */
function pointIn(written: unknown): AtClause | undefined {
  if (typeof written !== 'object' || written === null) return undefined;
  const { kind, at } = written as Partial<Group>;
  if (kind === 'group' && at) return at[0];
  for (const part of Object.values(written)) {
    const found = pointIn(part);
    if (found) return found;
  }
  return undefined;
}
/** The first measure in an expression that is not among those `known`. */
function laterMeasure(written: unknown, names: Names, known: ReadonlyMap<string, Range>): Name | undefined {
  if (typeof written !== 'object' || written === null) return undefined;
  const { kind } = written as { readonly kind?: unknown };
  if (kind === 'name') {
    const name = written as Name;
    return names.measures.has(name.text) && !known.has(name.text) ? name : undefined;
  }
  const parts = kind === 'of' ? [(written as OfCondition).measure] : Object.values(written);
  for (const part of parts) {
    const found = laterMeasure(part, names, known);
    if (found) return found;
  }
  return undefined;
}
