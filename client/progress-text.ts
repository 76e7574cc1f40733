import type { RunEvent } from '../results/contract.ts';

export type Progress = Extract<RunEvent, { kind: 'progress' }>;

/** `36 of 122, about 2 min left`. */
export const progressText = (event: Pick<Progress, 'done' | 'total' | 'seconds_left'>): string =>
  `${event.done} of ${event.total}${event.seconds_left === null ? '' : `, about ${durationText(event.seconds_left)} left`}`;

export function durationText(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}
