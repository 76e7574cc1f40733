import type { Expression, Kind, Value } from './expression.ts';
import { functions, type Implementation } from './built-in-functions.ts';

/** A quantity of the place of use: read from the place each time, or the same everywhere. */
export type Quantity<Place> =
  | { readonly kind: Kind; readonly read: (place: Place) => Value }
  | { readonly kind: Kind; readonly constant: Value };

/** What an expression may speak of, at one kind of place (a cell, a pair of cells, a row of a table). */
export interface Scope<Place> {
  /** Where the expression stands, for messages: `the weight of synapse neuron to neuron`. */
  readonly where: string;
  readonly names: Readonly<Record<string, Quantity<Place>>>;
  /** `pre.age` is `members.pre.age`. */
  readonly members?: Readonly<Record<string, Readonly<Record<string, Quantity<Place>>>>>;
  /** Calls that only this place understands, such as `neighbours(progenitor, within: …)`. */
  readonly calls?: Readonly<Record<string, (call: Call) => Quantity<Place>>>;
}
export type Call = Extract<Expression, { readonly call: string }>;

/** An expression that means nothing where it stands; the message says what, where, and what would. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';
}

/** A closure for a numeric expression; throws ExpressionError for unknown names and wrong types, never later. */
export const compileNumber = <Place>(expression: Expression, scope: Scope<Place>): ((place: Place) => number) =>
  compileAs('number', expression, scope);
/** A closure for a yes-or-no expression. */
export const compileBoolean = <Place>(expression: Expression, scope: Scope<Place>): ((place: Place) => boolean) =>
  compileAs('boolean', expression, scope);

function compileAs<Place, T extends Value>(
  kind: Kind,
  expression: Expression,
  scope: Scope<Place>,
): (place: Place) => T {
  const compiled = compile(expression, scope);
  if (compiled.kind !== kind)
    throw new ExpressionError(`${scope.where} must be a ${kind}; ${show(expression)} is a ${compiled.kind}`);
  return reader(compiled) as (place: Place) => T;
}

/** Names resolved, types known, constants folded. */
function compile<Place>(expression: Expression, scope: Scope<Place>): Quantity<Place> {
  if (typeof expression === 'number') return { kind: 'number', constant: expression };
  if (typeof expression === 'boolean') return { kind: 'boolean', constant: expression };
  if (typeof expression === 'string') return { kind: 'string', constant: expression };
  if ('name' in expression)
    return lookUp(scope.names, expression.name, `unknown name "${expression.name}" in ${scope.where}`);
  if ('member' in expression) return compileMember(expression.member, scope);
  if ('variable' in expression)
    throw new ExpressionError(
      `the variable "${expression.variable}" has no value yet in ${scope.where}; a \`vary\` of the ` +
        `experiment gives it one`,
    );
  return compileCall(expression, scope);
}
function compileMember<Place>([owner, name]: readonly [string, string], scope: Scope<Place>): Quantity<Place> {
  const members = lookUp(scope.members ?? {}, owner, `"${owner}" in ${scope.where} has no parts`);
  return lookUp(members, name, `unknown name "${owner}.${name}" in ${scope.where}`);
}
function compileCall<Place>(call: Call, scope: Scope<Place>): Quantity<Place> {
  const own = scope.calls ?? {};
  if (Object.hasOwn(own, call.call)) return own[call.call](call);
  const known = lookUp(
    { ...functions, ...own },
    call.call,
    `unknown function "${call.call}" in ${scope.where}`,
  ) as Implementation;
  if (call.named && Object.keys(call.named).length > 0)
    throw new ExpressionError(
      `${call.call}(…) in ${scope.where} has no argument named "${Object.keys(call.named)[0]}"`,
    );
  const compiled = call.arguments.map((argument) => compile(argument, scope));
  const isOfNumbers = orders.has(call.call) && compiled.every((part) => part.kind === 'number');
  const kind = known.result(compiled.map((argument) => argument.kind));
  if (kind === undefined) {
    throw new ExpressionError(
      `${show(call)} in ${scope.where}: ${call.call} takes ${known.takes}, not ` +
        `${compiled.length === 0 ? 'nothing' : compiled.map((argument) => argument.kind).join(', ')}`,
    );
  }
  return compose(kind, isOfNumbers ? comparing(known, call, scope.where) : known, compiled);
}

const orders: ReadonlySet<string> = new Set(['<', '<=', '>', '>=', '=']);
/** Of what is not a number every comparison would be false: not known is no answer. */
function comparing(known: Implementation, call: Call, where: string): Implementation {
  const compute = (a: number, b: number): Value => {
    if (Number.isNaN(a) || Number.isNaN(b))
      throw new ExpressionError(
        `${show(call)} in ${where} compares what is not a number here (0 / 0, or a logarithm or root of something ` +
          `negative); keep both sides defined, for example by \`max(…, 0)\``,
      );
    return known.compute(a, b);
  };
  return { ...known, compute };
}

/**
 * One closure per operation; constant parts are computed now, and a constant on the right is kept out of the closure's
 * calls.
 */
function compose<Place>(kind: Kind, { compute }: Implementation, parts: readonly Quantity<Place>[]): Quantity<Place> {
  if (parts.every((part) => 'constant' in part))
    return { kind, constant: compute(...parts.map((part) => part.constant)) };
  const [first, second, third] = parts.map(reader);
  // what is guarded is not looked at: `x > 0 and log(x) > 1` means something for every x
  if (compute === functions.and.compute) return { kind, read: (place) => first(place) && second(place) };
  if (compute === functions.or.compute) return { kind, read: (place) => first(place) || second(place) };
  if (compute === functions.if.compute) return { kind, read: (place) => (first(place) ? second(place) : third(place)) };
  if (parts.length === 1) return { kind, read: (place) => compute(first(place)) };
  if (parts.length === 2) {
    if ('constant' in parts[1]) {
      const value = parts[1].constant;
      return { kind, read: (place) => compute(first(place), value) };
    }
    return { kind, read: (place) => compute(first(place), second(place)) };
  }
  if (parts.length === 3) return { kind, read: (place) => compute(first(place), second(place), third(place)) };
  const all = parts.map(reader);
  return { kind, read: (place) => compute(...all.map((read) => read(place))) };
}
function reader<Place>(quantity: Quantity<Place>): (place: Place) => Value {
  if ('read' in quantity) return quantity.read;
  const value = quantity.constant;
  return () => value;
}

function lookUp<T>(table: Readonly<Record<string, T>>, name: string, problem: string): T {
  if (Object.hasOwn(table, name)) return table[name];
  const known = Object.keys(table)
    .filter((word) => /^\w/.test(word))
    .sort();
  throw new ExpressionError(`${problem}; known here: ${known.length === 0 ? 'none' : known.join(', ')}`);
}

/**
 * The names an expression speaks of, sorted: `distance`, `pre.age`. Calls, variables and fates given as strings are not
 * names.
 */
export function freeNames(expression: Expression): string[] {
  const names = new Set<string>();
  const visit = (part: Expression): void => {
    if (typeof part !== 'object') return;
    if ('name' in part) names.add(part.name);
    else if ('member' in part) names.add(part.member.join('.'));
    else if ('call' in part) {
      part.arguments.forEach(visit);
      Object.values(part.named ?? {}).forEach(visit);
    }
  };
  visit(expression);
  return [...names].sort();
}

/** An expression as one would write it, for messages. */
export function show(expression: Expression): string {
  if (typeof expression !== 'object') return typeof expression === 'string' ? `"${expression}"` : String(expression);
  if ('name' in expression) return expression.name;
  if ('variable' in expression) return expression.variable;
  if ('member' in expression) return expression.member.join('.');
  const parts = expression.arguments.map((part) => show(part));
  const named = Object.entries(expression.named ?? {}).map(([name, part]) => `${name}: ${show(part)}`);
  if (/^\w/.test(expression.call) && !['and', 'or', 'not'].includes(expression.call))
    return `${expression.call}(${[...parts, ...named].join(', ')})`;
  return parts.length === 1 ? `${expression.call} ${parts[0]}` : `(${parts.join(` ${expression.call} `)})`;
}
