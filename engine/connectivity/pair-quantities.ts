/** What an expression over the pairs of a matrix speaks of: quantities of the pair, draws, and whole tables scaled. */
import {
  type Call,
  compileNumber,
  type Expression,
  ExpressionError,
  freeNames,
  type Quantity,
  type Scope,
  show,
} from '../expressions/index.ts';
import type { Stream } from '../random/index.ts';
import { type DrawnWeights, type Law, lawOf, laws } from './laws.ts';

/** One ordered pair, as the expressions read it. `at`: its place in a table, row · n + column. */
export interface Pair {
  at: number;
  distance: number;
  same: boolean;
  /** Places of a ring between the two. */
  apart: number;
  /** Named groups of the pre- and the post-synaptic neuron. */
  pre: string;
  post: string;
}
/** Neurons × neurons, row-major, by the name that expressions have for them. */
export type PairTables = Readonly<Record<string, Float64Array>>;
/** Tables whose zeros are absent connections: scaled, they stay 0. */
export const wirings: ReadonlySet<string> = new Set(['synapses']);

export interface PairQuantities {
  readonly pair: Pair;
  /** What the pair is to be known by, where it is known. */
  readonly meet: (row: number, column: number) => void;
  readonly neurons: number;
  readonly hasPlace: boolean;
  readonly hasGroups: boolean;
  readonly groupNames?: readonly string[];
  readonly isRing?: boolean;
  readonly tables: PairTables;
  /** Told the text of what is scaled where that would move absent connections off 0. */
  readonly onMoved?: (scaled: string) => void;
}
/** An expression compiled. `draw` takes the next draw of each of its distributions, and must come before each value. */
export interface OverPairs {
  readonly value: () => number;
  readonly draw?: () => void;
}

/** Whether an expression holds a distribution. */
export const holdsDraw = (expression: Expression): boolean =>
  typeof expression === 'object' &&
  'call' in expression &&
  (Object.hasOwn(laws, expression.call) || expression.arguments.some(holdsDraw));

/**
 * `stream` gives the stream of the k-th distribution. @throws ExpressionError for what means nothing, RangeError for a
 * distribution or a scaling that does not exist
 */
export function overPairs(
  expression: Expression,
  where: string,
  known: PairQuantities,
  positive: boolean,
  stream: (index: number) => Stream,
): OverPairs {
  const drawing: { readonly law: Law; readonly draws: Stream; value: number }[] = [];
  const drawn = (call: Call): Quantity<Pair> => {
    const one = { law: lawCalled(call, positive), draws: stream(drawing.length), value: 0 };
    drawing.push(one);
    return { kind: 'number', read: () => one.value };
  };
  const scope = scopeOf(where, known, drawn);
  const value = compileNumber(expression, scope);
  return {
    value: () => value(known.pair),
    ...(drawing.length > 0 && {
      draw() {
        for (const one of drawing) one.value = one.law.draw(one.draws);
      },
    }),
  };
}

function scopeOf(where: string, known: PairQuantities, drawn: (call: Call) => Quantity<Pair>): Scope<Pair> {
  const { hasPlace, hasGroups, groupNames, isRing, tables } = known;
  return {
    where,
    names: {
      ...(hasPlace && { distance: { kind: 'number', read: (pair: Pair) => pair.distance } }),
      ...Object.fromEntries((groupNames ?? []).map((name) => [name, { kind: 'string', constant: name }] as const)),
      ...(isRing && { ring_distance: { kind: 'number', read: (pair: Pair) => pair.apart } }),
      ...(hasGroups && { same_group: { kind: 'boolean', read: (pair: Pair) => pair.same } }),
      ...Object.fromEntries(
        Object.entries(tables).map(([name, values]) => [
          name,
          { kind: 'number', read: (pair: Pair) => values[pair.at] } as const,
        ]),
      ),
    },
    ...(groupNames && {
      members: {
        pre: { group: { kind: 'string', read: (pair: Pair) => pair.pre } },
        post: { group: { kind: 'string', read: (pair: Pair) => pair.post } },
      },
    }),
    calls: {
      ...Object.fromEntries(Object.keys(laws).map((name) => [name, drawn])),
      scaled: (call) => scaledOver(call, where, known),
    },
  };
}

/** @throws RangeError for numbers that no such distribution has, ExpressionError for what is no number */
function lawCalled({ call, arguments: given }: Call, positive: boolean): Law {
  const name = call as keyof typeof laws,
    { takes } = laws[name];
  const numbers = takes.map((argument, at) => {
    const value = given[at];
    if (typeof value !== 'number') throw new ExpressionError(`${argument} of ${name}(…) must be a number`);
    return [argument, value] as const;
  });
  return lawOf({ distribution: name, takes: Object.fromEntries(numbers) } as DrawnWeights, positive);
}

/** (X − min) / (max − min) over all pairs, each neuron with itself included; absent connections of a wiring stay 0. */
function scaledOver(call: Call, where: string, known: PairQuantities): Quantity<Pair> {
  const [inner] = call.arguments;
  if (inner === undefined || call.arguments.length > 1)
    throw new ExpressionError(`scaled(…) in ${where} takes one table, such as \`scaled(correlation)\``);
  if (holdsDraw(inner))
    throw new ExpressionError(
      `scaled(…) in ${where} is of a table, and ${show(inner)} is drawn; scale what it multiplies`,
    );
  const value = compileNumber(inner, scopeOf(where, known, drawnWithin));
  const { pair, meet, neurons } = known;
  const absent = freeNames(inner).flatMap((name) => (wirings.has(name) ? [known.tables[name]] : []));
  const isAbsent = (at: number): boolean => absent.length > 0 && absent.every((table) => table[at] === 0);
  let least = Number.POSITIVE_INFINITY,
    most = Number.NEGATIVE_INFINITY,
    mostAbsent = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < neurons; row++)
    for (let column = 0; column < neurons; column++) {
      meet(row, column);
      const one = value(pair);
      if (!Number.isFinite(one))
        throw new RangeError(
          `\`${show(inner)}\` is ${one} from neuron ${column + 1} to neuron ${row + 1}, so it cannot be scaled; keep ` +
            'it finite, for example by `max(…, 0)`',
        );
      least = Math.min(least, one);
      most = Math.max(most, one);
      if (isAbsent(pair.at)) mostAbsent = Math.max(mostAbsent, one);
    }
  if (least === most)
    throw new RangeError(
      `\`${show(inner)}\` is ${least} for every pair, so \`scaled\` has nothing to scale; leave it out`,
    );
  if (mostAbsent > least) known.onMoved?.(show(inner));
  return { kind: 'number', read: (one) => (isAbsent(one.at) ? 0 : (value(one) - least) / (most - least)) };
}
const drawnWithin = (): never => {
  throw new ExpressionError('a distribution cannot be scaled');
};
