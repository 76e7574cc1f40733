/** Measures of later versions: they check, complete and are explained; running them is refused in plain words. */
import { quantity } from '../entry.ts';
import { measured, optional, parameter, share, spanOf } from '../parameters.ts';
import { time } from '../units.ts';
import type { LaterMeasure } from './measure-record.ts';

const later = (name: string, takes: LaterMeasure['takes'], documentation: string, example: string): LaterMeasure => ({
  name,
  takes,
  documentation,
  example,
  status: 'later',
});
const delays = parameter(
  {
    ...quantity(time, { counts: ['steps', 'bins'], least: 0 }),
    range: true,
    says: 'a range',
    example: '1 .. 60 steps',
  },
  'The delays.',
  spanOf,
);
export const laterMeasures: readonly LaterMeasure[] = [
  later(
    'memory_capacity',
    { delays, hold: optional(measured(time, 'How long each input is held.', { least: 0 })) },
    'Sum over delays of the r² with which a past input can be read.',
    'memory_capacity(delays: 1 .. 60 steps)',
  ),
  later('lyapunov', {}, 'Largest Lyapunov exponent, per second.', 'lyapunov()'),
  later(
    'resilience',
    { lesion: share('Share of neurons removed.') },
    'What is left after a lesion.',
    'resilience(lesion: 10 %)',
  ),
];
