/** What the rates of MaBoSS say of a node: in which states they are above zero. */
import { ruleFacts } from '../../engine/genes/index.ts';
import type { Arithmetic, MabossExpression } from './maboss-expression.ts';
import { type Built, constant, joined, named, negated } from './rule-expression.ts';
import { within } from './dialects.ts';
import { type Misread, notSupported, type Place } from './rules-file.ts';

/** A value of an expression: known, of a constant that has no value and is taken to be above zero, or of any sign. */
type Level = number | 'positive' | 'unknown';
/** Where an expression has which value; one of them holds in each state. */
type Cases = ReadonlyMap<Level, Built>;

export interface Surroundings {
  /** Values of `$x`; what has none is taken to be above zero. */
  readonly constants: ReadonlyMap<string, number>;
  /** The node's own attributes. */
  readonly attributes: ReadonlyMap<string, MabossExpression>;
  /** Told of each constant without a value that is met. */
  readonly assumed: (constant: string) => void;
}
export interface Rates {
  /** Where an expression is true: not zero. @throws Misread where that depends on what is not known */
  readonly truthOf: (expression: MabossExpression) => Built;
  /** Where a rate is above zero. @throws Misread where that depends on what is not known, or it is below */
  readonly isRunning: (rate: MabossExpression) => Built;
  /** Its value, where it is known and the same in all states. */
  readonly numberOf: (expression: MabossExpression) => number | undefined;
}

export function ratesWithin({ constants, attributes, assumed }: Surroundings, node: string): Rates {
  const known = new Map<string, Cases>(),
    underway = new Set<string>();
  const truthOf = (expression: MabossExpression): Built => truth(casesOf(expression), expression);
  return {
    truthOf,
    numberOf: (expression) => {
      const [level, ...others] = casesOf(expression).keys();
      return others.length === 0 && typeof level === 'number' ? level : undefined;
    },
    isRunning: (rate) => {
      const cases = casesOf(rate);
      for (const [level, when] of cases)
        if ((level === 'unknown' || (typeof level === 'number' && !(level >= 0))) && isPossible(when))
          throw level === 'unknown' ? open(rate) : notSupported(`A rate of ${node} is below zero (${level}).`, rate);
      return anyOf(
        [...cases].flatMap(([level, when]) => (level === 'positive' || (level as number) > 0 ? [when] : [])),
      );
    },
  };

  function truth(cases: Cases, at: Place): Built {
    if ([...cases.keys()].some((level) => typeof level !== 'number')) throw open(at);
    return anyOf([...cases].flatMap(([level, when]) => (level === 0 ? [] : [when])));
  }
  function open(at: Place): Misread {
    return notSupported(
      `What ${node} does depends on the value of a constant here; put it into the .cfg beside the file ($NAME = 1;).`,
      at,
    );
  }
  function casesOf(expression: MabossExpression): Cases {
    switch (expression.kind) {
      case 'number':
        return new Map([[expression.value, constant(true)]]);
      case 'node':
        return logicalCases(named(expression.name), expression);
      case 'constant': {
        const value = constants.get(expression.name);
        if (value === undefined) assumed(expression.name);
        return new Map([[value ?? 'positive', constant(true)]]);
      }
      case 'attribute':
        return attribute(expression.name, expression);
      case 'not':
        return logicalCases(opposite(truthOf(expression.of)), expression);
      case 'and':
      case 'or':
      case 'xor':
        return logicalCases(joined(connectives[expression.kind], expression.parts.map(truthOf)), expression);
      case 'chosen': {
        const by = truthOf(expression.by);
        return together(
          [
            ...[...casesOf(expression.then)].map(([level, when]) => [level, both(by, when)] as const),
            ...[...casesOf(expression.otherwise)].map(([level, when]) => [level, both(opposite(by), when)] as const),
          ],
          expression,
        );
      }
      case 'folded':
        return expression.rest.reduce(
          (left, { operator, by }) => combined(operator, left, casesOf(by), by),
          casesOf(expression.first),
        );
    }
  }
  function attribute(name: string, at: Place): Cases {
    const found = known.get(name),
      written = attributes.get(name);
    if (found) return found;
    if (!written || underway.has(name))
      throw notSupported(
        written
          ? `@${name} of ${node} is defined by itself; write out what it means.`
          : `${node} has no attribute ${name}; define it in the node, or correct the name.`,
        at,
      );
    underway.add(name);
    const cases = casesOf(written);
    underway.delete(name);
    known.set(name, cases);
    return cases;
  }
}

const isConstant = ({ rule }: Built, value: boolean): boolean => 'constant' in rule && rule.constant === value;
const opposite = (built: Built): Built => ('constant' in built.rule ? constant(!built.rule.constant) : negated(built));
const both = (a: Built, b: Built): Built => {
  if (isConstant(a, true) || isConstant(b, false)) return b;
  return isConstant(b, true) || isConstant(a, false) ? a : joined('&', [a, b]);
};
const anyOf = (parts: readonly Built[]): Built => {
  if (parts.some((part) => isConstant(part, true))) return constant(true);
  const some = parts.filter((part) => !isConstant(part, false));
  return some.length === 0 ? constant(false) : joined('|', some);
};
const isPossible = ({ rule }: Built): boolean =>
  'constant' in rule ? rule.constant : ruleFacts(rule).constant !== false;
const connectives = { and: '&', or: '|', xor: '^' } as const;
const logicalCases = (truth: Built, at: Place): Cases =>
  together([[1, truth] as const, [0, opposite(truth)] as const], at);

/** Equal values are one case; where there are many, of those above zero only that they are is kept. */
function together(cases: readonly (readonly [Level, Built])[], at: Place): Cases {
  const found = new Map<Level, Built[]>();
  for (const [level, when] of cases)
    if (!isConstant(when, false)) found.set(level, [...(found.get(level) ?? []), when]);
  if (found.size > mostLevels && [...found.keys()].some((level) => typeof level === 'number' && level !== 0))
    return together(
      cases.map(([level, when]) => [signOf(level), when] as const),
      at,
    );
  return new Map([...found].map(([level, when]) => [level, within(anyOf(when), at)]));
}
const mostLevels = 12;
const signOf = (level: Level): Level =>
  typeof level !== 'number' || level === 0 ? level : level > 0 ? 'positive' : 'unknown';

const combined = (operator: Arithmetic, left: Cases, right: Cases, at: Place): Cases =>
  together(
    [...left].flatMap(([a, when]) => [...right].map(([b, and]) => [result(operator, a, b), both(when, and)] as const)),
    at,
  );
function result(operator: Arithmetic, a: Level, b: Level): Level {
  if (typeof a === 'number' && typeof b === 'number') return ofNumbers(operator, a, b);
  if (operator === '*' && (a === 0 || b === 0)) return 0;
  if (a === 'unknown' || b === 'unknown') return 'unknown';
  const isLow = (level: Level): boolean => typeof level === 'number' && level <= 0;
  switch (operator) {
    case '+':
      return [a, b].some((level) => typeof level === 'number' && level < 0) ? 'unknown' : 'positive';
    case '-':
      return isLow(b) ? 'positive' : 'unknown';
    case '*':
    case '/':
      if (a === 0) return 0;
      return isLow(a) || isLow(b) ? 'unknown' : 'positive';
    default:
      // one of them is above zero; where the other is not, that tells which is larger
      if (isLow(b)) return ofNumbers(operator, 1, 0);
      return isLow(a) ? ofNumbers(operator, 0, 1) : 'unknown';
  }
}
function ofNumbers(operator: Arithmetic, a: number, b: number): Level {
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      return b === 0 ? 'unknown' : a / b;
    case '<':
      return a < b ? 1 : 0;
    case '>':
      return a > b ? 1 : 0;
    case '<=':
      return a <= b ? 1 : 0;
    case '>=':
      return a >= b ? 1 : 0;
    case '==':
      return a === b ? 1 : 0;
    case '!=':
      return a !== b ? 1 : 0;
  }
}
