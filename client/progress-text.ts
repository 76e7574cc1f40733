import type { RunEvent } from '../results/contract.ts';

export type Progress = Extract<RunEvent, { kind: 'progress' }>;

/** `36 of 122, about 2 min left`. */
export function progressText({ done, total, seconds_left: left }: Progress): string {
  return `${done} of ${total}${left === null ? '' : `, about ${durationText(left)} left`}`;
}

export function durationText(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`;
  return seconds < 5400 ? `${Math.round(seconds / 60)} min` : `${(seconds / 3600).toFixed(1)} h`;
}
