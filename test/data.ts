import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const project = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const beside = path.join(project, '..', 'shared');
if (!process.env.ANLAGE_DATA && fs.existsSync(path.join(beside, 'data')))
  process.env.ANLAGE_DATA = path.join(beside, 'data');

/** A file of the shared test data, or undefined where it is not there: skip the test, visibly. */
export function sharedData(...parts: string[]): string | undefined {
  for (const folder of (process.env.ANLAGE_DATA ?? '').split(path.delimiter).filter(Boolean)) {
    const file = path.join(folder, ...parts);
    if (fs.existsSync(file)) return file;
  }
  return undefined;
}
/** A normative example that stands beside the shared data. */
export function sharedExample(name: string): string | undefined {
  const file = path.join(beside, 'examples', name);
  return fs.existsSync(file) ? file : undefined;
}
export const projectFile = (...parts: string[]): string => path.join(project, ...parts);
export const noSharedData = 'needs the shared test data (set ANLAGE_DATA)';
