/** MaBoSS: nodes that turn on and off in continuous time (`.bnd`), with the constants of their rates (`.cfg`). */
import {
  type BooleanExpression,
  type GeneNetwork,
  regulators,
  ruleFacts,
  sumOfProducts,
  truthTableOf,
} from '../../engine/genes/index.ts';
import { type Assembly, assembly } from './assembly.ts';
import { ruleIn, symbols } from './dialects.ts';
import { identifiersFor, namesOf, renamed } from './gene-names.ts';
import { type MabossExpression, type MabossReader, mabossReader, mabossTokens, saidOf } from './maboss-expression.ts';
import { ratesWithin } from './maboss-rates.ts';
import { readMabossSettings } from './maboss-settings.ts';
import { linesOf, Misread, notSupported, type Place, type RulesFile } from './rules-file.ts';

interface Node {
  readonly name: string;
  readonly at: Place;
  readonly attributes: ReadonlyMap<string, MabossExpression>;
}

/**
 * The rule of a node says where it can change: it is on next where it is off and `rate_up` is above zero, or on and
 * `rate_down` is not. A rate that is not written follows `logic`; a node without any keeps its value and is an input.
 * Where `logic` says the same, the rule is `logic`. `settings`: the text of a `.cfg`.
 */
export function readMaboss(text: string, settings?: string): RulesFile {
  const file = assembly();
  const reader = mabossReader(mabossTokens(text));
  const nodes: Node[] = [];
  while (reader.next().kind !== 'end') {
    if (file.attempt(() => nodes.push(readNode(reader)))) continue;
    while (reader.next().kind !== 'end' && !/^node$/i.test(reader.next().text)) reader.take();
  }
  for (const { name, at } of nodes) file.mention(name, at);
  const given = readMabossSettings(settings ?? '');
  const otherwise: string[] = [],
    assumed = new Set<string>();
  for (const node of nodes)
    file.attempt(() => {
      const without: string[] = [];
      const rule = ruleOf(node, given.constants, (constant) => without.push(constant));
      for (const constant of without) assumed.add(constant);
      if (rule === undefined) return;
      file.define({ name: node.name, rule: rule.rule }, node.at);
      if (rule.isOtherwise) otherwise.push(node.name);
    });
  const known = new Set(nodes.map(({ name }) => name));
  for (const { name, attributes } of nodes)
    for (const word of attributes.keys())
      if (/^(logic|rate_up|rate_down)$/i.test(word) && word !== word.toLowerCase())
        file.note(`${name} has an attribute ${word}, which MaBoSS does not take for ${word.toLowerCase()}.`);
  for (const [name, value] of given.start) if (known.has(name)) file.start(name, value);
  for (const { message, place } of given.refused)
    file.attempt(() => {
      throw new Misread(`The .cfg beside this file, line ${place.line}: ${message}`, { line: 1, column: 1, length: 1 });
    });
  if (nodes.length > 0) addNotes(file, [...assumed], otherwise);
  for (const note of given.notes) file.note(note);
  return { ...renamed(file.finish(), linesOf(text)), update: 'asynchronous' };
}

function addNotes(file: Assembly, assumed: readonly string[], otherwise: readonly string[]): void {
  file.note(
    'MaBoSS changes one node at a time, in continuous time: where a node can turn on or off is read, and the update ' +
      'is asynchronous; how fast they turn is not read.',
  );
  if (assumed.length > 0)
    file.note(
      `${some(assumed)} ${assumed.length === 1 ? 'has no value and is' : 'have no value and are'} taken to be above ` +
        '0: constants stand in a .cfg of the same name.',
    );
  if (otherwise.length > 0)
    file.note(`The rates of ${some(otherwise)} say another rule than \`logic\` does; that of the rates is read.`);
}
const some = (names: readonly string[]): string =>
  names.length > 5 ? `${names.slice(0, 4).join(', ')} and ${names.length - 4} others` : names.join(', ');

function readNode(reader: MabossReader): Node {
  const keyword = reader.take();
  if (/^(division|death)$/i.test(keyword.text))
    throw notSupported(
      `"${keyword.text}" says how cells of a population divide and die (PopMaBoSS); populations are not read.`,
      keyword,
    );
  if (keyword.kind === 'name' && !/^node$/i.test(keyword.text) && [':', ','].includes(reader.next().text)) {
    reader.take();
    const logic = reader.expression();
    reader.isNext(';');
    return { name: keyword.text, at: keyword, attributes: new Map([['logic', logic]]) };
  }
  if (!/^node$/i.test(keyword.text))
    throw new Misread(`A node starts with its name, as in "node Sox2 { … }"; here stands ${saidOf(keyword)}.`, keyword);
  const name = reader.take();
  if (name.kind !== 'name') throw new Misread(`The name of a node must stand here, not ${saidOf(name)}.`, name);
  reader.demand('{', `node ${name.text}`);
  const attributes = new Map<string, MabossExpression>();
  while (!reader.isNext('}')) {
    const word = reader.take();
    if (word.kind !== 'name')
      throw new Misread(`An attribute (logic, rate_up, rate_down) must stand here, not ${saidOf(word)}.`, word);
    reader.demand('=', word.text);
    if (reader.next().kind === 'text') reader.take();
    else attributes.set(word.text, reader.expression());
    reader.demand(';', `the value of ${word.text}`);
  }
  return { name: name.text, at: name, attributes };
}

/** Undefined where it never changes. `isOtherwise`: it has a `logic`, and that is another rule. */
function ruleOf(
  { name, attributes }: Node,
  constants: ReadonlyMap<string, number>,
  assumed: (constant: string) => void,
): { readonly rule: BooleanExpression; readonly isOtherwise: boolean } | undefined {
  const { truthOf, isRunning } = ratesWithin({ constants, attributes, assumed }, name);
  const [logic, up, down] = ['logic', 'rate_up', 'rate_down'].map((word) => attributes.get(word));
  const written = logic && truthOf(logic).rule;
  const on = up ? isRunning(up).rule : (written ?? { constant: false });
  const off = down ? isRunning(down).rule : written ? { not: written } : { constant: false };
  if (isNever(on) && isNever(off)) return undefined;
  const itself: BooleanExpression = { gene: name };
  const rule: BooleanExpression = {
    or: [{ and: [{ not: itself }, on] }, { and: [itself, { not: off }] }],
  };
  const isSame = written !== undefined && areEqual(rule, written);
  const simple = isSame ? written : areEqual(rule, on) ? on : undefined;
  const names = regulators(rule);
  return {
    rule: simple ?? (names.length <= mostInTable ? sumOfProducts(truthTableOf(rule, names), names) : rule),
    isOtherwise: written !== undefined && !isSame,
  };
}
const isNever = (rule: BooleanExpression): boolean => 'constant' in rule && !rule.constant;
const areEqual = (a: BooleanExpression, b: BooleanExpression): boolean =>
  ruleFacts({ or: [{ and: [a, { not: b }] }, { and: [{ not: a }, b] }] }).constant === false;
const mostInTable = 10;

/** Each node with its rule, at rates of 1; inputs keep their value. */
export function writeMaboss(network: GeneNetwork): string {
  const names = namesOf(network),
    { of, comments } = identifiersFor(names),
    rules = new Map(network.genes.map(({ name, rule }) => [name, rule]));
  const nodes = names.map((name) => {
    const rule = rules.get(name);
    if (!rule) return `node ${of(name)} {\n  rate_up = 0;\n  rate_down = 0;\n}`;
    const logic = ruleIn(symbols, rule, of);
    return `node ${of(name)} {\n  logic = ${logic};\n  rate_up = @logic ? 1 : 0;\n  rate_down = @logic ? 0 : 1;\n}`;
  });
  return [...comments, ...nodes, ''].join('\n');
}
/** The `.cfg` beside it: where each node starts. */
export function writeMabossStart(network: GeneNetwork, initial: Readonly<Record<string, 0 | 1>>): string {
  const { of } = identifiersFor(namesOf(network));
  return Object.entries(initial)
    .map(([name, value]) => `${of(name)}.istate = ${value};\n`)
    .join('');
}
