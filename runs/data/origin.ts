import path from 'node:path';
import { isListOf, isShaped, isText, orAbsent } from '../../results/guards.ts';
import { readPlainFile } from './plain-file.ts';

/** Where a text comes from. */
export interface Origin {
  /** The file from which its data are looked for, as an absolute path. */
  readonly file: string;
  /** Of a text that a run kept: the run's folder. Nothing is written in it. */
  readonly folder?: string;
  /** What its record says was run there. */
  readonly experiment?: string;
  /** What had been put into the file's text. */
  readonly changes: readonly string[];
}

/**
 * A run keeps the text that it ran as `spec.anl`. Run again, that text names the same data and belongs to the same runs
 * as the file it came from, which its `run.json` names; the first ones did not: there, a file beside `runs/`.
 */
export function originOf(file: string): Origin {
  const own = path.resolve(file);
  const folder = path.dirname(own);
  const record = path.basename(own) === 'spec.anl' ? recordIn(folder) : undefined;
  return record
    ? {
        file: path.resolve(folder, record.file ?? '../../../spec.anl'),
        folder,
        ...(record.experiment !== undefined && { experiment: record.experiment }),
        changes: record.changes ?? [],
      }
    : { file: own, changes: [] };
}

interface OriginRecord {
  readonly key: string;
  readonly experiment?: string;
  readonly file?: string;
  readonly changes?: readonly string[];
}
const isOriginRecord = isShaped<OriginRecord>({
  key: isText,
  experiment: orAbsent(isText),
  file: orAbsent(isText),
  changes: orAbsent(isListOf(isText)),
});

function recordIn(folder: string): OriginRecord | undefined {
  try {
    const json: unknown = JSON.parse(readPlainFile(path.join(folder, 'run.json')).toString('utf8'));
    return isOriginRecord(json) ? json : undefined;
  } catch {
    return undefined;
  }
}
