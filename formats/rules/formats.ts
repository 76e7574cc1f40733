import { type GeneNetwork, regulators } from '../../engine/genes/index.ts';
import { FormatError } from '../format-error.ts';
import { decodeText, lenientText } from '../text-bytes.ts';
import { readAeon, writeAeon } from './aeon.ts';
import { readBnet, writeBnet } from './bnet.ts';
import { readBooleannet, writeBooleannet } from './booleannet.ts';
import { isHeader, isOtherTable, readBoolode, writeBoolode } from './boolode.ts';
import type { RulesFile, RulesProblem } from './rules-file.ts';
import { readSbml } from './sbml.ts';
import { writeSbml } from './write-sbml.ts';

export type RulesFormatName = 'bnet' | 'boolode' | 'aeon' | 'sbml' | 'booleannet';
export type Initial = Readonly<Record<string, 0 | 1>>;

/** A format of gene rules: what it is called, the files that hold it, and what can be said in it. */
export interface RulesFormat {
  readonly name: RulesFormatName;
  readonly title: string;
  /** The ends of the names of files that hold nothing else. */
  readonly extensions: readonly string[];
  /**
   * The ends of names that other formats use too: the content decides. The first of all is the one it is written to.
   */
  readonly shared: readonly string[];
  readonly documentation: string;
  readonly example: string;
  /**
   * What it holds besides rules: declared signs, the order of inputs and those that no rule uses, values at the start.
   */
  readonly holds: { readonly signs: boolean; readonly inputs: boolean; readonly initial: boolean };
  /** Whether a text is of this format, where the name of its file does not say. */
  readonly recognises: (text: string) => boolean;
  readonly read: (text: string) => RulesFile;
  readonly write: (network: GeneNetwork, initial?: Initial) => string;
}

const firstLine = (text: string): string => /\S[^\r\n]*/.exec(text)?.[0] ?? '';

export const rulesFormats: readonly RulesFormat[] = [
  {
    name: 'sbml',
    title: 'SBML-qual (Level 3)',
    extensions: ['.sbml'],
    shared: ['.xml'],
    documentation:
      'The package for qualitative models of SBML, as GINsim, CellNOpt, CellCollective and AEON write it. ' +
      'Genes of two levels; signs and values at the start are kept; a name that is no identifier stands in the ' +
      'attribute `name`.',
    example:
      '<qual:functionTerm ' +
      'qual:resultLevel="1"><math><apply><eq/><ci>Sox2</ci><cn>1</cn></apply></math></qual:functionTerm>',
    holds: { signs: true, inputs: true, initial: true },
    recognises: (text) => text.trimStart().startsWith('<'),
    read: readSbml,
    write: writeSbml,
  },
  {
    name: 'boolode',
    title: 'BoolODE',
    extensions: [],
    shared: ['.txt', '.tsv'],
    documentation:
      'A table of BEELINE and BoolODE: the header `Gene`, tab, `Rule`, then a gene, a tab and its rule on ' +
      'each line, with `not`, `and`, `or`. Values at the start stand beside it in `…_ics.txt`.',
    example: 'Gene\tRule\nPax6\tSox2 and not Tbr1',
    holds: { signs: false, inputs: false, initial: false },
    recognises: (text) => isHeader(firstLine(text)) || isOtherTable(firstLine(text)),
    read: readBoolode,
    write: writeBoolode,
  },
  {
    name: 'booleannet',
    title: 'booleannet',
    extensions: ['.booleannet', '.booleannet.txt'],
    shared: ['.txt'],
    documentation:
      'Rules `A* = B and not C`, and values at the start, `A = True`, `False` or `Random`. A name that is ' +
      'no identifier stands in a comment beside one that is.',
    example: 'Sox2 = True\nPax6* = Sox2 and not Tbr1',
    holds: { signs: false, inputs: true, initial: true },
    recognises: (text) => /^[^\r\n#,]*\*[ \t]*=/m.test(text),
    read: readBooleannet,
    write: writeBooleannet,
  },
  {
    name: 'aeon',
    title: 'AEON',
    extensions: ['.aeon'],
    shared: ['.txt'],
    documentation:
      'Regulations with signs, `Sox2 -> Pax6`, `Tbr1 -| Pax6`, and rules, `$Pax6: Sox2 & !Tbr1`. Functions ' +
      'that AEON leaves open are refused. A name that is no identifier stands in a comment beside one that is.',
    example: 'Sox2 -> Pax6\nTbr1 -| Pax6\n$Pax6: Sox2 & !Tbr1',
    holds: { signs: true, inputs: false, initial: false },
    recognises: (text) => /^[ \t]*\$[^\r\n,]*:/m.test(text),
    read: readAeon,
    write: writeAeon,
  },
  {
    name: 'bnet',
    title: 'BoolNet and PyBoolNet',
    extensions: ['.bnet'],
    shared: ['.txt'],
    documentation:
      'One `gene, rule` a line, with the header `targets, factors` or without; `!`, `&`, `|` or `not`, ' +
      '`and`, `or`. A name that is no identifier stands in double quotes, or in a comment beside one that is, as it ' +
      'is written.',
    example: 'targets, factors\nPax6, Sox2 & !Tbr1',
    holds: { signs: false, inputs: false, initial: false },
    recognises: (text) => /^[ \t]*[^\s,#][^,\r\n]*,/m.test(text),
    read: readBnet,
    write: writeBnet,
  },
];

const endsWith = (path: string, extensions: readonly string[]): boolean =>
  extensions.some((extension) => path.toLowerCase().endsWith(extension));
/** Whether a file of this name holds gene rules and nothing else. */
export const holdsOnlyRules = (path: string): boolean =>
  rulesFormats.some(({ extensions }) => endsWith(path, extensions));
/** Whether a file of this name can hold gene rules. */
export const mayHoldRules = (path: string): boolean =>
  rulesFormats.some(({ extensions, shared }) => endsWith(path, [...extensions, ...shared]));

/** The format of a file: by the end of its name, and by its content where that does not say. */
export function formatOfRules(path: string, text: string): RulesFormat | undefined {
  return (
    rulesFormats.find(({ extensions }) => endsWith(path, extensions)) ??
    rulesFormats.find(({ recognises }) => recognises(text))
  );
}

/**
 * Gene rules from the bytes of a file of any format. Never throws: what is wrong, whatever the bytes, is in `problems`.
 */
export function readRules(bytes: Uint8Array, path: string): RulesFile {
  let text: string;
  try {
    text = decodeText(bytes);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return nothing({ kind: 'syntax', message: error.message, ...placeOfByte(bytes, error.offset ?? 0), length: 1 });
  }
  const format = formatOfRules(path, text);
  if (!format)
    return nothing({
      kind: 'syntax',
      message:
        `This file holds gene rules in none of the known formats ` +
        `(${rulesFormats.map(({ title }) => title).join(', ')}); give it the extension of its format.`,
      line: 1,
      column: 1,
      length: 1,
    });
  const file = format.read(text);
  return file.genes.length + file.inputs.length + file.problems.length > 0
    ? file
    : nothing({
        kind: 'syntax',
        message: 'This file holds no gene rule; check that it is the right file.',
        line: 1,
        column: 1,
        length: 1,
      });
}

/**
 * Writes a network in a format; genes and inputs that `fixed` holds get a constant rule. What the format has no words
 * for is left out:
 * `notHeld` says what. @throws FormatError for a name that it cannot hold.
 */
export function writeRules(network: GeneNetwork, name: RulesFormatName, initial?: Initial): string {
  const { open = [] } = network;
  if (open.length > 0 && name !== 'aeon')
    throw new FormatError(
      `the rules of ${open.map(({ gene }) => gene).join(', ')} are open, and only AEON has words for that: draw a ` +
        `member of the network, as in genes NAME from "FILE" { member 1 }`,
    );
  return formatNamed(name).write(asRules(network), initial);
}
export const formatNamed = (name: RulesFormatName): RulesFormat =>
  rulesFormats.find((format) => format.name === name) as RulesFormat;

/** What a format cannot say of a network, in words: `2 signs (Sox2 -> Pax6, Tbr1 -| Pax6)`. */
export function notHeld(network: GeneNetwork, name: RulesFormatName, initial: Initial = {}): readonly string[] {
  const { holds } = formatNamed(name);
  const written = asRules(network);
  const used = new Set(written.genes.flatMap(({ rule }) => regulators(rule)));
  const genes = new Set(written.genes.map((gene) => gene.name));
  const some = (what: string, items: readonly string[]): readonly string[] =>
    items.length === 0
      ? []
      : [
          `${items.length} ${what}${items.length === 1 ? '' : 's'} ` +
            `(${items.slice(0, 5).join(', ')}${items.length > 5 ? ', …' : ''})`,
        ];
  return [
    ...some(
      'sign',
      network.signs
        .filter(({ target }) => !holds.signs || !genes.has(target))
        .map(({ source, sign, target }) => `${source} ${sign === 1 ? '->' : '-|'} ${target}`),
    ),
    ...some(
      'fate',
      network.fates.map((fate) => fate.name),
    ),
    ...(network.update === 'asynchronous' ? ['the update scheme (asynchronous)'] : []),
    ...(holds.inputs
      ? []
      : some(
          'input that no rule uses',
          written.inputs.filter((input) => !used.has(input)),
        )),
    ...(holds.initial ? [] : some('value at the start', Object.keys(initial))),
  ];
}
function asRules(network: GeneNetwork): GeneNetwork {
  const held = (name: string): boolean => Object.hasOwn(network.fixed, name);
  const constant = (name: string) => ({ name, rule: { constant: network.fixed[name] === 1 } });
  return {
    ...network,
    fixed: {},
    inputs: network.inputs.filter((name) => !held(name)),
    genes: [
      ...network.genes.map((gene) => (held(gene.name) ? constant(gene.name) : gene)),
      ...network.inputs.filter(held).map(constant),
    ],
  };
}

const nothing = (problem: RulesProblem): RulesFile => ({
  genes: [],
  inputs: [],
  signs: [],
  problems: [problem],
  places: new Map(),
});
function placeOfByte(bytes: Uint8Array, offset: number): { readonly line: number; readonly column: number } {
  const before = lenientText(bytes.subarray(0, Math.min(offset, bytes.length))).split(/\r\n|\r|\n/);
  return { line: before.length, column: before[before.length - 1].length + 1 };
}
