/** `effect(accuracy, weights, distance: grid)` in a claim, as sums over the conditions that it is a contrast of. */
import { contrastSigns } from '../../engine/statistics/index.ts';
import type { Expression } from '../../engine/expressions/expression.ts';
import type { Range } from '../../grammar/tree.ts';
import { Refused } from '../canonical/scope.ts';
import { effectWord } from '../vocabulary/index.ts';
import { type Compared, designText, type Factorial, factorialOf } from './factorial-design.ts';

type Call = Extract<Expression, { readonly call: string }>;
const isCall = (expression: Expression): expression is Call => typeof expression === 'object' && 'call' in expression;
const nameIn = (expression: Expression): string =>
  typeof expression === 'object' && 'name' in expression ? expression.name : String(expression);

/** @throws Refused where the design does not have such an effect */
export function withEffects(expression: Expression, compared: Compared, at: Range): Expression {
  if (!isCall(expression)) return expression;
  const inner = expression.arguments.map((argument) => withEffects(argument, compared, at));
  if (expression.call !== effectWord.name) return { ...expression, arguments: inner };
  const [measure, ...factors] = inner;
  const chosen: Chosen[] = [
    ...factors.map((factor) => ({ factor: nameIn(factor) })),
    ...Object.entries(expression.named ?? {}).map(([factor, level]) => ({ factor, level: nameIn(level) })),
  ];
  const found = contrastOf(chosen, compared);
  if ('problem' in found) throw new Refused(found.problem, at);
  return difference(measure, found);
}

/** A factor that a claim names, and the level, where it names one. */
export interface Chosen {
  readonly factor: string;
  readonly level?: string;
}
interface Contrast {
  readonly raised: readonly string[];
  readonly lowered: readonly string[];
  /** How many combinations of the other factors it is a mean over. */
  readonly others: number;
}
/** The conditions that an effect adds and takes away; or why the design does not have it. */
export function contrastOf(chosen: readonly Chosen[], compared: Compared): Contrast | { readonly problem: string } {
  const design = factorialOf(compared);
  if (!design)
    return { problem: 'The factors are complete in no part of the comparison, so there are no effects to claim.' };
  const places = new Map<number, number>();
  for (const { factor, level } of chosen) {
    const place = design.factors.findIndex(({ name }) => name === factor);
    const found = place < 0 ? { problem: `\`${factor}\` is no factor.` } : levelOf(design, place, level);
    if (typeof found !== 'number') return found;
    if (places.has(place)) return { problem: `\`${factor}\` stands twice: an effect is of different factors.` };
    places.set(place, found);
  }
  const order = [...places.keys()].sort((a, b) => a - b);
  const sizes = design.factors.map(({ levels }) => levels.length);
  const signs = contrastSigns(
    sizes,
    order,
    order.map((place) => places.get(place) as number),
  );
  const others = sizes.reduce((product, size, place) => (places.has(place) ? product : product * size), 1);
  const cellsWith = (sign: number): readonly string[] => design.cells.filter((_, cell) => signs[cell] === sign);
  return { raised: cellsWith(1), lowered: cellsWith(-1), others };
}

function levelOf(design: Factorial, place: number, level: string | undefined): number | { readonly problem: string } {
  const { name, levels } = design.factors[place];
  const analysed = `what is complete is ${designText(design)}`;
  if (levels.length === 1) return { problem: `\`${name}\` has no effect that can be told: ${analysed}.` };
  const [first, second, ...more] = levels;
  if (level === undefined && more.length > 0)
    return { problem: `\`${name}\` has ${levels.length} levels: say which, \`${name}: ${second}\`.` };
  if (level === first)
    return { problem: `\`${first}\` is what the other levels of \`${name}\` are held against: name one of these.` };
  const found = level === undefined ? 1 : levels.indexOf(level);
  return found < 0 ? { problem: `\`${level}\` is not part of what can be told: ${analysed}.` } : found;
}

function difference(measure: Expression, { raised, lowered, others }: Contrast): Expression {
  const side = (conditions: readonly string[]): Expression => {
    const [first, ...rest] = conditions.map((condition) => ofCondition(measure, condition));
    const sum = rest.reduce<Expression>((before, one) => ({ call: '+', arguments: [before, one] }), first);
    return others === 1 ? sum : { call: '/', arguments: [sum, others] };
  };
  return { call: '-', arguments: [side(raised), side(lowered)] };
}
/** `accuracy`, `mean(accuracy)` of a condition. */
const ofCondition = (measure: Expression, condition: string): Expression =>
  isCall(measure)
    ? { ...measure, arguments: measure.arguments.map((inner) => ofCondition(inner, condition)) }
    : { call: 'of', arguments: [measure, { name: condition }] };
