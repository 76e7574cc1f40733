import fs from 'node:fs';
import { parse } from '../grammar/index.ts';
import { analyseScience, analyseText, type Diagnostic, loadImports, type Specification, specify } from '../language/index.ts';
import { nodeReader } from '../runs/data/index.ts';
import { Failure } from '../runs/failure.ts';

/** A file with all that can be said of it before it runs; the canonical form only where nothing is wrong. */
export interface Checked { readonly file: string; readonly source: string; readonly diagnostics: readonly Diagnostic[]; readonly specification?: Specification }

/** @throws Failure where the file cannot be read */
export async function checkFile(file: string): Promise<Checked> {
  const source = readSource(file);
  const reader = nodeReader(file);
  const parsed = parse(source);
  const imports = parsed.tree.uses.length > 0 ? await loadImports(parsed, reader, file) : undefined;
  const analysis = analyseText(source, imports);
  const diagnostics = [...analysis.diagnostics, ...await analyseScience(analysis, reader)].sort((a, b) => a.range.start - b.range.start);
  const { specification } = hasErrors(diagnostics) ? {} : await specify(analysis, reader);
  return { file, source, diagnostics, specification };
}

export const hasErrors = (diagnostics: readonly Diagnostic[]): boolean => diagnostics.some(({ severity }) => severity === 'error');

export function readSource(file: string): string {
  try {
    return fs.readFileSync(file, 'utf8').replace(/^\ufeff/, '');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'is not there: check the name and the folder' : code === 'EISDIR' ? 'is a folder: name a .anl file in it'
      : code === 'EACCES' ? 'cannot be read: permission denied' : `cannot be read: ${message}`;
    throw new Failure('usage', `${file} ${why}.`, { cause: error });
  }
}
