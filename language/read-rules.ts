/**
 * A file of gene rules checked by itself, as `genes NAME from "FILE"` would read it: each diagnostic at its own place
 * in the file.
 */
import type { GeneNetwork, UpdateScheme } from '../engine/genes/index.ts';
import { encodeText, readRules, type RulesFile } from '../formats/index.ts';
import { studyEndings } from './checks/ending-checks.ts';
import { problemsAtLines, rangesIn } from './checks/rules-file-checks.ts';
import type { Diagnostic } from './diagnostic.ts';

export interface RulesFileOptions {
  /** The scheme to study it under: that of the file or synchronous unless given, as in a text that does not say. */
  readonly update?: UpdateScheme;
  /** False: only what the rules say one by one, which takes milliseconds; not where they lead. */
  readonly endings?: boolean;
  /** What has been read of it, with what its archive holds and the file that belongs to it. */
  readonly file?: RulesFile;
}

/** `path` tells the format by its end. Ranges are offsets into `text`. Never throws. */
export function analyseRulesFile(
  text: string,
  path: string,
  {
    endings = true,
    file = readRules(encodeText(text), path),
    update = file.update ?? 'synchronous',
  }: RulesFileOptions = {},
): readonly Diagnostic[] {
  const network: GeneNetwork = {
    genes: file.genes,
    inputs: file.inputs,
    fates: [],
    signs: file.signs,
    update,
    fixed: {},
    ...(file.open && { open: file.open }),
  };
  const found = problemsAtLines(file, network, text, path);
  const unreadable = found.some(({ severity }) => severity === 'error');
  // what is said of the whole network stands at its first gene
  const first = file.places.get(file.genes[0]?.name),
    at = first ? rangesIn(text)(first) : { start: 0, end: Math.min(1, text.length) };
  const name = path.slice(path.search(/[^\\/]*$/));
  return [
    ...found,
    ...(endings && !unreadable && !file.open && file.genes.length > 0
      ? studyEndings(name, network, { at, scheme: at, fate: () => at }, undefined)
      : []),
  ].sort((a, b) => a.range.start - b.range.start);
}
