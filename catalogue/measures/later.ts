/** Measures of later versions: they check, complete and are explained; running them is refused in plain words. */
import type { LaterMeasure } from './measure-record.ts';

const later = (name: string, takes: LaterMeasure['takes'], documentation: string, example: string): LaterMeasure => ({
  name,
  takes,
  documentation,
  example,
  status: 'later',
});
export const laterMeasures: readonly LaterMeasure[] = [
  later('active_information', {}, 'Active information storage.', 'active_information()'),
];
