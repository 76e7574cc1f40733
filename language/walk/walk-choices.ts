/** Sweeps over choices: each level by itself, and the experiment with every one of them put in. */
import type { Declaration, Range, Setting } from '../../grammar/tree.ts';
import { misplaced, missing, otherKind, twice, unexpected } from '../checks/language-checks.ts';
import {
  type Choice,
  type ChoiceLevel,
  choicesIn,
  namedLevels,
  usesOfChoices,
  withChosen,
} from '../experiments/choices.ts';
import { experimentEntry } from '../nouns/experiment-words.ts';
import { isNoun, type NounKind, wordEntry } from '../vocabulary/index.ts';
import type { ChoiceName, Mark, Occurrence, Walk } from './walk-context.ts';
import { nounOfBase } from './walk-kinds.ts';
import { occur, occurVariable } from './walk-names.ts';

const varyWord = wordEntry(experimentEntry.words, 'vary')!;

/**
 * `known`: the experiment with what it inherits. `check` looks at one with its choices put in: at the first level of
 * each, then at every other level by itself. What is wrong at several is said once.
 */
export function checkChosen(
  walk: Walk,
  own: Declaration,
  known: Declaration,
  check: (walk: Walk, own: Declaration, known: Declaration) => void,
): void {
  const choices = choicesIn(known.block?.statements ?? []);
  if (choices.length === 0) {
    check(walk, own, known);
    return;
  }
  const first = choices.map(() => 0);
  const at = (chosen: readonly number[]): [Declaration, Declaration] => [
    withChosen(own, choices, chosen),
    withChosen(known, choices, chosen),
  ];
  const put = at(first);
  const found = within(walk, (inner) => check(inner, ...put));
  const placeOf = ({ code, range }: Walk['problems'][number]): string => `${code} ${range.start} ${range.end}`;
  const said = new Set(found.problems.map(placeOf));
  walk.problems.push(
    ...found.problems.filter((problem, at, all) => all.findIndex((one) => placeOf(one) === placeOf(problem)) === at),
  );
  walk.blocks.push(...found.blocks);
  const seen: Seen = { occurrences: distinct(found.occurrences), marks: distinct(found.marks) };
  walk.occurrences.push(...seen.occurrences);
  walk.marks.push(...seen.marks);
  for (const [place, { variable, levels }] of choices.entries())
    for (const [turn, level] of levels.entries()) {
      if (turn === 0) continue;
      const other = within(walk, (inner) => check(inner, ...at(first.map((_, index) => (index === place ? turn : 0)))));
      const isIn = ({ range }: { readonly range: Range }): boolean =>
        level.value.range.start <= range.start && range.end <= level.value.range.end;
      for (const problem of other.problems) {
        if (said.has(placeOf(problem))) continue;
        said.add(placeOf(problem));
        walk.problems.push(
          isIn(problem)
            ? problem
            : { ...problem, message: `${problem.message} (Where \`${variable.text}\` is \`${level.name}\`.)` },
        );
      }
      walk.occurrences.push(...distinct(other.occurrences.filter(isIn)));
      walk.marks.push(...distinct(other.marks.filter(isIn)));
    }
  const ranges = new Map(choices.map(({ variable }) => [variable.text, variable.range]));
  for (const { text, range } of usesOfChoices(put[0])) occurVariable(walk, range, text, ranges.get(text) as Range);
}
interface Seen {
  readonly occurrences: readonly Occurrence[];
  readonly marks: readonly Mark[];
}
/** A walk of its own over a part. */
function within(walk: Walk, look: (inner: Walk) => void): Walk {
  const inner: Walk = { ...walk, problems: [], occurrences: [], marks: [], blocks: [] };
  look(inner);
  return inner;
}
/** A level that stands in several places is one text. */
const distinct = <T extends { readonly range: Range }>(found: readonly T[]): readonly T[] => [
  ...new Map(found.map((one) => [`${one.range.start} ${one.range.end}`, one])).values(),
];

/** Names of levels, which differ, and what they are: nouns of one kind, or words and functions. */
export function checkChoice(walk: Walk, { setting, variable, levels }: Choice): void {
  walk.marks.push({ range: setting.word.range, meaning: { kind: 'word', entry: varyWord } });
  checkForm(walk, setting);
  if (walk.scope.parameters.has(variable.text))
    walk.problems.push(
      misplaced(
        variable.range,
        `\`${variable.text}\` is a parameter, and a parameter is a number: give what is chosen another name.`,
      ),
    );
  const first = new Map<string, ChoiceLevel>();
  for (const level of levels) {
    const other = first.get(level.name);
    if (other)
      walk.problems.push(
        twice(
          level.name,
          level.range,
          'The choice',
          `Name them: \`vary ${variable.text} { first = …;  second = … }\`.`,
        ),
      );
    else first.set(level.name, level);
    if (level.range !== level.value.range) occur(walk, level.range, level.name, 'level', { range: level.range }, true);
  }
  const [reference, ...others] = levels.map((level) => ({ level, kind: nounOfBase(level.value.base, walk.scope) }));
  const stray = others.find(({ kind }) => kind !== reference.kind);
  const isDeclared = ({ value: { base } }: ChoiceLevel): boolean =>
    base.kind !== 'name' || walk.scope.declared.has(base.text);
  if (stray?.kind && reference.kind)
    walk.problems.push(
      otherKind(
        stray.level.value.range,
        `\`${stray.level.name}\` is a \`${stray.kind}\` noun; it`,
        `a \`${reference.kind}\``,
        '',
      ),
    );
  else if (stray && [reference, stray].every(({ level }) => isDeclared(level)))
    walk.problems.push(
      misplaced(
        stray.level.value.range,
        `The choices of \`${variable.text}\` are of one kind: \`${reference.level.name}\` is ` +
          `${kindText(reference.kind)}, and this is ${kindText(stray.kind)}.`,
      ),
    );
}
const kindText = (kind: NounKind | undefined): string => (kind ? `a \`${kind}\` noun` : 'no noun');

function checkForm(walk: Walk, setting: Setting): void {
  const { items, phrases } = setting;
  const block = namedLevels(setting);
  for (const { label } of phrases)
    if (label.text === 'in')
      walk.marks.push({
        range: label.range,
        meaning: { kind: 'label', label: 'in', slots: varyWord.labels?.in ?? [] },
      });
  const [stray] = [...items.slice(1), ...phrases.filter(({ label }) => label.text !== 'in' || block)];
  const wrong = block?.statements.find((statement) => statement.kind !== 'assignment' || statement.symbol !== '=');
  if (stray) walk.problems.push(unexpected(stray.range, `Choices have a variable and values: ${example}.`));
  else if (wrong) walk.problems.push(unexpected(wrong.range, `A choice is written \`name = value\`: ${example}.`));
  else if (block?.statements.length === 0 && block.closed)
    walk.problems.push(missing(setting.word.range, '`vary`', 'its choices', 'vary genotype { wild = mouse }'));
}
const example = '`vary genotype in mouse, knock_out(mouse, Pax6)`, or `vary genotype { wild = mouse;  mutant = … }`';

/** What a claim calls a level: the noun that it is, or a name of its own. */
export function occurLevel(walk: Walk, range: Range, text: string, { range: declared, isNamed }: ChoiceName): void {
  const noun = walk.scope.declared.get(text);
  const kind = noun?.declaration.noun.text ?? '';
  if (isNamed) occur(walk, range, text, 'level', { range: declared });
  else if (noun && isNoun(kind))
    occur(walk, range, text, kind, {
      range: noun.declaration.name.range,
      ...(noun.file !== walk.scope && { path: noun.file.path }),
    });
}
/** The names of the levels, as claims may use them. */
export const choiceNames = ({ levels }: Choice): ReadonlyMap<string, ChoiceName> =>
  new Map(
    levels.map(({ name, range, value }) => [name, { range, ...(range !== value.range && { isNamed: true as const }) }]),
  );
