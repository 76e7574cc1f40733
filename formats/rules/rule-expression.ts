import type { BooleanExpression } from '../../engine/genes/index.ts';

/** A rule with how deeply its operators nest and how many parts it has, written out. */
export interface Built {
  readonly rule: BooleanExpression;
  readonly depth: number;
  readonly size: number;
}
export type Connective = '&' | '|' | '^' | '=>' | '<=>';

/**
 * Deeper or larger rules are refused where they stand: the functions that walk over a rule recurse, and visit every
 * part.
 */
export const deepest = 250;
export const largest = 200_000;

export const named = (gene: string): Built => ({ rule: { gene }, depth: 1, size: 1 });
export const constant = (value: boolean): Built => ({ rule: { constant: value }, depth: 1, size: 1 });
export function negated({ rule, depth, size }: Built): Built {
  return { rule: { not: rule }, depth: depth + 1, size: size + 1 };
}

/**
 * Two or more rules joined by one connective; `=>` from the right. What has no operator of its own is written with `!`,
 * `&` and `|`.
 */
export function joined(connective: Connective, parts: readonly Built[]): Built {
  switch (connective) {
    case '&':
    case '|':
      return conjoined(connective, parts);
    case '^':
      return parts.reduce((a, b) => conjoined('|', [conjoined('&', [a, negated(b)]), conjoined('&', [negated(a), b])]));
    case '=>':
      return parts.reduceRight((b, a) => conjoined('|', [negated(a), b]));
    case '<=>':
      return parts.reduce((a, b) => conjoined('|', [conjoined('&', [a, b]), conjoined('&', [negated(a), negated(b)])]));
  }
}

/** What an operator joins, where the rule is by that operator. */
function partsOf(connective: '&' | '|', rule: BooleanExpression): readonly BooleanExpression[] | undefined {
  if (connective === '&') return 'and' in rule ? rule.and : undefined;
  return 'or' in rule ? rule.or : undefined;
}
/** Brackets around an operator within the same operator mean nothing and leave no trace. */
function conjoined(connective: '&' | '|', parts: readonly Built[]): Built {
  if (parts.length === 1) return parts[0];
  const inner: BooleanExpression[] = [];
  let [depth, size] = [0, 1];
  for (const part of parts) {
    const same = partsOf(connective, part.rule);
    if (same) for (const one of same) inner.push(one);
    else inner.push(part.rule);
    depth = Math.max(depth, same ? part.depth - 1 : part.depth);
    size += part.size - (same ? 1 : 0);
  }
  return { rule: connective === '&' ? { and: inner } : { or: inner }, depth: depth + 1, size };
}
