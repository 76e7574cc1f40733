/** `factor` inside `compare`: its name, its levels, and the conditions that are named by them. */
import type { Argument, Call, Name, OfCondition, Range, Setting, Statement, Value } from '../../grammar/tree.ts';
import { missing, undeclared, unexpected } from '../checks/language-checks.ts';
import { factorBlock, factorName, factorsIn, namingLevel } from '../experiments/factors.ts';
import { factorWord } from '../nouns/experiment-words.ts';
import { effectWord } from '../vocabulary/index.ts';
import type { FactorNames, Names, Walk } from './walk-context.ts';
import { declare, occur } from './walk-names.ts';

/** The factors among the statements of `compare`, by name and in their order; of two with one name the first. */
export const factorNames = (statements: readonly Statement[]): ReadonlyMap<string, FactorNames> =>
  firstOfEach(
    factorsIn(statements).map(({ name, kind, levels }) => [
      name.text,
      {
        range: name.range,
        makes: kind === 'makes',
        levels: firstOfEach(levels.map((level) => [level.name.text, level.name.range])),
      },
    ]),
  );
function firstOfEach<T>(named: readonly (readonly [string, T])[]): ReadonlyMap<string, T> {
  const found = new Map<string, T>();
  for (const [name, value] of named) if (!found.has(name)) found.set(name, value);
  return found;
}

/** `checkMade`: looks at what a level makes of a noun. */
export function checkFactor(walk: Walk, factor: Setting, names: Names, checkMade: (value: Value) => void): void {
  walk.marks.push({ range: factor.word.range, meaning: { kind: 'word', entry: factorWord } });
  const [name, block] = [factorName(factor), factorBlock(factor)];
  const [stray] = [...factor.items.slice(1), ...factor.phrases];
  if (!name || !block || stray || block.statements.length === 0) {
    if (stray)
      walk.problems.push(unexpected(stray.range, `A factor has a name and levels: \`${factorWord.example}\`.`));
    else if (!block || block.closed)
      walk.problems.push(
        missing(factor.word.range, '`factor`', name ? 'its levels in braces' : 'a name', factorWord.example),
      );
    return;
  }
  declare(walk, name, 'factor', new Map([...names.factors].map(([known, { range }]) => [known, range])));
  walk.blocks.push({ range: block.range, words: [], holds: 'conditions', names });
  const levels = names.factors.get(name.text)?.levels ?? new Map();
  for (const statement of block.statements) {
    const naming = namingLevel(statement);
    if (statement.kind === 'assignment' && statement.symbol === '=') {
      declare(walk, statement.name, 'level', levels);
      checkMade(statement.value);
    } else if (naming) {
      declare(walk, naming.name, 'level', levels);
      for (const condition of naming.conditions) checkNamed(walk, condition, names);
    } else
      walk.problems.push(
        unexpected(
          statement.range,
          'A level is written `name = noun`, which makes conditions, or `name of a, b`, which says what written ' +
            'conditions have it.',
        ),
      );
  }
}

function checkNamed(walk: Walk, { text, range }: Name, { conditions }: Names): void {
  const declared = conditions.get(text);
  if (declared) occur(walk, range, text, 'condition', { range: declared });
  else walk.problems.push(undeclared(text, range, 'condition', [...conditions.keys()]));
}

/** A condition that a claim names: by its own name, or by the levels that make it. */
export function occurCondition(walk: Walk, { condition, levels = [condition] }: OfCondition, names: Names): void {
  const making = [...names.factors.values()].filter(({ makes }) => makes);
  const declared = levels.map(({ text }, place) => making[place]?.levels.get(text));
  const isMade = levels.length === making.length && declared.every((range) => range !== undefined);
  for (const [place, { text, range }] of isMade ? levels.entries() : [])
    occur(walk, range, text, 'level', { range: declared[place] as Range });
  const range = isMade ? undefined : names.conditions.get(condition.text);
  if (range) occur(walk, condition.range, condition.text, 'condition', { range });
}

/** `effect(accuracy, weights, distance: grid)`: factors by name, or with one of their levels. */
export function checkEffect(walk: Walk, call: Call, factors: readonly Argument[], { factors: known }: Names): void {
  if (known.size === 0 || factors.length === 0) {
    const needs = known.size === 0 ? 'factors in its `compare`' : 'a factor behind the measure';
    walk.problems.push(
      missing(call.range, '`effect`', needs, known.size === 0 ? factorWord.example : effectWord.example),
    );
    return;
  }
  const factorAt = ({ text, range }: Name): FactorNames | undefined => {
    const factor = known.get(text);
    if (factor) occur(walk, range, text, 'factor', { range: factor.range });
    else walk.problems.push(undeclared(text, range, 'factor', [...known.keys()]));
    return factor;
  };
  for (const { name, value } of factors) {
    if (value.kind !== 'name') {
      walk.problems.push(
        unexpected(value.range, `A factor stands here, or \`factor: level\`: \`${effectWord.example}\`.`),
      );
      continue;
    }
    if (!name) {
      factorAt(value);
      continue;
    }
    const levels = factorAt(name)?.levels;
    const level = levels?.get(value.text);
    if (level) occur(walk, value.range, value.text, 'level', { range: level });
    else if (levels) walk.problems.push(undeclared(value.text, value.range, 'level', [...levels.keys()]));
  }
}
