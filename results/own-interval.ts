import type { OwnInterval } from '../catalogue/finding.ts';
import { measureNamed } from '../catalogue/measures/index.ts';
import type { ExperimentSpec } from '../language/specification.ts';

/** The kind of the interval that a measure's own estimate has. */
export function ownIntervalOf({ measures }: ExperimentSpec, measure: string): OwnInterval | undefined {
  const declared = measures.find(({ name }) => name === measure);
  return declared && measureNamed(declared.call.call)?.ownInterval;
}
