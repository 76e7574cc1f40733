import fs from 'node:fs';
import path from 'node:path';
import { mayHoldRules, readRules, type RulesProblem } from '../formats/index.ts';
import type { Diagnostic, GenesNoun } from '../language/index.ts';
import { Failure } from '../runs/index.ts';
import { readFailure } from './source.ts';

/** A file of gene rules with all that can be said of it, and the network that it holds, where it holds one. */
export interface CheckedRules { readonly file: string; readonly source: string; readonly diagnostics: readonly Diagnostic[]; readonly networks: readonly GenesNoun[] }

/** @throws Failure where it cannot be read, or is no file of gene rules */
export function checkRules(file: string): CheckedRules {
  if (!mayHoldRules(file)) throw new Failure('usage', `${file} is no file of gene rules: .anl, .bnet, .aeon, .sbml, .booleannet, or BoolODE's .txt or .tsv. Convert it, or give it the right name.`);
  const bytes = contentOf(file);
  const { genes, inputs, signs, problems } = readRules(bytes, file);
  const source = new TextDecoder().decode(bytes);
  const name = path.basename(file).replace(/(\.\w+)+$/, '');
  const network: GenesNoun = { noun: 'genes', name, stream: name, genes, inputs, fates: [], signs, update: 'synchronous', fixed: {} };
  return { file, source, diagnostics: problems.map((problem) => diagnosticOf(problem, source)), networks: genes.length > 0 ? [network] : [] };
}

function contentOf(file: string): Uint8Array {
  try { return fs.readFileSync(file); } catch (error) { throw readFailure(error, file, 'name a file of gene rules in it'); }
}

function diagnosticOf({ kind, message, line, column, length }: RulesProblem, source: string): Diagnostic {
  const starts = [...source.matchAll(/\r\n|\r|\n/g)].map(({ index, 0: end }) => index + end.length);
  const start = (line === 1 ? 0 : starts[line - 2]) + column - 1;
  return { code: kind === 'two rules for one gene' ? 'G009' : 'D002', severity: 'error', message, range: { start, end: start + length } };
}
