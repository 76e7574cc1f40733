import type { RunRecord } from './contract.ts';

/** What was put into the text of the file before it ran; empty where it ran as it stands. */
export const changesText = ({ changes = [] }: Pick<RunRecord, 'changes'>): string =>
  changes.length === 0 ? '' : `changed on the command line: ${changes.join('; ')}`;

/** How long it took: known of a run that has ended; one that was killed could not write it. */
export function tookText({ finished, seconds, sweep }: Timed): string {
  if (finished === null) return 'not known';
  if (!sweep) return secondsText(seconds);
  const { computing, wall } = sweep;
  return `${wall === null ? 'not known' : secondsText(wall)} (${secondsText(computing)} of computing)`;
}
/** What runs are sorted by; undefined where it is not known. */
export const secondsTaken = ({ finished, seconds, sweep }: Timed): number | undefined =>
  finished === null ? undefined : sweep ? (sweep.wall ?? undefined) : seconds;
type Timed = Pick<RunRecord, 'finished' | 'seconds' | 'sweep'>;
const secondsText = (seconds: number): string =>
  seconds < 60
    ? `${seconds.toFixed(1)} s`
    : seconds < 3600
      ? `${(seconds / 60).toFixed(1)} min`
      : `${(seconds / 3600).toFixed(1)} h`;

/** What it takes on the disk. */
export const bytesText = (bytes: number): string =>
  bytes < 1e6
    ? `${Math.ceil(bytes / 1e3)} kB`
    : bytes < 1e9
      ? `${(bytes / 1e6).toFixed(1)} MB`
      : `${(bytes / 1e9).toFixed(1)} GB`;

/** The product, and the part of it that numbers depend on. */
export const versionText = ({ version, engine }: Pick<RunRecord, 'version' | 'engine'>): string =>
  [version && `Anlage ${version}`, engine && `engine ${engine}`].filter(Boolean).join(', ');
