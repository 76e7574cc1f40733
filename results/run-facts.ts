import type { RunRecord } from './contract.ts';

/** What was put into the text of the file before it ran; empty where it ran as it stands. */
export const changesText = ({ changes = [] }: Pick<RunRecord, 'changes'>): string =>
  changes.length === 0 ? '' : `changed on the command line: ${changes.join('; ')}`;

/** The product, and the part of it that numbers depend on. */
export const versionText = ({ version, engine }: Pick<RunRecord, 'version' | 'engine'>): string =>
  [version && `Anlage ${version}`, engine && `engine ${engine}`].filter(Boolean).join(', ');
