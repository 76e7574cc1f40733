import type { Interval } from './descriptive.ts';

/** What an `expect` asks of a number. A claim about two conditions asks it of their difference, with `right` 0. */
export type Requirement =
  | {
      readonly kind: 'compare';
      readonly operator: '<' | '<=' | '>' | '>=' | '=';
      readonly right: number;
      readonly within?: number;
    }
  | { readonly kind: 'in'; readonly from: number; readonly to: number };
export type Verdict = 'supported' | 'holds' | 'fails' | 'unknown';

/** What was found: one value (or paired difference) per seed that has one, their mean and its 95 % interval. */
export interface Finding {
  readonly values: readonly number[];
  readonly mean: number;
  readonly ci: Interval | null;
  /** Seeds without a value. */
  readonly missing?: number;
}

/**
 * `holds`: the mean meets the requirement (with `every`: so does each seed). `supported`: the whole interval does too.
 * `fails` otherwise. `unknown`: without a value, or of `every` seed where one has none and no other fails. Without
 * an interval nothing is more than `holds`; `=` without `within` is never more, for an interval is no point.
 */
export function verdict(finding: Finding, requirement: Requirement, every = false): Verdict {
  if (!Number.isFinite(finding.mean)) return 'unknown';
  if (every && !finding.values.every((value) => meets(value, requirement))) return 'fails';
  if (every && finding.missing) return 'unknown';
  if (!meets(finding.mean, requirement)) return 'fails';
  const { ci } = finding;
  return ci !== null &&
    meets(ci[0], requirement) &&
    meets(ci[1], requirement) &&
    !isPoint(requirement) &&
    !touches(ci, requirement)
    ? 'supported'
    : 'holds';
}

/**
 * Whether one number meets the requirement; NaN never does. Bounds of ranges and of `within` are included; `=` allows
 * for rounding.
 */
function meets(value: number, requirement: Requirement): boolean {
  if (requirement.kind === 'in') return value >= requirement.from && value <= requirement.to;
  const { operator, right } = requirement;
  switch (operator) {
    case '<':
      return value < right;
    case '<=':
      return value <= right;
    case '>':
      return value > right;
    case '>=':
      return value >= right;
    case '=': {
      const slack = 1e-12 * Math.max(1, Math.abs(right));
      return Math.abs(value - right) <= (requirement.within ?? 0) + slack;
    }
  }
}

const isPoint = (requirement: Requirement) =>
  requirement.kind === 'compare' && requirement.operator === '=' && !requirement.within;
/** `supported` means that the interval excludes the bound, for `<=` and `>=` as well. */
const touches = (ci: Interval, requirement: Requirement) =>
  requirement.kind === 'compare' &&
  requirement.operator !== '=' &&
  (ci[0] === requirement.right || ci[1] === requirement.right);
