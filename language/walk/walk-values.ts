/** Values against the types of their slots: names are resolved, units and kinds checked, meanings noted. */
import { quantity } from '../../catalogue/entry.ts';
import type { Call, Expression, Group, Name, Range, RangeExpression } from '../../grammar/tree.ts';
import { misplaced, otherKind, undeclared, unknownWord, wrongArguments } from '../checks/language-checks.ts';
import { otherDimension } from '../checks/unit-checks.ts';
import { type Kind, dimensioned, infer } from '../kinds-of-expressions.ts';
import { reservedWords } from '../../grammar/words.ts';
import { number, same } from '../../catalogue/units.ts';
import { type NounKind, type Type, isNoun } from '../vocabulary/index.ts';
import type { Names, Walk, Written } from './walk-context.ts';
import { nounNames, occur, occurVariable } from './walk-names.ts';
import { assign } from './walk-arguments.ts';
import { checkColumn } from './walk-columns.ts';
import { refuseGroup } from './walk-groups.ts';
import { resultOf } from './walk-kinds.ts';
import {
  checkBounds,
  checkFinite,
  checkKind,
  checkOrder,
  checkUnit,
  outside,
  report,
  visitNumber,
  wrong,
} from './walk-numbers.ts';
import { tableOf, unresolved } from './walk-unresolved.ts';
import {
  dimensionDrawn,
  entryAt,
  fitWritten,
  fitting,
  namedByEquals,
  namesInside,
  withArguments,
} from './walk-call-parts.ts';

/** One value against its type. Gives at most one diagnostic for one mistake. */
export function check(walk: Walk, written: Written, type: Type, names: Names): void {
  if (refuseGroup(walk, written, type, names)) return;
  switch (written.kind) {
    case 'error':
      return;
    case 'group':
      if (!isOfPlace(walk, written, type)) check(walk, written.expression, type, names);
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
/** A parameter whose name means something else where it stands is a mistake, whichever of the two is meant. */
function isOfPlace(walk: Walk, { parameter }: Group, { words, expression }: Type): boolean {
  const text = parameter?.text;
  const isWord = words?.some(({ word }) => word === text);
  if (!parameter || (!isWord && !expression?.quantities.some(({ name }) => name === text))) return false;
  walk.problems.push(
    misplaced(
      parameter.range,
      `\`${text}\` is ${isWord ? 'a word' : 'a quantity'} of this place, and a parameter of the file as well: ` +
        'give the parameter another name.',
    ),
  );
  return true;
}
/** The argument of a call resolves to: argument word, `vary` variable, noun; then names of the place. */
function checkName(walk: Walk, at: Expression, name: string, type: Type, names: Names): void {
  const choice = type.words?.find(({ word }) => word === name);
  if (choice) {
    walk.marks.push({ range: at.range, meaning: { kind: 'choice', choice } });
    return;
  }
  const variable = names.variables.get(name);
  if (variable && (type.number || type.expression || type.names?.includes('variable'))) {
    occurVariable(walk, at.range, name, variable.range);
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
  for (const end of [from, written.to]) check(walk, end, ends, names);
  if (written.by) check(walk, written.by, written.isGeometric ? factor : ends, names);
  if (walk.problems.length === before) checkOrder(walk, { ...written, from });
}

const factor: Type = { says: 'a number', example: '2', expression: { quantities: [], dimension: number } };

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

/** Every name, call and unit inside an expression. */
function visit(walk: Walk, written: Written, type: Type, names: Names): void {
  switch (written.kind) {
    case 'number':
      visitNumber(walk, written);
      return;
    case 'group':
      if (!isOfPlace(walk, written, type)) visit(walk, written.expression, type, names);
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
function visitName(walk: Walk, written: Name, type: Type, names: Names): void {
  const quantities = type.expression?.quantities ?? [];
  const quantity = quantities.find(({ name }) => name === written.text);
  const variable = names.variables.get(written.text);
  if (quantity) {
    walk.marks.push({ range: written.range, meaning: { kind: 'quantity', quantity } });
    return;
  }
  if (variable) {
    occurVariable(walk, written.range, written.text, variable.range);
    return;
  }
  if (type.expression?.dimension === 'any' && type.names?.includes('measure')) {
    checkName(walk, written, written.text, { ...type, expression: undefined, number: undefined }, names);
    return;
  }
  if (walk.scope.groups.has(written.text) && quantities.some(({ name }) => name === 'pre.group')) return;
  const fate = names.genes.fates.get(written.text);
  if (fate) {
    occur(walk, written.range, written.text, 'fate', fate);
    return;
  }
  if (type.free || walk.scope.parameters.has(written.text) || written.text === 'true' || written.text === 'false')
    return;
  if (walk.scope.parameters.has(written.text)) return; // what is wrong with it is said of its own line
  const known = [...quantities.map(({ name }) => name), ...names.variables.keys(), ...walk.scope.parameters.keys()];
  walk.problems.push(undeclared(written.text, written.range, 'quantity', [...new Set(known)]));
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
  const { problem } = arity;
  if (problem)
    walk.problems.push(
      wrongArguments(problem.range, problem.message, entry.example, withArguments(walk, written, problem.odd, inner)),
    );
}
