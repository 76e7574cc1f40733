import { type GeneNetwork, regulators } from '../../engine/genes/index.ts';
import { FormatError } from '../format-error.ts';
import { lenientText } from '../text-bytes.ts';
import { readAeon, writeAeon } from './aeon.ts';
import { readBnet, writeBnet } from './bnet.ts';
import { readBooleannet, writeBooleannet } from './booleannet.ts';
import { isHeader, isOtherTable, readBoolode, writeBoolode, writeBoolodeStart } from './boolode.ts';
import { readGinml } from './ginml.ts';
import { readMaboss, writeMaboss, writeMabossStart } from './maboss.ts';
import { contentOfRules, type RulesContent } from './rules-content.ts';
import type { RulesFile, RulesProblem } from './rules-file.ts';
import { readSbml } from './sbml.ts';
import { writeGinml } from './write-ginml.ts';
import { writeSbml } from './write-sbml.ts';

export type RulesFormatName = 'bnet' | 'boolode' | 'aeon' | 'sbml' | 'booleannet' | 'ginml' | 'maboss';
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
   * What it holds besides rules: declared signs, `certain` ones alone where it cannot say that one may be without
   * effect; the order of inputs and those that no rule uses; values at the start; that the update is asynchronous.
   */
  readonly holds: {
    readonly signs: boolean | 'certain';
    readonly inputs: boolean;
    readonly initial: boolean;
    readonly asynchronous?: true;
  };
  /** Its names are of plain letters: what is no UTF-8 stands in comments. */
  readonly plain?: true;
  /** Whether a text is of this format, where the name of its file does not say. */
  readonly recognises: (text: string) => boolean;
  /** `beside`: the text of the file that belongs to it, where it is there. */
  readonly read: (text: string, beside?: string) => RulesFile;
  readonly write: (network: GeneNetwork, initial?: Initial) => string;
  /** A file that belongs to it and holds values at the start: its name, by that of the rules. */
  readonly beside?: {
    readonly of: (path: string) => string;
    readonly write: (network: GeneNetwork, initial: Initial) => string;
  };
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
    name: 'ginml',
    title: 'GINsim',
    extensions: ['.zginml', '.ginml'],
    shared: [],
    documentation:
      'Regulatory graphs of GINsim, in its archive or by themselves: nodes of two levels with logical functions or ' +
      'parameters, basal levels and inputs; signs are kept. A name that is no identifier stands in the attribute ' +
      '`name` and in a comment. States, perturbations and settings of simulations in the archive are not read.',
    example: '<value val="1"><exp str="Sox2 &amp; !Tbr1"/></value>',
    holds: { signs: 'certain', inputs: true, initial: false },
    recognises: (text) => /^\s*(?:<\?[^>]*>\s*|<![^>]*>\s*)*<gxl\b/.test(text),
    read: readGinml,
    write: writeGinml,
  },
  {
    name: 'maboss',
    title: 'MaBoSS',
    extensions: ['.bnd'],
    shared: [],
    documentation:
      'Nodes with `logic`, `rate_up` and `rate_down`: where a node can turn on or off is its rule, how fast is not ' +
      'read. Constants and values at the start stand in a `.cfg` of the same name beside it. A name that is no ' +
      'identifier stands in a comment beside one that is.',
    example: 'node Pax6 {\n  logic = Sox2 & !Tbr1;\n  rate_up = @logic ? $u : 0;\n  rate_down = @logic ? 0 : $d;\n}',
    holds: { signs: false, inputs: true, initial: false, asynchronous: true },
    plain: true,
    recognises: (text) => /^[ \t]*node\s+\w+\s*\{/im.test(text),
    read: readMaboss,
    write: writeMaboss,
    beside: { of: (path) => path.replace(/\.[^.]*$/, '.cfg'), write: writeMabossStart },
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
    beside: { of: (path) => path.replace(/(\.\w+)$/, '_ics$1'), write: (_, initial) => writeBoolodeStart(initial) },
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

/** The file that may belong to one of this name, and is read with it. */
export const besideRules = (path: string): string | undefined =>
  (
    rulesFormats.find(({ extensions }) => endsWith(path, extensions)) ??
    rulesFormats.find(({ shared, beside }) => beside && endsWith(path, shared))
  )?.beside?.of(path);

/**
 * Gene rules from the bytes of a file of any format. `beside`: those of the file that belongs to it. Never throws: what
 * is wrong, whatever the bytes, is in `problems`.
 */
export function readRules(bytes: Uint8Array, path: string, beside?: Uint8Array): RulesFile {
  let content: RulesContent;
  try {
    content = contentOfRules(bytes, rulesFormats.find(({ extensions }) => endsWith(path, extensions))?.plain);
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return nothing({ kind: 'syntax', message: error.message, ...placeOfByte(bytes, error.offset ?? 0), length: 1 });
  }
  const { text, notes } = content,
    format = formatOfRules(path, text);
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
  const read = format.read(text, beside && lenientText(beside)),
    file = { ...read, notes: [...read.notes, ...notes] };
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
        .filter(({ target, optional }) => !holds.signs || !genes.has(target) || (optional && holds.signs === 'certain'))
        .map(({ source, sign, target }) => `${source} ${sign === 1 ? '->' : '-|'} ${target}`),
    ),
    ...some(
      'fate',
      network.fates.map((fate) => fate.name),
    ),
    ...(network.update === 'asynchronous' && !holds.asynchronous ? ['the update scheme (asynchronous)'] : []),
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
  notes: [],
  places: new Map(),
});
function placeOfByte(bytes: Uint8Array, offset: number): { readonly line: number; readonly column: number } {
  const before = lenientText(bytes.subarray(0, Math.min(offset, bytes.length))).split(/\r\n|\r|\n/);
  return { line: before.length, column: before[before.length - 1].length + 1 };
}
