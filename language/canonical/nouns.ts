/** Each noun's canonical form, from its description. */
import type { Expression as Canonical } from '../../engine/expressions/expression.ts';
import type { Gene, GeneNetwork } from '../../engine/genes/network.ts';
import type { SynapseRule } from '../../engine/development/program.ts';
import type { Call, Expression, RangeExpression, Value } from '../../grammar/tree.ts';
import type { Activation } from '../../engine/training/backend.ts';
import { holdsConnections } from '../../formats/index.ts';
import { inferenceKey, inferenceOf } from '../inferred.ts';
import type { ConnectNoun, Control, DataNoun, DevelopNoun, GenesNoun, NetworkNoun, Noun, Quantity } from '../specification.ts';
import { meaningOf, toSI } from '../units.ts';
import { wordEntry } from '../vocabulary/index.ts';
import { defaultQuantity } from './defaults.ts';
import { describe, type Description } from './describe.ts';
import { booleanOf, canonical, quantityOf, timeOf } from './expression.ts';
import { notYet, Refused, type Scope } from './scope.ts';
import { all, filled, has, last, needed, optional, read, type Read, settings, statementsOf, value, values, word } from './settings.ts';

export function nounOf(description: Description): Noun {
  switch (description.noun) {
    case 'genes': return genesOf(description);
    case 'develop': return developOf(description);
    case 'connect': return connectOf(description);
    case 'data': return dataOf(description);
    case 'network': return networkOf(description);
    default: return notYet(`\`${description.noun}\``, description.declaration.noun.range);
  }
}

/** The value behind a header label, with its scope. */
function header(description: Description, label: string): { readonly value: Value; readonly scope: Scope } | undefined {
  const found = description.header.find(({ phrase }) => phrase.label.text === label);
  const given = found?.phrase.items[0]?.value;
  return found && given && { value: given, scope: found.scope };
}
const referenceOf = (given: Value | undefined): string | undefined => (given?.base.kind === 'string' ? given.base.value : undefined);

export function genesOf(description: Description): GenesNoun {
  const reads = settings(description);
  const imported = importedNetwork(description);
  const genes = new Map<string, Gene>(imported?.genes.map((gene) => [gene.name, gene]));
  for (const { statement } of description.statements) {
    if (statement.kind === 'assignment') genes.set(statement.name.text, { name: statement.name.text, rule: booleanOf(statement.value.base) });
  }
  const declared = all(reads, 'input').flatMap((found) => values(found, 'inputs').map(word));
  const fates = description.statements.flatMap(({ statement }) => (statement.kind === 'definition' && statement.word.text === 'fate' && !description.removed.has(statement.name.text) ? [{ name: statement.name.text, rule: booleanOf(statement.value) }] : []));
  const signs = description.statements.flatMap(({ statement }) => (statement.kind === 'regulation' ? [{ source: statement.source.text, target: statement.target.text, sign: statement.sign === '->' ? (1 as const) : (-1 as const) }] : []));
  const scheme = optional(last(reads, 'update'), 'scheme');
  const fixed: Record<string, 0 | 1> = { ...imported?.fixed };
  const controls: NonNullable<GenesNoun['controls']>[number][] = [];
  for (const { call } of description.controls) {
    if (call.callee.text === 'rewired_rules') { controls.push({ control: 'rewired_rules', stream: textOf(call) }); continue; }
    const gene = call.arguments[1]?.value;
    const name = gene?.kind === 'name' ? gene.text : gene?.kind === 'string' ? gene.value : undefined;
    if (!name) throw new Refused(`\`${call.callee.text}\` needs a gene.`, call.range);
    fixed[name] = call.callee.text === 'knock_out' ? 0 : 1;
  }
  return {
    noun: 'genes', name: description.name, stream: description.stream,
    genes: [...genes.values()], inputs: [...new Set([...declared, ...(imported?.inputs ?? [])])].filter((name) => !genes.has(name)),
    fates: [...(imported?.fates ?? []), ...fates], signs: [...(imported?.signs ?? []), ...signs],
    update: scheme && word(scheme) === 'asynchronous' ? 'asynchronous' : scheme ? 'synchronous' : (imported?.update ?? 'synchronous'), fixed,
    ...(controls.length > 0 && { controls }),
  };
}
function importedNetwork(description: Description): GeneNetwork | undefined {
  const from = header(description, 'from');
  if (!from) return undefined;
  const path = referenceOf(from.value);
  const request = inferenceOf(description);
  const network = path === undefined ? undefined : from.scope.networks.get(request ? inferenceKey(request) : path);
  if (!network && request) throw new Refused(`The rules from "${request.path}" have not been inferred: an inference is declared as a noun of its own, \`genes NAME like ${description.name} { … }\`.`, from.value.range);
  if (!network) throw new Refused(`The rules in ${path === undefined ? 'this file' : `"${path}"`} have not been read.`, from.value.range);
  return network;
}

function developOf(description: Description): DevelopNoun {
  const reads = settings(description);
  const from = header(description, 'from');
  if (!from) throw new Refused(`\`develop ${description.name}\` needs \`from\` and the name of its genes.`, description.declaration.name.range);
  const numeric = (given: Quantity): number => given as number; // a `vary` variable stands in until a job is made
  const spaceRead = needed(reads, 'space', description);
  const stepRead = needed(reads, 'step', description);
  const step = quantityOf(value(stepRead, 'duration'), stepRead.scope.variables);
  const time = (found: Read, slot: string): number => numeric(timeOf(value(found, slot), step, found.scope.variables));
  const plain = (found: Read, slot: string): number => numeric(quantityOf(value(found, slot), found.scope.variables));
  const stopRead = needed(reads, 'stop', description);
  const signals = description.statements.flatMap(({ statement, scope }) =>
    (statement.kind === 'definition' && statement.word.text === 'signal' ? [{ name: statement.name.text, expression: canonical(statement.value, scope.variables) }] : []));
  return {
    noun: 'develop', name: description.name, stream: description.stream, genes: genesOf(describe(from.value, from.scope)),
    space: values(spaceRead, 'lengths').map((given) => numeric(quantityOf(given, spaceRead.scope.variables))),
    step: numeric(step), stop: time(stopRead, 'at'), start: startOf(last(reads, 'start')),
    signals: sorted(signals, ({ name }) => name),
    divide: sorted(all(reads, 'divide').map((found) => {
      const until = optional(found, 'until'), spread = optional(found, 'spread');
      return { fate: word(value(found, 'fate')), every: time(found, 'every'), ...(until && { until: plain(found, 'until') }), spread: spread ? plain(found, 'spread') : defaultQuantity(found.match.entry.options?.find(({ name }) => name === 'spread') ?? {}) };
    }), ({ fate }) => fate),
    migrate: sorted(all(reads, 'migrate').map((found) => ({ fate: word(value(found, 'fate')), along: word(value(found, 'along')) === 'inward' ? ('inward' as const) : ('outward' as const), speed: plain(found, 'speed') })), ({ fate }) => fate),
    synapses: sorted(all(reads, 'synapse').map((found) => synapseOf(found, step)), ({ pre, post }) => `${pre} ${post}`),
    controls: description.controls.map(({ call }) => (call.callee.text === 'distance_only' ? 'distance_only' : 'identity_shuffled')),
  };
}
/** The order of statements means nothing, so their canonical order is by name. */
const sorted = <T>(items: readonly T[], name: (item: T) => string): readonly T[] => [...items].sort((a, b) => (name(a) < name(b) ? -1 : name(a) > name(b) ? 1 : 0));

function startOf(found: Read | undefined): DevelopNoun['start'] {
  if (!found) return { count: 1, place: 'centre' };
  const fate = optional(found, 'fate'), place = optional(found, 'place');
  const on = found.match.block?.statements.flatMap((statement) => (statement.kind === 'setting' && statement.word.text === 'on' ? statement.items.map((item) => word(item.value)) : []));
  return {
    count: quantityOf(value(found, 'count'), found.scope.variables) as number,
    ...(fate && { fate: word(fate) }), ...(on && on.length > 0 && { on }), place: place && word(place) === 'uniform' ? 'uniform' : 'centre',
  };
}

function synapseOf(found: Read, step: Quantity): SynapseRule {
  const words = found.match.entry.block ?? [];
  const inner = read(statementsOf(found.match.block?.statements ?? [], found.scope), words);
  const expression = (name: string): Canonical | undefined => { const given = optional(last(inner, name), name); return given && canonical(given.base, found.scope.variables); };
  const probability = optional(last(inner, 'probability'), 'probability');
  if (!probability) throw new Refused('`synapse` needs `probability`.', found.match.setting.range);
  const per = optional(last(inner, 'probability'), 'per');
  const prune = expression('prune');
  const strengthen = last(inner, 'strengthen');
  return {
    pre: word(value(found, 'pre')), post: word(value(found, 'post')),
    probability: perSecond(canonical(probability.base, found.scope.variables), per), perSecond: per !== undefined,
    weight: expression('weight') ?? defaultQuantity(wordEntry(words, 'weight') ?? {}),
    ...(prune !== undefined && { prune }),
    ...(strengthen && { strengthen: {
      factor: quantityOf(value(strengthen, 'factor'), strengthen.scope.variables) as number,
      every: timeOf(value(strengthen, 'every'), step, strengthen.scope.variables) as number,
      until: quantityOf(value(strengthen, 'until'), strengthen.scope.variables) as number } }),
  };
}

/** `p per h` in 1/s. */
function perSecond(probability: Canonical, per: Value | undefined): Canonical {
  if (!per) return probability;
  const seconds = toSI(1, meaningOf(word(per)));
  return typeof probability === 'number' ? probability / seconds : { call: '/', arguments: [probability, seconds] };
}

function connectOf(description: Description): ConnectNoun {
  const reads = settings(description);
  const from = header(description, 'from');
  if (!from) return notYet('`connect` without `from`', description.declaration.name.range);
  const path = referenceOf(from.value);
  if (path !== undefined && !holdsConnections(path)) return notYet(`\`from "${path}"\`: a file or folder of this kind`, from.value.range);
  const cells = last(reads, 'cells');
  const fate = optional(cells, 'fate'), where = optional(cells, 'where');
  const edges = optional(last(reads, 'edges'), 'where');
  const rows = optional(last(reads, 'rows'), 'rows');
  const columns = last(reads, 'columns');
  const none: ReadonlySet<string> = new Set();
  const source: ConnectNoun['source'] = path === undefined
    ? { kind: 'develop', develop: developOf(describe(from.value, from.scope)), ...(fate && { cells: word(fate) }) }
    : { kind: 'file', path, rows: rows && word(rows) === 'source' ? 'source' : 'target',
        ...(where && { cells: canonical(where.base, none) }), ...(edges && { edges: canonical(edges.base, none) }),
        ...(columns && { columns: Object.fromEntries(['pre', 'post', 'weight'].flatMap((name) => { const given = filled(columns, name)?.value; return given ? [[name, word(given)]] : []; })) }) };
  return {
    noun: 'connect', name: description.name, stream: description.stream, source,
    controls: description.controls.map(({ call }) => controlOf(call)), unitRows: last(reads, 'unit_rows') !== undefined,
  };
}
function controlOf(call: Call): Control {
  const keep = call.arguments.find(({ name }) => name?.text === 'keep')?.value ?? call.arguments.filter(({ name }) => !name)[1]?.value;
  return { control: call.callee.text as Control['control'], stream: textOf(call), ...(call.callee.text === 'rewired' && { keep: keep?.kind === 'name' ? (keep.text as NonNullable<Control['keep']>) : 'both' }) };
}
/** A call's text, in one spelling: it keys the call's random draws. */
function textOf(expression: Expression | RangeExpression): string {
  switch (expression.kind) {
    case 'name': return expression.text;
    case 'string': return `"${expression.value}"`;
    case 'number': return `${expression.text.replaceAll('_', '')}${expression.unit && !expression.text.endsWith(expression.unit.text) ? ` ${expression.unit.text}` : ''}`;
    case 'group': return `(${textOf(expression.expression)})`;
    case 'member': return `${expression.object.text}.${expression.property.text}`;
    case 'unary': return `${expression.operator} ${textOf(expression.operand)}`;
    case 'binary': return `${textOf(expression.left)} ${expression.operator} ${textOf(expression.right)}`;
    case 'range': return `${textOf(expression.from)} .. ${textOf(expression.to)}`;
    case 'call': return `${expression.callee.text}(${expression.arguments.map(({ name, value: given }) => `${name ? `${name.text}: ` : ''}${textOf(given)}`).join(', ')})`;
    case 'of': return `${textOf(expression.measure)} of ${expression.condition.text}`;
    case 'error': return '';
  }
}

export function dataOf(description: Description): DataNoun {
  settings(description);
  const from = header(description, 'from');
  const reference = from && (referenceOf(from.value) ?? (from.value.base.kind === 'name' ? from.value.base.text : undefined));
  if (!reference) throw new Refused(`\`data ${description.name}\` needs \`from\` and a data set.`, description.declaration.name.range);
  if (description.controls.length > 0) notYet(`\`${description.controls[0].call.callee.text}\``, description.controls[0].call.range);
  return { noun: 'data', name: description.name, reference };
}

const activations: readonly Activation[] = ['relu', 'tanh', 'softplus', 'sigmoid'];
const activationOf = (found: Read): Activation => activations.find((name) => has(found, name)) ?? 'identity';

function networkOf(description: Description): NetworkNoun {
  const withoutCircuit = description.removed.has('recurrent');
  const reads = settings({ ...description, removed: new Set([...description.removed].filter((name) => name !== 'recurrent')) });
  if (description.controls.length > 0) notYet(`\`${description.controls[0].call.callee.text}\``, description.controls[0].call.range);
  const input = needed(reads, 'input', description), readout = needed(reads, 'readout', description);
  const recurrent = last(reads, 'recurrent'), neurons = last(reads, 'neurons');
  if (!recurrent && !neurons) throw new Refused(`\`network ${description.name}\` needs \`recurrent\` or \`neurons\`: nothing says how wide it is.`, description.declaration.name.range);
  const size = (found: Read, slot: string): Quantity => quantityOf(value(found, slot), found.scope.variables);
  return {
    noun: 'network', name: description.name, stream: description.stream,
    input: { size: size(input, 'size'), activation: activationOf(input), biased: !has(input, 'unbiased') },
    ...(recurrent && { recurrent: {
      matrix: connectOf(matrixOf(recurrent)), removed: withoutCircuit, fixed: has(recurrent, 'fixed'),
      steps: optional(recurrent, 'steps') ? size(recurrent, 'steps') : defaultQuantity(recurrent.match.entry.options?.find(({ name }) => name === 'steps') ?? {}), activation: activationOf(recurrent),
      biased: !has(recurrent, 'fixed') && !has(recurrent, 'unbiased') } }),
    ...(neurons && { neurons: size(neurons, 'neurons') }),
    readout: { size: size(readout, 'size'), biased: !has(readout, 'unbiased') },
  };
}
function matrixOf(found: Read): Description {
  const given = value(found, 'matrix');
  if (given.base.kind === 'name' && given.base.text === 'orthogonal' && !found.scope.file.declared.has('orthogonal')) return notYet('`orthogonal`', given.range);
  return describe(given, found.scope);
}
