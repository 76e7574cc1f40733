/** What stands in an experiment: conditions, variables, measures, claims. */
import type {
  Block,
  Call,
  Declaration,
  Definition,
  Expectation,
  Expression,
  Name,
  OfCondition,
  Range,
  Setting,
  Value,
} from '../../grammar/tree.ts';
import { replaceBy } from '../checks/check.ts';
import { misplaced, missing, twice, undeclared, unexpected, unknownWord } from '../checks/language-checks.ts';
import { dimensioned, dimensionOf, infer, isBare, type Kind, type Place } from '../kinds-of-expressions.ts';
import { variableName } from '../file-parameters.ts';
import { isNumber, same } from '../../catalogue/units.ts';
import { experimentEntry } from '../nouns/experiment-words.ts';
import { studiedKinds } from '../nouns/index.ts';
import {
  claimFunctions,
  effectWord,
  functionEntry,
  measuringEntry,
  reductions,
  wordEntry,
} from '../vocabulary/index.ts';
import { derivedIn, madeAcross, mentionsMeasure } from '../experiments/derived-measures.ts';
import { conditionsIn, isFactor } from '../experiments/factors.ts';
import { measuredKinds } from '../experiments/measured-kinds.ts';
import type { FactorNames, Names, Walk } from './walk-context.ts';
import { checkEffect, checkFactor, factorNames, occurCondition } from './walk-factors.ts';
import { allGenes, declare, occur, occurVariable } from './walk-names.ts';
import { checkScreens, mayBeScreened, occurScreened, screenedIn } from './walk-screens.ts';
import { constantOf } from '../constants.ts';
import { nounType } from './walk-kinds.ts';
import { checkVariedParameter } from './walk-parameters.ts';
import { reachedBy } from './walk-varied.ts';
import { checkBlock, checkValue } from './walk-statements.ts';
import { checkFinite, checkOrder, report, visitNumber } from './walk-numbers.ts';

const studied = nounType(...studiedKinds);

/** `known`: the declaration with what it inherits, whose names its own statements may use. */
export function checkExperiment(walk: Walk, { block }: Declaration, known: Declaration): void {
  if (!block) return;
  const before = walk.problems.length;
  const whole = known.block ?? block;
  const names = namesOf(walk, whole);
  const kinds = measuredKinds(walk.scope, whole.statements);
  const derived = derivedIn(whole);
  const shares = new Set(
    whole.statements.flatMap((statement) =>
      statement.kind === 'definition' &&
      statement.word.text === 'measure' &&
      statement.value.kind === 'call' &&
      functionEntry(statement.value.callee.text)?.share
        ? [statement.name.text]
        : [],
    ),
  );
  checkBlock(
    walk,
    {
      ...block,
      statements: block.statements.filter(
        (statement) =>
          statement.kind !== 'expectation' &&
          !(statement.kind === 'definition' && derived.includes(statement)) &&
          !(statement.kind === 'setting' && statement.word.text === 'screen'),
      ),
    },
    { words: experimentEntry.words, names, where: 'in `experiment`' },
  );
  const trains = whole.statements.some(
    (statement) => statement.kind === 'setting' && ['train', 'then train', 'teach'].includes(statement.word.text),
  );
  const unsure = !block.closed || walk.problems.slice(before).some(({ code }) => code === 'L001' || code === 'L003');
  checkScreens(walk, block, whole, names, unsure);
  if (!trains && !unsure && names.conditions.size > 0) checkUntrained(walk, block);
  for (const statement of block.statements) {
    if (statement.kind === 'expectation') checkExpectation(walk, statement, names, kinds, shares);
    else if (statement.kind === 'definition' && statement.word.text === 'measure') {
      declare(walk, statement.name, 'measure', names.measures);
      if (derived.includes(statement)) checkDerived(walk, statement, whole, { names, kinds });
    } else if (statement.kind === 'setting' && statement.word.text === 'seeds') checkSeeds(walk, statement);
    else if (statement.kind === 'setting' && statement.word.text === 'compare') checkCompare(walk, statement, names);
    else if (statement.kind === 'setting' && (statement.word.text === 'vary' || statement.word.text === 'choose')) {
      const variable = variableName(statement.items[0]?.value),
        first = new Map([...names.variables].map(([name, { range }]) => [name, range]));
      if (!checkVariedParameter(walk, statement)) declare(walk, variable, 'variable', first);
      else if (variable && first.get(variable.text)?.start !== variable.range.start)
        walk.problems.push(twice(variable.text, variable.range, 'The variable'));
      checkRepeatedValues(walk, statement);
    }
  }
}

/** Accuracy and loss are of a network that has learned. */
function checkUntrained(walk: Walk, block: Block): void {
  const learned = block.statements.find(
    (statement) =>
      statement.kind === 'definition' &&
      statement.value.kind === 'call' &&
      ['accuracy', 'loss'].includes(statement.value.callee.text),
  );
  if (learned?.kind === 'definition')
    walk.problems.push(
      missing(
        learned.value.range,
        `\`${walk.source.slice(learned.value.range.start, learned.value.range.end)}\``,
        'something to learn in its experiment',
        wordEntry(experimentEntry.words, 'train')!.example,
      ),
    );
}

function checkSeeds(walk: Walk, { items }: Setting): void {
  const [only] = items.length === 1 ? items : [];
  const count = only && only.value.base.kind !== 'range' ? constantOf(only.value.base) : undefined;
  if (count !== undefined && count > 1e6 && count <= Number.MAX_SAFE_INTEGER)
    walk.problems.push(misplaced(only.value.range, 'There can be at most a million seeds.'));
  if (count === 0)
    walk.problems.push(
      misplaced(only.value.range, 'With 0 seeds nothing runs: write how many, `seeds 10`, or which, `seeds 1 .. 10`.'),
    );
  if (items.length > 1) checkRepeatedSeeds(walk, items);
}
/** A seed twice is one seed: what it gives counts once. */
function checkRepeatedSeeds({ problems, source }: Walk, items: Setting['items']): void {
  const spans = items.map(({ value: { base } }) =>
    base.kind === 'range'
      ? {
          from: constantOf(base.from),
          to: constantOf(base.to),
          by: base.isGeometric ? undefined : base.by ? constantOf(base.by) : 1,
        }
      : { from: constantOf(base), to: constantOf(base), by: 1 },
  );
  items.forEach(({ range }, index) => {
    const [own, earlier] = [spans[index], spans.slice(0, index)];
    const shared = earlier.map((other) => sharedSeed(own, other)).find((seed) => seed !== undefined);
    if (shared === undefined) return;
    const fixes =
      own.from === own.to
        ? [
            replaceBy(
              { start: items[index - 1].range.end, end: range.end },
              '',
              `Remove \`${source.slice(range.start, range.end)}\``,
            ),
          ]
        : [];
    problems.push(twice(String(shared), range, 'The seed', 'It counts once: remove it, or take another.', fixes));
  });
}
/** The same point of a sweep twice is computed once, and drawn twice. */
function checkRepeatedValues({ problems, source }: Walk, { phrases }: Setting): void {
  const items = phrases.find(({ label }) => label.text === 'in')?.items ?? [];
  const seen = new Set<number>();
  for (const [index, { value, range }] of items.entries()) {
    const number = constantOf(value.base);
    if (number === undefined) continue;
    if (seen.has(number)) {
      const text = source.slice(range.start, range.end);
      const start = index > 0 ? items[index - 1].range.end : range.start;
      const fixes = [replaceBy({ start, end: range.end }, '', `Remove \`${text}\``)];
      problems.push(twice(text, range, 'The value', 'Remove it, or take another.', fixes));
    }
    seen.add(number);
  }
}
type Span = { readonly from?: number; readonly to?: number; readonly by?: number };
/** The first seed that two stretches of seeds share; those that step by more than 1 are left alone. */
function sharedSeed(a: Span, b: Span): number | undefined {
  if (
    a.from === undefined ||
    a.to === undefined ||
    b.from === undefined ||
    b.to === undefined ||
    a.by !== 1 ||
    b.by !== 1
  )
    return undefined;
  const first = Math.max(a.from, b.from);
  return first <= Math.min(a.to, b.to) ? first : undefined;
}

function namesOf(walk: Walk, block: Block): Names {
  const variables = new Map<
    string,
    { range: Range; kind: Kind; values?: readonly number[]; written: string; reaches?: readonly number[] }
  >();
  const measures = new Map<string, Range>();
  const conditions = new Map<string, Range>();
  const factors = new Map<string, FactorNames>();
  const first = <T>(to: Map<string, T>, name: string, value: T): void => {
    if (name && !to.has(name)) to.set(name, value);
  };
  for (const statement of block.statements) {
    if (statement.kind === 'definition' && statement.word.text === 'measure')
      first(measures, statement.name.text, statement.name.range);
    if (statement.kind !== 'setting') continue;
    const variable = ['vary', 'choose'].includes(statement.word.text)
      ? variableName(statement.items[0]?.value)
      : undefined;
    if (variable)
      first(variables, variable.text, {
        range: variable.range,
        kind: kindOfValues(statement),
        values: valuesOf(statement),
        written: writtenIn(walk, statement),
        reaches: reachedBy(statement),
      });
    if (statement.word.text !== 'compare') continue;
    const compared = statement.block?.statements ?? [];
    for (const { name } of conditionsIn(compared)) first(conditions, name.text, name.range);
    for (const [name, factor] of factorNames(compared)) first(factors, name, factor);
  }
  const across = new Map<string, readonly string[] | undefined>();
  for (const { name, value } of derivedIn(block)) across.set(name.text, madeAcross(value, across));
  const screened = screenedIn(walk, block, [...conditions.keys()]);
  for (const [name, { range }] of screened.names) first<Range>(conditions, name, range);
  return { genes: allGenes(walk.scope), variables, measures, across, conditions, factors, screened };
}
/** The values of a sweep, where all are written out as numbers. */
function valuesOf({ phrases }: Setting): readonly number[] | undefined {
  const values = (phrases.find(({ label }) => label.text === 'in')?.items ?? []).map(({ value }) =>
    constantOf(value.base),
  );
  return values.length > 0 && values.every((value) => value !== undefined) ? values : undefined;
}
/** The values of a sweep as they are written. */
const writtenIn = ({ source }: Walk, { phrases }: Setting): string =>
  (phrases.find(({ label }) => label.text === 'in')?.items ?? [])
    .map(({ range }) => source.slice(range.start, range.end))
    .join(', ');
function kindOfValues(statement: Setting): Kind {
  const value = statement.phrases.find(({ label }) => label.text === 'in')?.items[0]?.value.base;
  return (value && dimensionOf(value.kind === 'range' ? value.to : value)) ?? 'any';
}
const compareWord = wordEntry(experimentEntry.words, 'compare')!;

function checkCompare(walk: Walk, compare: Setting, names: Names): void {
  const lacking = `\`compare\` needs its conditions: \`${compareWord.example}\`.`;
  if (!compare.block) {
    walk.problems.push(unexpected(compare.word.range, lacking));
    return;
  }
  walk.blocks.push({ range: compare.block.range, words: compareWord.block ?? [], holds: 'conditions', names });
  if (compare.block.statements.length === 0 && compare.block.closed)
    walk.problems.push(unexpected(compare.word.range, lacking));
  const checkMade = (value: Value): void => {
    if (!namesCondition(walk, value, names)) checkValue(walk, value, studied, names);
  };
  for (const statement of compare.block.statements) {
    if (isFactor(statement)) checkFactor(walk, statement, names, checkMade);
    else if (statement.kind === 'assignment' && statement.symbol === '=') {
      declare(walk, statement.name, 'condition', names.conditions);
      checkMade(statement.value);
    } else
      walk.problems.push(
        unexpected(
          statement.range,
          'A condition is written `name = noun`, for example `grown = reader`; what several conditions are made of, ' +
            '`factor name { level = noun;  … }`.',
        ),
      );
  }
}

/** A condition is no noun that another could be made of. */
function namesCondition(walk: Walk, { base }: Value, { conditions }: Names): boolean {
  if (base.kind !== 'name' || !conditions.has(base.text) || walk.scope.declared.has(base.text)) return false;
  walk.problems.push(
    unexpected(
      base.range,
      `\`${base.text}\` is a condition, and a condition is made of a noun: write again what \`${base.text}\` is, ` +
        'with the change behind it.',
    ),
  );
  return true;
}

function checkExpectation(
  walk: Walk,
  expectation: Expectation,
  names: Names,
  kinds: ReadonlyMap<string, Kind>,
  shares: ReadonlySet<string>,
): void {
  const before = walk.problems.length;
  checkOperand(walk, expectation.left, names);
  if (expectation.test.kind === 'compare') {
    checkOperand(walk, expectation.test.right, names);
    if (expectation.test.within) checkOperand(walk, expectation.test.within, names);
  } else {
    for (const end of [expectation.test.range.from, expectation.test.range.to]) checkOperand(walk, end, names);
    if (walk.problems.length === before) checkOrder(walk, expectation.test.range, true);
  }
  if (walk.problems.length === before) checkDimensions(walk, expectation, kinds);
  if (walk.problems.length === before) checkShares(walk, expectation, shares);
  for (const { name, value } of expectation.at) {
    const variable = names.variables.get(name.text);
    if (variable) {
      occurVariable(walk, name.range, name.text, variable.range);
      const written = constantOf(value),
        found = dimensionOf(value);
      if (found && dimensioned(variable.kind) && !same(found, variable.kind))
        report(
          walk,
          isNumber(found) && isBare(value)
            ? { misfit: 'bare', range: value.range, expected: variable.kind }
            : { misfit: 'dimension', range: value.range, found, expected: variable.kind },
          /\d\s*([A-Za-z%]\S*?)(?:,|\s|$)/.exec(variable.written)?.[1],
        );
      else if (variable.values && written !== undefined && !variable.values.includes(written))
        walk.problems.push(misplaced(value.range, `\`${name.text}\` never has this value: it is ${variable.written}.`));
    } else if (!stepWords.includes(name.text))
      walk.problems.push(undeclared(name.text, name.range, 'variable of `vary`', [...names.variables.keys()]));
    checkOperand(walk, value, names);
  }
}

/** A measure of others: names of those before it, `of` conditions where it speaks of some, in units that fit. */
function checkDerived(
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

/** `at step = 0.5`: the value of a series there; in a learning curve a step is an epoch. */
const stepWords: readonly string[] = ['step', 'epoch'];

/** A claim compares like with like: `accuracy of a > 85 um` says nothing. */
function checkDimensions(walk: Walk, { left, test }: Expectation, kinds: ReadonlyMap<string, Kind>): void {
  const place: Place = { kindOf: (name) => kinds.get(name), report: (misfit) => report(walk, misfit) };
  const kind = infer(left, place);
  for (const right of test.kind === 'compare' ? [test.right, ...(test.within ? [test.within] : [])] : [test.range]) {
    const other = infer(right, place);
    if (!dimensioned(kind) || !dimensioned(other) || same(kind, other)) continue;
    report(
      walk,
      isNumber(other) && isBare(right)
        ? { misfit: 'bare', range: right.range, expected: kind }
        : { misfit: 'dimension', range: right.range, found: other, expected: kind },
    );
  }
}
/** A share lies between 0 and 1: `accuracy > 85` can never hold. */
function checkShares(walk: Walk, { left, test }: Expectation, shares: ReadonlySet<string>): void {
  const measure = left.kind === 'of' ? left.measure : left;
  if (measure.kind !== 'name' || !shares.has(measure.text)) return;
  for (const bound of test.kind === 'compare' ? [test.right] : [test.range.from, test.range.to]) {
    const value = constantOf(bound);
    if (value === undefined || (value >= 0 && value <= 1)) continue;
    const text = walk.source.slice(bound.range.start, bound.range.end);
    const fixes = bound.kind === 'number' && !bound.unit && value <= 100 ? [replaceBy(bound.range, `${text} %`)] : [];
    walk.problems.push(
      misplaced(
        bound.range,
        `\`${measure.text}\` is a share: it lies between 0 and 1, or 0 % and 100 ` +
          `%.${fixes.length ? ` Write \`${text} %\`.` : ''}`,
        fixes,
      ),
    );
    return;
  }
}
/** `accuracy(a)`, for the measure of a condition. */
function callOfMeasure({ callee, arguments: given }: Call, { measures, conditions }: Names): string | undefined {
  const only = given.length === 1 ? given[0].value : undefined;
  return only?.kind === 'name' && measures.has(callee.text) && conditions.has(only.text)
    ? `${callee.text} of ${only.text}`
    : undefined;
}

/** A sum in which names are measures, alone or `of` a condition. */
function checkOperand(walk: Walk, operand: Expression, names: Names): void {
  switch (operand.kind) {
    case 'name': {
      const measure = names.measures.get(operand.text);
      if (measure) occur(walk, operand.range, operand.text, 'measure', { range: measure });
      else if (names.conditions.has(operand.text) && names.measures.size > 0) {
        const [first] = names.measures.keys();
        const meant = `${first} of ${operand.text}`;
        walk.problems.push(
          unexpected(
            operand.range,
            `\`${operand.text}\` is a condition: say what of it, for example \`${meant}\`.`,
            names.measures.size === 1 ? [replaceBy(operand.range, meant)] : [],
          ),
        );
      } else if (names.variables.has(operand.text))
        walk.problems.push(
          misplaced(
            operand.range,
            `\`${operand.text}\` is varied and cannot stand here: write a number, or a \`let\` that nothing varies.`,
          ),
        );
      else walk.problems.push(undeclared(operand.text, operand.range, 'measure', [...names.measures.keys()]));
      return;
    }
    case 'of': {
      const across = operand.measure.kind === 'name' ? names.across?.get(operand.measure.text) : undefined;
      if (across) {
        const text = walk.source.slice(operand.measure.range.start, operand.measure.range.end);
        walk.problems.push(
          unexpected(
            operand.range,
            `\`${text}\` is one number of ${across.join(' and ')}, and of no condition alone: write \`${text}\`.`,
            [replaceBy(operand.range, text)],
          ),
        );
        return;
      }
      checkOperand(walk, operand.measure, names);
      const { condition } = operand;
      const declared = names.conditions.get(condition.text);
      if (names.screened?.names.has(condition.text)) occurScreened(walk, condition, names.screened);
      else if (declared) occurCondition(walk, operand, names);
      else if (!mayBeScreened(condition.text, names) && condition.text && names.conditions.size > 0)
        walk.problems.push(undeclared(condition.text, condition.range, 'condition', [...names.conditions.keys()]));
      return;
    }
    case 'call': {
      const turned = callOfMeasure(operand, names);
      if (turned) {
        walk.problems.push(
          unexpected(operand.range, `A claim names a measure of a condition: \`${turned}\`.`, [
            replaceBy(operand.range, turned),
          ]),
        );
        return;
      }
      if (operand.callee.text === effectWord.name) {
        walk.marks.push({ range: operand.callee.range, meaning: { kind: 'function', entry: effectWord } });
        const [measure, ...factors] = operand.arguments;
        if (factors.length > 0 && !measure.name && measure.value.kind !== 'range')
          checkOperand(walk, measure.value, names);
        checkEffect(walk, operand, factors, names);
        return;
      }
      const entry = reductions.find(({ name }) => name === operand.callee.text);
      if (!entry && measuringEntry(operand.callee.text)?.result === 'measure') {
        const text = walk.source.slice(operand.range.start, operand.range.end);
        walk.problems.push(
          unexpected(
            operand.range,
            `A measure has a name where it is spoken of: write \`measure ${operand.callee.text} = ${text}\` above, ` +
              `and here \`${operand.callee.text}\`.`,
          ),
        );
        return;
      }
      if (entry) walk.marks.push({ range: operand.callee.range, meaning: { kind: 'function', entry } });
      else if (!['abs', 'log', 'exp', 'sqrt', 'min'].includes(operand.callee.text))
        walk.problems.push(
          unknownWord(
            operand.callee.text,
            operand.callee.range,
            claimFunctions.map(({ name }) => name),
            'in a claim',
          ),
        );
      for (const { value } of operand.arguments) if (value.kind !== 'range') checkOperand(walk, value, names);
      return;
    }
    case 'number':
      visitNumber(walk, operand);
      return;
    case 'group':
      checkOperand(walk, operand.expression, names);
      return;
    case 'unary':
      checkOperand(walk, operand.operand, names);
      return;
    case 'binary':
      checkOperand(walk, operand.left, names);
      checkOperand(walk, operand.right, names);
      checkFinite(walk, operand);
      return;
    case 'member': {
      const joined = `${operand.object.text}.${operand.property.text}`;
      const [measure] = names.measures.keys();
      if (measure !== undefined && names.conditions.has(joined)) {
        const meant = `${measure} of ${joined}`;
        walk.problems.push(
          unexpected(
            operand.range,
            `\`${joined}\` is a condition: say what of it, for example \`${meant}\`.`,
            names.measures.size === 1 ? [replaceBy(operand.range, meant)] : [],
          ),
        );
        return;
      }
      const turned = `${operand.property.text} of ${operand.object.text}`;
      walk.problems.push(
        unexpected(
          operand.range,
          `A claim names a measure of a condition: \`${turned}\`.`,
          names.conditions.has(operand.object.text) && names.measures.has(operand.property.text)
            ? [replaceBy(operand.range, turned)]
            : [],
        ),
      );
      return;
    }
    case 'string':
      walk.problems.push(misplaced(operand.range, 'A string stands where a measure or a number must.'));
      return;
    case 'error':
      return;
  }
}
