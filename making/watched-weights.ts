/** What measures find of the recurrent weights of a network while it trains. */
import { NotApplicable } from '../catalogue/not-applicable.ts';
import type { Matrix } from '../engine/connectivity/index.ts';
import type { Watch } from '../engine/training/index.ts';
import type { MeasureSpec } from '../language/specification.ts';
import { canonical } from './canonical-json.ts';
import { type Condition, measured } from './measured.ts';

/** `conditionOf`: the condition as if its weights were these. What a measure has no value for has no point. */
export function watchOf(measures: readonly MeasureSpec[], conditionOf: (matrix: Matrix) => Condition): Watch {
  return {
    key: canonical(measures.map(({ name, call }) => ({ name, call }))),
    find(weights) {
      const condition = conditionOf({ size: Math.sqrt(weights.length), values: weights });
      return measures.flatMap((spec) => {
        try {
          return [{ measure: spec.name, value: measured(spec, condition).value }];
        } catch (error) {
          if (error instanceof NotApplicable) return [];
          throw error;
        }
      });
    },
  };
}
