import type { Noun } from './specification.ts';

/** A recording or a table itself: no seed draws it, nor how it is analysed. */
export const isOneObject = (noun: Noun): boolean =>
  noun.noun === 'data' &&
  (noun.table !== undefined || (noun.recording !== undefined && noun.recording.controls.length === 0));
/** A recording of which each seed draws another. */
export const isSurrogate = (noun: Noun): boolean =>
  noun.noun === 'data' && noun.recording !== undefined && noun.recording.controls.length > 0;
