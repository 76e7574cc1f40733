/**
 * A text with all that checks of the whole file need: its tree, its names, and the canonical form of what can have one.
 */
import type { GeneNetwork } from '../engine/genes/gene-network.ts';
import { ofText } from '../grammar/index.ts';
import type { Declaration, FileTree, Range, Setting, Value } from '../grammar/tree.ts';
import { describe, describeDeclaration, type Description } from './canonical/description.ts';
import { withInherited } from './canonical/inherited.ts';
import { choicesIn, withFirstChosen } from './experiments/choices.ts';
import { conditionStatements, variablesOf } from './experiments/experiment-spec.ts';
import type { Guard } from './guard.ts';
import { nounOf } from './nouns/index.ts';
import { Refused, scopeIn, type FileScope, type Scope } from './canonical/scope.ts';
import type { Noun } from './specification.ts';
import type { Walk } from './walk/walk-context.ts';

export interface View {
  readonly source: string;
  readonly tree: FileTree;
  readonly walk: Walk;
  readonly scope: FileScope;
  /** Gene rules read from files; none while only the text is known. */
  readonly networks: ReadonlyMap<string, GeneNetwork>;
  /**
   * Where errors stand. What is said of a declaration that has one would be said of something the user did not mean.
   */
  readonly errors: readonly Range[];
  /** How a check, and the canonical form of a declaration, is tried. */
  readonly guard: Guard;
  /** Where only some declarations are looked at: which, and the view of all. */
  readonly part?: { readonly among: readonly Declaration[]; readonly whole: View };
}
/** The declarations that are looked at. */
export const lookedAt = ({ part, tree }: View): readonly Declaration[] => part?.among ?? tree.declarations;
/** The same view of all declarations. */
export const whole = (view: View): View => view.part?.whole ?? view;
export interface Condition {
  readonly name: string;
  readonly range: Range;
  readonly value: Value;
  /** Of each factor, where the condition is a cell of a factorial. */
  readonly levels?: readonly string[];
  readonly description?: Description;
  readonly noun?: Noun;
}

/** Those of a kind that can be meant by name; an experiment with the statements that it inherits. */
export function declarations(view: View, noun: string): readonly Declaration[] {
  const known = declared.get(view) ?? new Map<string, readonly Declaration[]>();
  declared.set(view, known);
  const found =
    known.get(noun) ??
    lookedAt(view)
      .filter((declaration) => declaration.noun.text === noun && declaration.name.text !== '')
      .map((declaration) => {
        if (noun !== 'experiment') return declaration;
        const whole = withInherited(declaration, scopeOf(view));
        return chooses(view, whole) ? withFirstChosen(whole) : whole;
      });
  known.set(noun, found);
  return found;
}
const declared = new WeakMap<View, Map<string, readonly Declaration[]>>();
/** What holds of a declaration wherever it stands: found once for its text, where no parameter changes what it says. */
export function standing<T>(find: (declaration: Declaration) => T): (view: View, declaration: Declaration) => T {
  const once = ofText(find);
  return ({ scope }, declaration) => (scope.parameters.size === 0 ? once : find)(declaration);
}
const chooses = standing(({ block }) => choicesIn(block?.statements ?? []).length > 0);
/** One for a view, and one for each of its experiments. */
export function scopeOf(view: View, experiment?: Declaration): Scope {
  const known = scopes.get(view) ?? new Map<Declaration | undefined, Scope>();
  scopes.set(view, known);
  const scope =
    known.get(experiment) ??
    scopeIn(view.scope, view.networks, new Set(variablesOf(experiment?.block?.statements ?? [])));
  known.set(experiment, scope);
  return scope;
}
const scopes = new WeakMap<View, Map<Declaration | undefined, Scope>>();

/** No error stands in it, nor in what it inherits. */
export const isSound = ({ errors }: View, { range, block }: Declaration): boolean => {
  const inherited = (block?.statements ?? []).filter(
    (statement) => statement.range.start < range.start || statement.range.end > range.end,
  );
  return ![range, ...inherited.map((statement) => statement.range)].some((place) => holdsAny(errors, place));
};
/** Whether one of the ranges stands in a place, in the time that the ranges beginning there take. */
function holdsAny(ranges: readonly Range[], { start, end }: Range): boolean {
  const sorted = byStart.get(ranges) ?? ranges.toSorted((a, b) => a.start - b.start);
  byStart.set(ranges, sorted);
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle].start < start) low = middle + 1;
    else high = middle;
  }
  for (let index = low; index < sorted.length && sorted[index].start <= end; index++)
    if (sorted[index].end <= end) return true;
  return false;
}
const byStart = new WeakMap<readonly Range[], readonly Range[]>();

/** What a step gives, or nothing where it is refused: a check of something else says why. */
export function allowed<T>(step: () => T, guard: Guard = (part) => part()): T | undefined {
  return guard(() => {
    try {
      return step();
    } catch (error) {
      if (error instanceof Refused) return undefined;
      throw error;
    }
  }, undefined);
}

/** Several checks ask the same of a declaration: it is found out once for a view. */
export function remembered<T>(
  find: (view: View, declaration: Declaration) => T,
): (view: View, declaration: Declaration) => T {
  const known = new WeakMap<View, Map<Declaration, T>>();
  return (view, declaration) => {
    const ofView = known.get(view) ?? new Map<Declaration, T>();
    known.set(view, ofView);
    if (!ofView.has(declaration)) ofView.set(declaration, find(view, declaration));
    return ofView.get(declaration) as T;
  };
}

const descriptionOf = (view: View, declaration: Declaration): Description | undefined =>
  allowed(() => describeDeclaration(declaration, view.scope, scopeOf(view)), view.guard);
/** A declaration's canonical form; none where it has an error or a word of a later version. */
export const nounOfDeclaration = remembered((view: View, declaration: Declaration): Noun | undefined => {
  if (!isSound(view, declaration)) return undefined;
  const description = descriptionOf(view, declaration);
  return description && allowed(() => nounOf(description), view.guard);
});

/** The conditions of an experiment, each with its canonical form where it has one. */
export const conditionsOf = remembered((view: View, experiment: Declaration): readonly Condition[] => {
  const scope = scopeOf(view, experiment);
  return conditionStatements(experiment).map(({ name, value, levels }) => {
    const description = allowed(() => describe(value, scope), view.guard);
    return {
      name: name.text,
      range: name.range,
      value,
      ...(levels && { levels: levels.map(({ text }) => text) }),
      description,
      noun:
        description && isSound(view, description.declaration)
          ? allowed(() => nounOf(description), view.guard)
          : undefined,
    };
  });
});

export const settingsNamed = (declaration: Declaration, word: string): readonly Setting[] =>
  (declaration.block?.statements ?? []).flatMap((statement) =>
    statement.kind === 'setting' && statement.word.text === word ? [statement] : [],
  );
