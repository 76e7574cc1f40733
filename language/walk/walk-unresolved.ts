/** A name that nothing here is called by. */
import type { Range } from '../../grammar/tree.ts';
import { replaceBy } from '../checks/check.ts';
import { conditionMeasured, misplaced, undeclared, unknownWord } from '../checks/language-checks.ts';
import { nearest } from '../../grammar/spelling.ts';
import { type Type, functionEntry, isNoun } from '../vocabulary/index.ts';
import type { Named, Names, Walk } from './walk-context.ts';
import { nounNames } from './walk-names.ts';
import { wrong } from './walk-numbers.ts';

export function unresolved(walk: Walk, range: Range, name: string, type: Type, names: Names): void {
  if (walk.scope.parameters.has(name)) return; // what is wrong with it is said of its own line
  const numbers = [...names.variables.keys(), ...walk.scope.parameters.keys()];
  const words = (type.words ?? []).map(({ word }) => word);
  const kinds = type.names ?? [];
  const known = [
    ...words,
    ...kinds.flatMap((kind) => [...(tableOf(kind, names)?.keys() ?? [])]),
    ...(type.nouns ? [...nounNames(walk, type.nouns), ...choicesOutside(range, names)] : []),
  ];
  if (type.nouns && (!walk.complete || walk.undecided.has(name) || type.nouns.some((noun) => walk.nameless.has(noun))))
    return;
  if (type.nouns || kinds.length > 0) {
    const what = [...(type.nouns ?? []).map((noun) => `\`${noun}\``), ...kinds].join(' or ');
    walk.problems.push(
      type.nouns && names.conditions.has(name)
        ? conditionMeasured(name, range, what, nounNames(walk, type.nouns))
        : undeclared(name, range, what, known),
    );
  } else if (bareCall(name, type)) {
    const { example } = functionEntry(name)!;
    walk.problems.push(
      misplaced(range, `\`${name}\` needs its brackets: \`${example}\`.`, [replaceBy(range, example)]),
    );
  } else if (words.length > 0) walk.problems.push(unknownWord(name, range, words, 'here'));
  else if (type.number && nearest(name, numbers)) walk.problems.push(undeclared(name, range, 'number', numbers));
  else wrong(walk, range, `\`${name}\``, type);
}
/** Variables of a sweep over choices; at one of its choices, not that sweep's own. */
const choicesOutside = ({ start, end }: Range, { variables }: Names): readonly string[] =>
  [...variables].flatMap(([name, { levels }]) =>
    levels && ![...levels.values()].some(({ range }) => range.start <= start && end <= range.end) ? [name] : [],
  );
/** A function without its brackets, where a call of it may stand. */
function bareCall(name: string, { calls }: Type): boolean {
  const entry = functionEntry(name);
  return entry !== undefined && !isNoun(entry.result) && (calls?.includes(entry.result) ?? false);
}
export function tableOf(
  kind: NonNullable<Type['names']>[number],
  names: Names,
): ReadonlyMap<string, Named> | undefined {
  switch (kind) {
    case 'gene':
      return new Map([...names.genes.inputs, ...names.genes.genes]);
    case 'input':
      return names.genes.inputs;
    case 'fate':
      return names.genes.fates;
    case 'variable':
    case 'parameter':
      return names.variables;
    case 'measure':
      return new Map([...names.measures].map(([name, range]) => [name, { range }]));
    case 'condition':
      return new Map([...names.conditions].map(([name, range]) => [name, { range }]));
    case 'factor':
      return names.factors;
    case 'level':
      return new Map(
        [...names.factors.values()].flatMap(({ levels }) => [...levels].map(([name, range]) => [name, { range }])),
      );
  }
}
