import path from 'node:path';
import type { LinearAlgebra } from '../engine/kernels/index.ts';
import { parse } from '../grammar/index.ts';
import {
  analyseScience,
  analyseText,
  type Diagnostic,
  loadImports,
  type Reader,
  type TextAnalysis,
  withSeeds,
  withSetting,
} from '../language/index.ts';
import { nodeReader } from '../runs/data/node-reader.ts';
import { NoPlainFile, readPlainFile } from '../runs/data/plain-file.ts';
import { Failure } from '../making/failure.ts';
import { parseSeeds, parseSetting } from './run-settings.ts';

/** A file with all that can be said of it before it runs. */
export interface Checked {
  readonly file: string;
  readonly source: string;
  readonly analysis: TextAnalysis;
  readonly reader: Reader;
  readonly diagnostics: readonly Diagnostic[];
  /** What its changes leave out, in sentences. */
  readonly without: readonly string[];
}

/** What the command line puts into a text before it is checked, run and kept. */
export interface TextChanges {
  /** `NAME=VALUE`. */
  readonly settings?: readonly string[];
  readonly seeds?: string;
  /** The experiments that have these seeds; all where none is named. */
  readonly experiments?: readonly string[];
}

/**
 * Reads and checks a file as it was asked for.
 * @throws Failure where the file cannot be read, or has nothing to set by that name
 */
export async function checkFile(file: string, changes: TextChanges = {}): Promise<Checked> {
  const source = readSource(file);
  if (!['', '.anl'].includes(path.extname(file)))
    throw new Failure('usage', `${file} is not an .anl file: name one, or rename it if it holds such a text.`);
  return checkText(file, source, nodeReader(file), changes);
}

/** Checks a text as if it were that of a file. @throws Failure where it has nothing to set by a name */
export async function checkText(
  file: string,
  source: string,
  reader: Reader,
  changes: TextChanges = {},
): Promise<Checked> {
  const { analysis, without } = await analyseChanged(source, reader, file, changes);
  const diagnostics = [...analysis.diagnostics, ...(await analyseScience(analysis, reader, { algebra }))].sort(
    (a, b) => a.range.start - b.range.start,
  );
  return { file, source: analysis.source, analysis, reader, diagnostics, without };
}

/**
 * The text of a file as it would be run now with what the command line put into it before, as a run lists that;
 * undefined where there is no such file or no such place in it any more.
 */
export async function textWith(
  file: string,
  changes: readonly string[],
  experiment: string,
): Promise<string | undefined> {
  const [seeds] = changes.flatMap((change) => /^seeds (.*)$/.exec(change)?.[1].replace(/\s+/g, '') ?? []);
  const settings = changes.filter((change) => !change.startsWith('seeds '));
  try {
    const given = { settings, seeds, experiments: [experiment] };
    return (await analyseChanged(readSource(file), nodeReader(file), file, given)).analysis.source;
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
}

/** The text with these changes. @throws Failure as `checkFile` */
async function analyseChanged(
  source: string,
  reader: Reader,
  file: string,
  { settings = [], seeds, experiments = [] }: TextChanges,
): Promise<{ readonly analysis: TextAnalysis; readonly without: readonly string[] }> {
  const without: string[] = [];
  let analysis = await analyse(source, reader, file);
  for (const { path: place, value } of settings.map(parseSetting)) {
    const changed = withSetting(analysis, place, value);
    if ('problem' in changed) throw new Failure('usage', `--set ${place}: ${changed.problem}`);
    without.push(
      ...changed.without.map((claim) => `--set ${place}=${value} leaves out a claim of another point: ${claim}`),
    );
    analysis = await analyse(changed.source, reader, file);
  }
  if (seeds !== undefined) analysis = await analyse(withSeeds(analysis, experiments, parseSeeds(seeds)), reader, file);
  return { analysis, without };
}

/** Few files need eigenvalues: the kernels are loaded when the first does. */
const algebra = async (): Promise<LinearAlgebra> => (await import('../runs/execute/algebra-here.ts')).algebraHere();

async function analyse(source: string, reader: Reader, file: string): Promise<TextAnalysis> {
  const parsed = parse(source);
  return analyseText(source, parsed.tree.uses.length > 0 ? await loadImports(parsed, reader, file) : undefined, parsed);
}

export const hasErrors = (diagnostics: readonly Diagnostic[]): boolean =>
  diagnostics.some(({ severity }) => severity === 'error');

/** 2 where all that is wrong is a file: one that is not found, or that cannot be read as what it should be. Else 1. */
export const statusOfErrors = (diagnostics: readonly Diagnostic[]): 1 | 2 =>
  diagnostics.every(({ severity, code }) => severity !== 'error' || code === 'D001' || code === 'D002') ? 2 : 1;

export function readSource(file: string): string {
  try {
    return readPlainFile(file)
      .toString('utf8')
      .replace(/^\ufeff/, '');
  } catch (error) {
    throw readFailure(error, file, 'name a .anl file in it');
  }
}

/** Why a file cannot be read, and what to do; `inFolder` where it is a folder. */
export function readFailure(error: unknown, file: string, inFolder: string): Failure {
  const reason =
    error instanceof NoPlainFile ? `is ${error.what}: name a file` : why(error as NodeJS.ErrnoException, inFolder);
  return new Failure('usage', `${file} ${reason}.`, { cause: error });
}
function why({ code, message }: NodeJS.ErrnoException, inFolder: string): string {
  switch (code) {
    case 'ENOENT':
      return 'is not there: check the name and the folder';
    case 'EISDIR':
      return `is a folder: ${inFolder}`;
    case 'EACCES':
      return 'cannot be read: permission denied';
    case 'ENODEV':
      return 'is a device, which has no end: name a file';
    default:
      return `cannot be read: ${message}`;
  }
}
