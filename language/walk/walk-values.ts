/** Values against the types of their slots: names are resolved, units and kinds checked, meanings noted. */
import type { Call, Expression, Name, NumberLiteral, Range, RangeExpression } from '../../grammar/tree.ts';
import { replaceBy } from '../checks/check.ts';
import {
  misplaced,
  otherKind,
  conditionMeasured,
  undeclared,
  unexpected,
  unknownWord,
  wrongArguments,
} from '../checks/language-checks.ts';
import { constantOf } from '../constants.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { bare, otherCount, otherDimension, unknownUnit } from '../checks/unit-checks.ts';
import { dimensioned, infer, isBare, type Kind, type Misfit } from '../kinds-of-expressions.ts';
import { nearest } from '../../grammar/spelling.ts';
import { reservedWords } from '../../grammar/words.ts';
import { quantity } from '../../catalogue/entry.ts';
import { type Dimension, isNumber, meaningOf, same } from '../../catalogue/units.ts';
import {
  type FunctionEntry,
  functionEntry,
  functions,
  isNoun,
  measuringEntry,
  type NounKind,
  type Slot,
  type Type,
} from '../vocabulary/index.ts';
import type { GeneNames, Named, Names, Walk } from './walk-context.ts';
import { genesOfValue, nounNames, occur } from './walk-names.ts';
import { assign } from './walk-arguments.ts';
import { checkColumn } from './walk-columns.ts';
import { resultOf } from './walk-kinds.ts';

type Written = Expression | RangeExpression;

/** One value against its type. Gives at most one diagnostic for one mistake. */
export function check(walk: Walk, written: Written, type: Type, names: Names): void {
  switch (written.kind) {
    case 'error':
      return;
    case 'group':
      check(walk, written.expression, type, names);
      return;
    case 'name':
      checkName(walk, written, written.text, type, names);
      return;
    case 'string':
      checkString(walk, written.range, written.value, type, names);
      return;
    case 'call':
      checkCall(walk, written, type, names);
      return;
    case 'range':
      checkRange(walk, written, type, names);
      return;
    case 'member':
      if (type.columnOf) checkColumn(walk, written, type);
      else if (!type.free && !type.expression) wrong(walk, written.range, 'A column', type);
      else checkMember(walk, written, type);
      return;
    default:
      if (type.unit) checkUnit(walk, written.range, walk.source.slice(written.range.start, written.range.end), type);
      else checkExpression(walk, written, type, names);
      return;
  }
}
const wrong = (walk: Walk, range: Range, found: string, type: Type): void => {
  walk.problems.push(otherKind(range, found, type.says, type.example));
};

/** The argument of a call resolves to: argument word, `vary` variable, noun; then names of the place. */
function checkName(walk: Walk, at: Expression, name: string, type: Type, names: Names): void {
  const choice = type.words?.find(({ word }) => word === name);
  if (choice) {
    walk.marks.push({ range: at.range, meaning: { kind: 'choice', choice } });
    return;
  }
  const variable = names.variables.get(name);
  if (variable && (type.number || type.expression || type.names?.includes('variable'))) {
    occur(walk, at.range, name, 'variable', { range: variable.range });
    if (type.number && dimensioned(variable.kind) && !same(variable.kind, type.number.dimension))
      walk.problems.push(otherDimension(at.range, variable.kind, type.number.dimension, type.example));
    else {
      const [value, problem] =
        (variable.reaches ?? []).map((reached) => [reached, outside(reached, type)] as const).find(([, one]) => one) ??
        [];
      if (problem) walk.problems.push(misplaced(at.range, `\`${name}\` becomes ${value}, and cannot here. ${problem}`));
    }
    return;
  }
  const declared = walk.scope.declared.get(name);
  if (declared && type.nouns) {
    const noun = declared.declaration.noun.text as NounKind;
    occur(walk, at.range, name, noun, {
      range: declared.declaration.name.range,
      ...(declared.file !== walk.scope && { path: declared.file.path }),
    });
    if (!type.nouns.includes(noun))
      walk.problems.push(otherKind(at.range, `\`${name}\` is a \`${noun}\` noun; it`, type.says, ''));
    return;
  }
  for (const kind of type.names ?? []) {
    const found = tableOf(kind, names)?.get(name);
    if (found) {
      occur(walk, at.range, name, kind, found);
      return;
    }
  }
  if (type.names?.includes('gene') && names.genes.open) {
    occur(walk, at.range, name, 'gene', undefined);
    return;
  }
  if (type.unit) {
    checkUnit(walk, at.range, name, type);
    return;
  }
  if (type.free && !type.expression) return;
  if (type.expression) {
    checkExpression(walk, at, type, names);
    return;
  }
  if (type.names?.some((kind) => names.genes.open && (kind === 'gene' || kind === 'fate' || kind === 'input'))) return;
  unresolved(walk, at.range, name, type, names);
}

function checkUnit(walk: Walk, range: Range, text: string, type: Type): void {
  const unit = meaningOf(text);
  if (!unit) walk.problems.push(unknownUnit(text, range));
  else if (type.unit && type.unit !== true && !same(unit.dimension, type.unit))
    walk.problems.push(otherDimension(range, unit.dimension, type.unit, type.example));
}

function unresolved(walk: Walk, range: Range, name: string, type: Type, names: Names): void {
  const words = (type.words ?? []).map(({ word }) => word);
  const kinds = type.names ?? [];
  const known = [
    ...words,
    ...kinds.flatMap((kind) => [...(tableOf(kind, names)?.keys() ?? [])]),
    ...(type.nouns ? nounNames(walk, type.nouns) : []),
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
  else if (type.number && nearest(name, names.variables.keys()))
    walk.problems.push(undeclared(name, range, 'variable', [...names.variables.keys()]));
  else wrong(walk, range, `\`${name}\``, type);
}
/** A function without its brackets, where a call of it may stand. */
function bareCall(name: string, { calls }: Type): boolean {
  const entry = functionEntry(name);
  return entry !== undefined && !isNoun(entry.result) && (calls?.includes(entry.result) ?? false);
}
function tableOf(kind: NonNullable<Type['names']>[number], names: Names): ReadonlyMap<string, Named> | undefined {
  switch (kind) {
    case 'gene':
      return new Map([...names.genes.inputs, ...names.genes.genes]);
    case 'input':
      return names.genes.inputs;
    case 'fate':
      return names.genes.fates;
    case 'variable':
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

function checkString(walk: Walk, range: Range, value: string, type: Type, names: Names): void {
  if (type.file || type.free) return;
  const isReserved = reservedWords.has(value) && type.words?.some(({ word }) => word === value);
  if (type.names || type.nouns || isReserved) {
    checkName(walk, { kind: 'name', text: value, quoted: true, range }, value, type, names);
    return;
  }
  wrong(walk, range, 'A string', type);
}

function checkRange(walk: Walk, written: RangeExpression, type: Type, names: Names): void {
  if (!type.range) {
    wrong(walk, written.range, 'A range', type);
    return;
  }
  const ends: Type = type.number
    ? { ...type, range: false }
    : { says: 'a number', example: '1', expression: { quantities: [], dimension: 'any' } };
  const unit = written.to.kind === 'number' ? written.to.unit : undefined;
  const from = written.from.kind === 'number' && !written.from.unit && unit ? { ...written.from, unit } : written.from;
  const before = walk.problems.length;
  for (const end of [from, written.to, ...(written.by ? [written.by] : [])]) check(walk, end, ends, names);
  if (walk.problems.length === before) checkOrder(walk, { ...written, from });
}

/** More values than anyone means to write down by a range. */
const mostValues = 1e6;

/** A range runs upwards, and does not hold more values than can be run through; one that is two `limits` has none. */
export function checkOrder(walk: Walk, { from, to, by, range }: RangeExpression, areLimits = false): void {
  const [first, last, step] = [constantOf(from), constantOf(to), by ? constantOf(by) : 1];
  if (first === undefined || last === undefined || step === undefined) return;
  const text = ({ range: { start, end } }: Expression): string => walk.source.slice(start, end);
  if (first > last)
    walk.problems.push(
      misplaced(range, `The range runs downwards: write \`${text(to)} .. ${text(from)}\`.`, [
        replaceBy({ start: from.range.start, end: to.range.end }, `${text(to)} .. ${text(from)}`),
      ]),
    );
  else if (!(step > 0)) walk.problems.push(misplaced(by!.range, 'The step of a range must be more than 0.'));
  else if (!areLimits && (last - first) / step > mostValues)
    walk.problems.push(misplaced(range, `This range has more than ${mostValues.toLocaleString('en')} values.`));
}

/** `fashion-mnist`, read as a difference: the words as they are written here. */
const hyphenless = ({ source }: Pick<Walk, 'source'>, { range }: Expression): string =>
  source.slice(range.start, range.end).replaceAll('-', '_');
/** Numbers, arithmetic, comparisons, Boolean conditions. */
function checkExpression(walk: Walk, written: Expression, type: Type, names: Names): void {
  const hyphened = type.words?.find(({ word }) => word === hyphenless(walk, written));
  if (hyphened && !type.expression) {
    walk.problems.push(
      unknownWord(walk.source.slice(written.range.start, written.range.end), written.range, [hyphened.word], 'here'),
    );
    return;
  }
  if (!type.number && !type.expression) {
    wrong(walk, written.range, written.kind === 'number' ? 'A number' : 'An expression', type);
    return;
  }
  const before = walk.problems.length;
  visit(walk, written, type, names);
  if (walk.problems.length > before) return;
  const quantities = new Map(type.expression?.quantities.map(({ name, dimension }) => [name, dimension]));
  const kind = infer(written, {
    kindOf: (name): Kind | undefined => quantities.get(name) ?? names.variables.get(name)?.kind,
    report: (misfit) => report(walk, misfit),
  });
  if (walk.problems.length === before) checkKind(walk, written, kind, type);
}

export function report(walk: Walk, misfit: Misfit): void {
  const { range, expected } = misfit;
  walk.problems.push(
    misfit.misfit === 'bare'
      ? bare(range, walk.source.slice(range.start, range.end), expected)
      : otherDimension(range, misfit.found, expected),
  );
}

function checkKind(walk: Walk, written: Expression, kind: Kind, type: Type): void {
  const expected = type.number?.dimension ?? type.expression?.dimension ?? 'any';
  const { range } = written;
  if (expected === 'any' && kind === 'boolean') {
    wrong(walk, range, 'A condition', { ...type, says: 'a number' });
    return;
  }
  if (kind === 'any' || expected === 'any') return;
  if (expected === 'boolean' || kind === 'boolean') {
    if (expected !== kind)
      walk.problems.push(otherKind(range, kind === 'boolean' ? 'A condition' : 'A number', type.says, type.example));
    return;
  }
  if (kind === 'fate') {
    wrong(walk, range, 'A fate', type);
    return;
  }
  if (typeof expected === 'string') return;
  const count = countOf(written);
  const counts = type.number?.counts;
  if (count !== undefined && counts?.includes(count)) {
    checkBounds(walk, written, type);
    return;
  }
  if (!same(kind, expected)) {
    if (count !== undefined) walk.problems.push(otherDimension(range, kind, expected, type.example));
    else
      walk.problems.push(
        isNumber(kind) && isBare(written)
          ? bare(range, walk.source.slice(range.start, range.end), expected, type.example)
          : otherDimension(range, kind, expected, type.example),
      );
    return;
  }
  if (count !== undefined && counts) {
    walk.problems.push(otherCount(range, count, counts, type.example));
    return;
  }
  checkBounds(walk, written, type);
}
const countOf = (written: Expression): string | undefined =>
  written.kind === 'number' && written.unit ? meaningOf(written.unit.text)?.count : undefined;

function checkBounds(walk: Walk, written: Written, type: Type): void {
  const value = constantOf(written);
  if (value === undefined) return;
  if (type.range && written.kind === 'binary' && written.operator === '-') {
    const [from, to] = [written.left, written.right].map(({ range }) => walk.source.slice(range.start, range.end));
    walk.problems.push(
      misplaced(written.range, 'This is a difference: a range is written `1 .. 10`.', [
        replaceBy(written.range, `${from} .. ${to}`),
      ]),
    );
    return;
  }
  const problem = outside(value, type);
  if (problem) walk.problems.push(misplaced(written.range, problem));
}
/** Why a number cannot stand here; undefined where it can. */
function outside(value: number, type: Type): string | undefined {
  const { integer, least, most, positive } = type.number ?? type.expression ?? {};
  if (!Number.isFinite(value)) return 'This has no finite value.';
  if (positive && value <= 0) return `This must be more than 0, such as \`${type.example}\`.`;
  if (integer && !Number.isInteger(value)) return `A whole number must stand here, such as \`${type.example}\`.`;
  if (least !== undefined && value < least) return `This must be at least ${least}.`;
  return most !== undefined && value > most
    ? `This must be at most ${most.toLocaleString('en')}${most === 1 ? ' (or 100 %)' : ''}.`
    : undefined;
}
/** Every name, call and unit inside an expression. */
function visit(walk: Walk, written: Written, type: Type, names: Names): void {
  switch (written.kind) {
    case 'number':
      visitNumber(walk, written);
      return;
    case 'group':
      visit(walk, written.expression, type, names);
      return;
    case 'unary':
      visit(walk, written.operand, type, names);
      return;
    case 'binary':
      visit(walk, written.left, type, names);
      visit(walk, written.right, type, names);
      checkFinite(walk, written);
      return;
    case 'range':
      visit(walk, written.from, type, names);
      visit(walk, written.to, type, names);
      return;
    case 'member':
      checkMember(walk, written, type);
      return;
    case 'call':
      visitCall(walk, written, type, names);
      return;
    case 'name':
      visitName(walk, written, type, names);
      return;
    case 'string':
    case 'error':
    case 'of':
      return;
  }
}
/** `0 / 0` is no number, and what is made of it none either. */
export function checkFinite(walk: Walk, written: Expression & { readonly kind: 'binary' }): void {
  const [value, ...parts] = [written, written.left, written.right].map(constantOf);
  if (value !== undefined && !Number.isFinite(value) && parts.every((part) => Number.isFinite(part)))
    walk.problems.push(misplaced(written.range, 'This has no finite value.'));
}
export function visitNumber(walk: Walk, written: NumberLiteral): void {
  if (!Number.isFinite(written.value))
    walk.problems.push(misplaced(written.range, 'This is larger than any number can be.'));
  if (!written.unit) return;
  const unit = meaningOf(written.unit.text);
  if (!unit) walk.problems.push(unknownUnit(written.unit.text, written.unit.range));
  else
    walk.marks.push({
      range: written.range,
      meaning: { kind: 'number', value: written.value, unit: written.unit.text },
    });
}
function visitName(walk: Walk, written: Name, type: Type, names: Names): void {
  const quantities = type.expression?.quantities ?? [];
  const quantity = quantities.find(({ name }) => name === written.text);
  const variable = names.variables.get(written.text);
  if (quantity) {
    walk.marks.push({ range: written.range, meaning: { kind: 'quantity', quantity } });
    return;
  }
  if (variable) {
    occur(walk, written.range, written.text, 'variable', { range: variable.range });
    return;
  }
  if (type.expression?.dimension === 'any' && type.names?.includes('measure')) {
    checkName(walk, written, written.text, { ...type, expression: undefined, number: undefined }, names);
    return;
  }
  const fate = names.genes.fates.get(written.text);
  if (fate) {
    occur(walk, written.range, written.text, 'fate', fate);
    return;
  }
  if (type.free || written.text === 'true' || written.text === 'false') return;
  const known = [...quantities.map(({ name }) => name), ...names.variables.keys()];
  walk.problems.push(undeclared(written.text, written.range, 'quantity', known));
}
function checkMember(walk: Walk, written: Expression & { kind: 'member' }, type: Type): void {
  const name = `${written.object.text}.${written.property.text}`;
  const quantities = type.expression?.quantities ?? [];
  const quantity = quantities.find((known) => known.name === name);
  if (quantity) {
    walk.marks.push({ range: written.range, meaning: { kind: 'quantity', quantity } });
    return;
  }
  const declared = walk.scope.declared.get(written.object.text);
  if (declared) {
    occur(walk, written.object.range, written.object.text, declared.declaration.noun.text as NounKind, {
      range: declared.declaration.name.range,
    });
    return;
  }
  if (quantities.length > 0)
    walk.problems.push(
      undeclared(
        name,
        written.range,
        'quantity',
        quantities.map((known) => known.name),
      ),
    );
  else if (walk.complete)
    walk.problems.push(undeclared(written.object.text, written.object.range, 'noun', nounNames(walk)));
}

/** Where a measure stands, the measure of a name that a function has too. */
const entryAt = ({ calls }: Type, { callee }: Call): FunctionEntry | undefined =>
  calls?.includes('measure') ? measuringEntry(callee.text) : functionEntry(callee.text);

function checkCall(walk: Walk, written: Call, type: Type, names: Names): void {
  const entry = entryAt(type, written);
  const value = entry && ['number', 'boolean', 'distribution'].includes(entry.result);
  if (value && (type.expression || (type.number && entry.result === 'number'))) {
    checkExpression(walk, written, type, names);
    return;
  }
  const isLater = entry?.result === 'measure' && !type.calls?.includes('measure');
  if (!isLater) visitCall(walk, written, type, names);
  const result = entry?.result === 'measure' ? entry.result : resultOf(written, walk.scope);
  if (entry && result && !type.calls?.includes(result))
    wrong(
      walk,
      written.range,
      isNoun(result)
        ? `A \`${result}\` noun`
        : entry.result === 'measure'
          ? `What \`${entry.name}\` measures is known only after a run: it`
          : `\`${entry.name}\` gives something else: it`,
      type,
    );
}
/** Functions whose result may stand in a slot. */
const fitting = (type: Type): readonly FunctionEntry[] =>
  functions.filter(
    ({ result }) =>
      type.calls?.includes(result) ||
      (type.expression && ['number', 'distribution'].includes(result)) ||
      (type.number && result === 'number'),
  );

function visitCall(walk: Walk, written: Call, type: Type, names: Names): void {
  const entry = entryAt(type, written);
  if (!entry) {
    walk.problems.push(
      unknownWord(
        written.callee.text,
        written.callee.range,
        fitting(type).map(({ name }) => name),
        'as a function',
      ),
    );
    return;
  }
  walk.marks.push({ range: written.callee.range, meaning: { kind: 'function', entry } });
  if (entry.result === 'distribution' && !type.calls?.includes('distribution')) {
    wrong(walk, written.range, `\`${entry.name}\` is a distribution: it`, type);
    return;
  }
  const [only] = written.arguments.length === 1 ? written.arguments : [];
  if (entry.result === 'distribution' && only?.value.kind === 'member') {
    walk.problems.push(fitWritten(walk, written, only.value));
    return;
  }
  const arity = assign(written, entry);
  const inner = namesInside(walk, written, entry, names);
  for (const { argument, slot } of arity.given) {
    const named = !argument.name && namedByEquals(walk, argument.value, entry);
    if (named) {
      walk.problems.push(named);
      return;
    }
    if (argument.name) walk.marks.push({ range: argument.name.range, meaning: { kind: 'argument', slot } });
    const expected =
      slot.type.expression && type.expression
        ? {
            ...slot.type,
            expression: { ...slot.type.expression, quantities: type.expression.quantities },
            free: type.free,
          }
        : slot.type;
    const drawn = dimensionDrawn(entry, slot, type);
    if (drawn && expected.expression)
      check(
        walk,
        argument.value,
        { ...expected, example: quantity(drawn).example, expression: { ...expected.expression, dimension: drawn } },
        inner,
      );
    else if (expected.expression && ['number', 'distribution'].includes(entry.result)) {
      const before = walk.problems.length;
      visit(walk, argument.value, expected, inner);
      if (walk.problems.length === before) checkBounds(walk, argument.value, expected);
    } else check(walk, argument.value, expected, inner);
  }
  if (arity.problem) walk.problems.push(wrongArguments(arity.problem.range, arity.problem.message, entry.example));
}

/** `lognormal(cells.tau)`: numbers of a distribution are fitted by a word of their own. */
function fitWritten({ source }: Walk, { callee, range }: Call, column: Expression): Diagnostic {
  const instead = `from ${source.slice(column.range.start, column.range.end)}, fit ${callee.text}`;
  return unexpected(range, `A distribution is fitted to the cells of a table so: \`${instead}\`.`, [
    replaceBy(range, instead),
  ]);
}

/** What is drawn has the dimension of what a distribution takes. */
function dimensionDrawn({ result }: FunctionEntry, slot: Slot, type: Type): Dimension | undefined {
  const dimension = type.expression?.dimension;
  return result === 'distribution' && slot.type.expression?.dimension === 'any' && typeof dimension === 'object'
    ? dimension
    : undefined;
}

/** `adam(rate = 1e-3)`, as other languages name an argument. */
function namedByEquals({ source }: Walk, written: Written, { parameters }: FunctionEntry): Diagnostic | undefined {
  if (written.kind !== 'binary' || written.operator !== '=' || written.left.kind !== 'name') return undefined;
  const { text } = written.left;
  if (!parameters.some(({ name }) => name === text)) return undefined;
  const instead = `${text}: ${source.slice(written.right.range.start, written.right.range.end)}`;
  return unexpected(written.range, `An argument is named by \`:\`: \`${instead}\`.`, [
    replaceBy(written.range, instead),
  ]);
}

/** Genes and fates in a call's arguments are those of its noun: `knock_out(mouse, Pax6)`. */
function namesInside(walk: Walk, written: Call, entry: FunctionEntry, names: Names): Names {
  const noun = assign(written, entry).given.find(({ slot: { type } }) => type.nouns || type.calls?.includes('cells'))
    ?.argument.value;
  if (!noun) return names;
  const genes: GeneNames = genesOfValue(noun, walk.scope);
  return genes.genes.size + genes.fates.size > 0 || genes.open ? { ...names, genes } : names;
}
