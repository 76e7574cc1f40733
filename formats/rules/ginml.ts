/** GINsim's regulatory graphs (GINML 2.0 to 2.2, Naldi 2018). */
import { type BooleanExpression, ruleFacts, sumOfProducts, truthTableOf } from '../../engine/genes/index.ts';
import { readXml, type XmlAttribute, type XmlElement } from '../xml.ts';
import { assembly } from './assembly.ts';
import { readRule, type Token } from './dialects.ts';
import { renamed } from './gene-names.ts';
import { linesOf, type Misread, type RulesFile } from './rules-file.ts';
import { aGenePerLevel, placesInXml } from './xml-rules.ts';

/** An interaction that reaches a node: its name, and where it comes from. */
interface Incoming {
  readonly id: string;
  readonly source: string;
}
/** What a node's logical parameters and functions say of a level. */
interface Said {
  readonly functions: readonly BooleanExpression[];
  /** Sets of regulators that are on while all others are off: a bit each. */
  readonly parameters: readonly number[];
}

/**
 * Reads a regulatory graph whose nodes have two levels. A node is on where a logical parameter of level 1 names exactly
 * the regulators that are on, or where a function of level 1 holds; an input has no rule. More levels are refused at
 * each node that has them.
 */
export function readGinml(text: string): RulesFile {
  const file = assembly();
  const { placeOf, misread, required, wellFormed } = placesInXml(text);
  file.attempt(() => wellFormed(() => readGraph(readXml(text))));
  return renamed(file.finish(), linesOf(text));

  function readGraph(root: XmlElement): void {
    const graph = root.name === 'gxl' ? root.children.find(({ name }) => name === 'graph') : undefined;
    if (!graph)
      throw misread(
        root.name === 'gxl'
          ? 'This GINML holds no graph; save the regulatory graph with GINsim again.'
          : `The outermost element is <${root.name}>, not <gxl>; check that it is the right file.`,
        root,
      );
    const kind = graph.attributes.get('class');
    if (kind && kind.value !== 'regulatory')
      throw misread(
        `This is a ${kind.value} graph, which GINsim computes; gene rules are in the regulatory graph. Save that.`,
        kind,
        true,
      );
    const nodes = graph.children.filter(({ name }) => name === 'node');
    const order = graph.attributes.get('nodeorder')?.value.trim().split(/\s+/) ?? [];
    const rank = new Map(order.map((id, i) => [id, i]));
    const ranked = nodes
      .map((node) => ({ node, id: required(node, 'id') }))
      .sort((a, b) => (rank.get(a.id.value) ?? order.length) - (rank.get(b.id.value) ?? order.length));
    for (const { id } of ranked) file.mention(id.value, placeOf(id));
    const isBoolean = ranked.map(({ node, id }) => file.attempt(() => demandTwoLevels(node, id)));
    if (isBoolean.includes(false)) return;
    const reaching = incomingOf(graph, new Set(ranked.map(({ id }) => id.value)));
    for (const { node, id } of ranked) file.attempt(() => readNode(node, id, reaching.get(id.value) ?? []));
  }

  function demandTwoLevels({ attributes }: XmlElement, id: XmlAttribute): void {
    const levels = attributes.get('maxvalue');
    if (levels && levels.value.trim() !== '1')
      throw misread(
        `${id.value} has levels 0 to ${levels.value}; only genes that are off or on (maxvalue 1) are read. ` +
          `${aGenePerLevel}.`,
        levels,
        true,
      );
  }

  /** The interactions of a graph by their target, with their signs. */
  function incomingOf(graph: XmlElement, known: ReadonlySet<string>): ReadonlyMap<string, readonly Incoming[]> {
    const reaching = new Map<string, Incoming[]>();
    for (const edge of graph.children.filter(({ name }) => name === 'edge'))
      file.attempt(() => {
        const [from, to] = ['from', 'to'].map((end) => {
          const found = required(edge, end);
          if (!known.has(found.value))
            throw misread(`${found.value} is no node of this graph; declare it, or correct the name.`, found);
          return found.value;
        });
        const threshold = edge.attributes.get('minvalue'),
          effects = edge.attributes.get('effects');
        const sign = effects ? /^\s*1:(\w+)\s*$/.exec(effects.value)?.[1] : edge.attributes.get('sign')?.value;
        if ((effects && sign === undefined) || (threshold && threshold.value.trim() !== '1'))
          throw misread(
            `This interaction is active at levels of ${from} that it has not; a gene of two levels acts at 1.`,
            (effects ?? threshold) as XmlAttribute,
            true,
          );
        const id = edge.attributes.get('id')?.value ?? `${from}:${to}`;
        reaching.set(to, [...(reaching.get(to) ?? []), { id, source: from }]);
        if (sign === 'positive' || sign === 'negative' || sign === undefined)
          file.sign({ source: from, target: to, sign: sign === 'negative' ? -1 : 1 });
      });
    return reaching;
  }

  function readNode(node: XmlElement, id: XmlAttribute, incoming: readonly Incoming[]): void {
    if (/^\s*(true|1)\s*$/i.test(node.attributes.get('input')?.value ?? '')) return;
    const sources = [...new Set(incoming.map(({ source }) => source))],
      basal = levelOf(node.attributes.get('basevalue'), id.value);
    if (sources.length > mostRegulators && (basal === 1 || node.children.some(({ name }) => name === 'parameter')))
      throw misread(
        `${id.value} has ${sources.length} regulators and logical parameters; more than ${mostRegulators} are read ` +
          `only with functions. Write a function for it in GINsim.`,
        id,
        true,
      );
    const levels: readonly [Said, Said] = [0, 1].map((level): Said => {
      const functions = node.children
        .filter(({ name, attributes }) => name === 'value' && levelOf(attributes.get('val'), id.value) === level)
        .flatMap(({ children }) => children.filter(({ name }) => name === 'exp'))
        .map((exp) => functionOf(required(exp, 'str'), id.value, sources));
      const parameters = node.children
        .filter(({ name, attributes }) => name === 'parameter' && levelOf(attributes.get('val'), id.value) === level)
        .map((parameter) => activeIn(parameter, id.value, incoming, sources));
      return { functions, parameters: level === 1 && basal === 1 ? [0, ...parameters] : parameters };
    }) as [Said, Said];
    const rule = ruleOf(levels, sources, (what) => misread(`${id.value} ${what}`, id));
    file.define({ name: id.value, rule }, placeOf(id));
  }
  function levelOf(written: XmlAttribute | undefined, node: string): 0 | 1 {
    if (!written || /^\s*0\s*$/.test(written.value)) return 0;
    if (/^\s*1\s*$/.test(written.value)) return 1;
    throw misread(`${node} has levels 0 and 1, and here stands ${written.value}; correct it.`, written, true);
  }
  function functionOf(written: XmlAttribute, target: string, sources: readonly string[]): BooleanExpression {
    const place = placeOf(written);
    const tokens = [...written.value.matchAll(/[!&|()]|[^\s!&|()]+/g)].map(([found]): Token => {
      if (/^[!&|()]$/.test(found)) return { kind: found as Token['kind'], text: found, ...place };
      const source = sources.includes(found) ? found : found.replace(/[:#]1$/, '');
      if (!sources.includes(source))
        throw misread(
          `${found} stands in a function of ${target}, and no interaction leads from it to ${target}; draw it.`,
          written,
        );
      return { kind: 'quoted', text: source, ...place };
    });
    return readRule(tokens, { kind: 'end', text: '', ...place });
  }
  /** The regulators that a parameter names, a bit each. */
  function activeIn(
    parameter: XmlElement,
    target: string,
    incoming: readonly Incoming[],
    sources: readonly string[],
  ): number {
    const written = parameter.attributes.get('idActiveInteractions');
    return (written?.value.trim().split(/\s+/) ?? []).filter(Boolean).reduce((bits, named) => {
      const found =
        incoming.find(({ id }) => id === named) ?? incoming.find(({ id }) => id === named.replace(/[:#]\d+$/, ''));
      if (!found)
        throw misread(
          `A logical parameter of ${target} names the interaction ${named}, which does not lead to it; correct it.`,
          written as XmlAttribute,
        );
      return bits | (1 << sources.indexOf(found.source));
    }, 0);
  }
}

/** The rule by what is said of levels 0 and 1. @throws Misread where both are said of one state */
function ruleOf(
  [off, on]: readonly [Said, Said],
  sources: readonly string[],
  contradiction: (what: string) => Misread,
): BooleanExpression {
  const whole = anyOf(on.functions),
    none = anyOf(off.functions);
  const wrong = (): Misread =>
    contradiction('has the levels 0 and 1 in one state, by its functions and parameters; keep one.');
  if (off.functions.length > 0 && ruleFacts({ and: [whole, none] }).constant !== false) throw wrong();
  if (on.parameters.length === 0 && off.parameters.length === 0) return whole;
  const holds = truthTableOf(whole, sources),
    fails = truthTableOf(none, sources);
  const table = holds.slice();
  for (const state of on.parameters) table[state] = 1;
  if (on.parameters.some((state) => fails[state]) || off.parameters.some((state) => table[state])) throw wrong();
  return table.every((value, state) => value === holds[state]) ? whole : sumOfProducts(table, sources);
}
const anyOf = (functions: readonly BooleanExpression[]): BooleanExpression =>
  functions.length === 1 ? functions[0] : functions.length === 0 ? { constant: false } : { or: functions };
/** The table of a rule has two to this power of entries. */
const mostRegulators = 16;
