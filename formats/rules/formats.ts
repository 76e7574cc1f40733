import type { GeneNetwork } from '../../engine/genes/index.ts';
import { FormatError } from '../error.ts';
import { decodeText, lenientText } from '../text.ts';
import { readBnet, writeBnet } from './bnet.ts';
import type { RulesFile, RulesProblem } from './file.ts';

export type RulesFormatName = 'bnet';

/** A format of gene rules: what it is called, the files that hold it, and what can be said in it. */
export interface RulesFormat {
  readonly name: RulesFormatName;
  readonly title: string;
  /** The ends of the names of files that hold nothing else; the first is the one it is written to. */
  readonly extensions: readonly string[];
  /** The ends of names that others use too: the content decides. */
  readonly shared: readonly string[];
  readonly documentation: string;
  /** Whether a text of a shared extension is of this format. */
  readonly recognises: (text: string) => boolean;
  readonly read: (text: string) => RulesFile;
  readonly write: (network: GeneNetwork) => string;
}

export const rulesFormats: readonly RulesFormat[] = [
  {
    name: 'bnet', title: 'BoolNet and PyBoolNet', extensions: ['.bnet'], shared: ['.txt'],
    documentation: 'One `gene, rule` a line, with the header `targets, factors` or without; `!`, `&`, `|` or `not`, `and`, `or`.',
    recognises: (text) => /^\s*[^\s,#][^,\n]*,/m.test(text), read: readBnet, write: writeBnet,
  },
];

const endsWith = (path: string, extensions: readonly string[]): boolean => extensions.some((extension) => path.toLowerCase().endsWith(extension));
/** Whether a file of this name holds gene rules and nothing else. */
export const holdsOnlyRules = (path: string): boolean => rulesFormats.some(({ extensions }) => endsWith(path, extensions));
/** Whether a file of this name can hold gene rules. */
export const mayHoldRules = (path: string): boolean => rulesFormats.some(({ extensions, shared }) => endsWith(path, [...extensions, ...shared]));

/** The format of a file: by the end of its name, and by its content where that does not say. */
export function formatOfRules(path: string, text: string): RulesFormat | undefined {
  return rulesFormats.find(({ extensions }) => endsWith(path, extensions)) ?? rulesFormats.find(({ recognises }) => recognises(text));
}

/** Gene rules from the bytes of a file of any format. Never throws: what is wrong, whatever the bytes, is in `problems`. */
export function readRules(bytes: Uint8Array, path: string): RulesFile {
  let text: string;
  try {
    text = decodeText(bytes);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return nothing({ kind: 'syntax', message: error.message, ...placeOfByte(bytes, error.offset ?? 0), length: 1 });
  }
  const format = formatOfRules(path, text);
  if (!format) return nothing({ kind: 'syntax', message: `This file holds gene rules in none of the known formats (${rulesFormats.map(({ title }) => title).join(', ')}); give it the extension of its format.`, line: 1, column: 1, length: 1 });
  const file = format.read(text);
  return file.genes.length + file.inputs.length + file.problems.length > 0 ? file : nothing({ kind: 'syntax', message: 'This file holds no gene rule; check that it is the right file.', line: 1, column: 1, length: 1 });
}

/** Writes a network in a format. What the format has no words for — `notHeld` says what — is left out. @throws FormatError for a name it cannot hold. */
export function writeRules(network: GeneNetwork, name: RulesFormatName): string {
  return (rulesFormats.find((format) => format.name === name) as RulesFormat).write(network);
}

const nothing = (problem: RulesProblem): RulesFile => ({ genes: [], inputs: [], signs: [], problems: [problem], places: new Map() });
function placeOfByte(bytes: Uint8Array, offset: number): { readonly line: number; readonly column: number } {
  const before = lenientText(bytes.subarray(0, Math.min(offset, bytes.length))).split(/\r\n|\r|\n/);
  return { line: before.length, column: before[before.length - 1].length + 1 };
}
