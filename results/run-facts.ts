import type { RunRecord } from './contract.ts';

/** What was put into the text of the file before it ran; empty where it ran as it stands. */
export const changesText = ({ changes = [] }: Pick<RunRecord, 'changes'>): string =>
  changes.length === 0 ? '' : `changed on the command line: ${changes.join('; ')}`;

/** How long it took: known of a run that has ended; one that was killed could not write it. */
export const tookText = ({ finished, seconds }: Pick<RunRecord, 'finished' | 'seconds'>): string =>
  finished === null
    ? 'not known'
    : seconds < 60
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
