import fs from 'node:fs';
import path from 'node:path';
import type { UpdateScheme } from '../engine/genes/index.ts';
import { besideRules, mayHoldRules, readRules, type RulesFile, shownRules } from '../formats/index.ts';
import { analyseRulesFile, type Diagnostic, type GenesNoun } from '../language/index.ts';
import { Failure } from '../making/failure.ts';
import { readFailure } from './read-source.ts';
import { readPlainFile } from '../runs/data/plain-file.ts';

/** A file of gene rules with all that can be said of it, and the network that it holds, where it holds one. */
export interface CheckedRules {
  readonly file: string;
  readonly source: string;
  readonly diagnostics: readonly Diagnostic[];
  readonly networks: readonly GenesNoun[];
}

/**
 * The scheme is that of the file, or synchronous, unless given. @throws Failure where it cannot be read, or is no file
 * of gene rules
 */
export function checkRules(file: string, given?: UpdateScheme): CheckedRules {
  if (!mayHoldRules(file))
    throw new Failure(
      'usage',
      `${file} is no file of gene rules: .anl, .bnet, .aeon, .sbml, .booleannet, .zginml, .bnd, or BoolODE's .txt or ` +
        `.tsv. ` +
        `Convert it, or give it the right name.`,
    );
  const { source, rules } = readRulesFile(file);
  const { genes, inputs, signs, open } = rules,
    update = given ?? rules.update ?? 'synchronous';
  const name = path.basename(file).replace(/(\.\w+)+$/, '');
  const network: GenesNoun = {
    noun: 'genes',
    name,
    stream: name,
    genes,
    inputs,
    fates: [],
    signs,
    update,
    fixed: {},
    ...(open && { open }),
  };
  return {
    file,
    source,
    diagnostics: analyseRulesFile(source, file, { update, file: rules }),
    networks: genes.length > 0 ? [network] : [],
  };
}

/** A file of gene rules, with the file that belongs to it. @throws Failure where one cannot be read */
export function readRulesFile(file: string): { readonly source: string; readonly rules: RulesFile } {
  const bytes = contentOf(file),
    beside = besideRules(file);
  return {
    source: shownRules(bytes),
    rules: readRules(bytes, file, beside !== undefined && fs.existsSync(beside) ? contentOf(beside) : undefined),
  };
}
function contentOf(file: string): Uint8Array {
  try {
    return readPlainFile(file);
  } catch (error) {
    throw readFailure(error, file, 'name a file of gene rules in it');
  }
}
