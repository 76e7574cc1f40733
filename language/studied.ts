/**
 * What checks of matrices, activity and recordings look at: every declared noun, and every condition at every point of
 * its sweep.
 */
import type { Declaration, Range, Setting } from '../grammar/tree.ts';
import { matrixOf } from './nouns/dynamics-noun.ts';
import { describeDeclaration, type Description } from './canonical/description.ts';
import { sweepOf } from './canonical/canonical-expression.ts';
import { instantiate, settled } from './canonical/instantiate.ts';
import { type Choice, choicesIn, combinationsOf, withChosen } from './experiments/choices.ts';
import { bareName } from './match.ts';
import { nounsIn } from './nouns-within.ts';
import type { Noun } from './specification.ts';
import {
  allowed,
  conditionsOf,
  declarations,
  nounOfDeclaration,
  remembered,
  scopeOf,
  settingsNamed,
  type View,
} from './view.ts';

/** `noun` holds no variable any more. `range`: the name, or the condition's, to fall back on. */
export interface Studied<Kind extends Noun = Noun> {
  readonly noun: Kind;
  readonly description: Description;
  readonly range: Range;
}

/** Points of a sweep looked at, at most: the corners come first where there are more. */
const mostPoints = 64;
type Point = Readonly<Record<string, number>>;

export function pointsOf(experiment: Declaration): readonly Point[] {
  return settingsNamed(experiment, 'vary').reduce<readonly Point[]>(
    (points, { items, phrases }) => {
      const name = bareName(items[0]?.value)?.text;
      const values =
        allowed(() =>
          (phrases.find(({ label }) => label.text === 'in')?.items ?? []).flatMap(({ value }) => sweepOf(value)),
        ) ?? [];
      const few =
        points.length * values.length <= mostPoints
          ? values
          : points.length * 2 <= mostPoints
            ? [values[0], values[values.length - 1]]
            : [values[0]];
      return name === undefined || values.length === 0
        ? points
        : points.flatMap((point) => few.map((value) => ({ ...point, [name]: value })));
    },
    [{}],
  );
}

/** The conditions of an experiment, each at every point of its sweep and with whatever is chosen. */
export const conditionsStudied = remembered((view: View, experiment: Declaration): readonly Studied[] => {
  const choices = choicesIn(experiment.block?.statements ?? []);
  return combinationsStudied(choices).flatMap((chosen) => studiedAt(view, withChosen(experiment, choices, chosen)));
});
/** Which combinations of choices are looked at, where there are very many. */
export const combinationsStudied = (choices: readonly Choice[]): readonly (readonly number[])[] =>
  combinationsOf(choices.map(({ levels, ...choice }) => ({ ...choice, levels: levels.slice(0, mostPoints) }))).slice(
    0,
    mostPoints,
  );
/** With its choices put in. */
function studiedAt(view: View, experiment: Declaration): readonly Studied[] {
  const points = pointsOf(experiment);
  return conditionsOf(view, experiment).flatMap(({ noun, description, range }) => {
    if (!noun || !description) return [];
    const nouns =
      points.length === 1 ? whole(noun, points[0]) : distinct(points.flatMap((point) => whole(noun, point)));
    return nouns.map((settled) => ({ noun: settled, description, range }));
  });
}

const declaredStudied = remembered((view: View, declaration: Declaration): readonly Studied[] => {
  const noun = nounOfDeclaration(view, declaration);
  const description = noun && allowed(() => describeDeclaration(declaration, view.scope, scopeOf(view)));
  return noun && description ? [{ noun, description, range: declaration.name.range }] : [];
});

/** Declared nouns of a kind, and conditions that are of it. */
export function studied<Kind extends Noun['noun']>(
  view: View,
  kind: Kind,
): readonly Studied<Extract<Noun, { readonly noun: Kind }>>[] {
  const declared = declarations(view, kind).flatMap((declaration) => declaredStudied(view, declaration));
  const compared = declarations(view, 'experiment').flatMap((experiment) => conditionsStudied(view, experiment));
  return [...declared, ...compared].filter(
    (found): found is Studied<Extract<Noun, { readonly noun: Kind }>> => found.noun.noun === kind,
  );
}
/**
 * Every noun of a kind that the file declares, or that a condition is made of at some point of its sweep; none that
 * still holds a variable. `at`: the name of the one, or of the other.
 */
export function partsOf<Kind extends Noun['noun']>(
  view: View,
  kind: Kind,
): readonly { readonly noun: Extract<Noun, { readonly noun: Kind }>; readonly at: Range }[] {
  const declared = declarations(view, kind).map((declaration) => ({
    noun: nounOfDeclaration(view, declaration),
    at: declaration.name.range,
  }));
  const compared = declarations(view, 'experiment').flatMap((experiment) =>
    conditionsStudied(view, experiment).map(({ noun, range }) => ({ noun, at: range })),
  );
  return [...declared, ...compared].flatMap(({ noun, at }) =>
    nounsIn(noun).flatMap((part) =>
      part.noun === kind && settled(part) ? [{ noun: part as Extract<Noun, { readonly noun: Kind }>, at }] : [],
    ),
  );
}
const whole = (noun: Noun, point: Point): readonly Noun[] => {
  if (Object.keys(point).length === 0) return [noun];
  try {
    return [instantiate(noun, point)];
  } catch {
    return [];
  }
};
const distinct = <T>(items: readonly T[]): readonly T[] => [
  ...new Map(items.map((item) => [JSON.stringify(item), item])).values(),
];

/** The setting of a word that is in force, where it stands in this file. */
export function settingOf(
  { description }: Pick<Studied, 'description'>,
  word: string,
  view: View,
): Setting | undefined {
  const found = description.statements.findLast(
    ({ statement, scope }) => statement.kind === 'setting' && statement.word.text === word && scope.file === view.scope,
  );
  return found?.statement.kind === 'setting' ? found.statement : undefined;
}
/** What describes the matrix that dynamics run on. */
export const matrixStudied = ({
  description,
  noun,
  range,
}: Studied<Extract<Noun, { readonly noun: 'dynamics' }>>): Studied<Extract<Noun, { readonly noun: 'connect' }>> => ({
  noun: noun.matrix,
  description: allowed(() => matrixOf(description)) ?? description,
  range,
});
