/** Measures of later versions: they check, complete and are explained; running them is refused in plain words. */
import type { LaterMeasure } from './measure-record.ts';

export const laterMeasures: readonly LaterMeasure[] = [];
