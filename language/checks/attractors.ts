/** Family G: where gene rules lead. Exact, up to 20 genes and inputs; beyond that these checks say nothing. */
import { type Attractors, attractorsOnlyIn, findAttractors, type GeneNetwork, minimalStart, overlappingFates, reachability, stateWith, tooLarge, undefinedNames } from '../../engine/genes/index.ts';
import type { Declaration, Range } from '../../grammar/tree.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { DevelopNoun, GenesNoun } from '../specification.ts';
import { settingsNamed } from '../view.ts';
import { type Check, diagnostic, listed } from './check.ts';

const grown = (rules: string): string => `language 1\ngenes mouse {\n  update asynchronous\n${rules}  fate progenitor = Sox2\n  fate neuron = Tbr1 & !Sox2\n}\ndevelop cortex from mouse {\n  space 1 mm, 1 mm\n  step 6 h\n  start 1 cell as progenitor at centre\n  divide progenitor every 12 h until 100 cells\n  synapse neuron to neuron { probability 0.1 }\n  stop at 5 day\n}\n`;

const G001: Check = {
  code: 'G001', severity: 'warning', tier: 'science', title: 'fate unreachable from the start',
  explanation: 'No path of gene updates leads from the start state of a development to this fate, whatever the signals do: no cell will ever have it. The message names the gene that is missing, and why it never comes.',
  bad: grown('  Sox2, Sox2\n  Tbr1, Tbr1 & !Sox2\n'), good: grown('  Sox2, Sox2 & !Tbr1\n  Tbr1, Tbr1 | Sox2\n'),
};
const G011: Check = {
  code: 'G011', severity: 'hint', tier: 'science', title: 'several gene states fit the start',
  explanation: 'A fate given as a start switches on only the genes it needs: the fewest, and of equally few those declared first. Other states have the fate too, and growth from them may go another way. `start 1 cell { on Sox2, Hes1 }` says the state outright.',
  bad: grown('  Sox2, Sox2 & !Tbr1\n  Tbr1, Tbr1 | Sox2\n'), good: grown('  Sox2, Sox2 & !Tbr1\n  Tbr1, Tbr1 | Sox2\n').replace('as progenitor at centre', 'at centre { on Sox2 }'),
};
function startStates(declaration: Declaration, { genes, start }: DevelopNoun): readonly Diagnostic[] {
  const found = start.fate === undefined || start.on ? undefined : minimalStart(genes, start.fate);
  if (!found || found.qualifying < 2) return [];
  const all = 2 ** genes.genes.filter(({ name }) => !(name in genes.fixed)).length;
  const [written] = settingsNamed(declaration, 'start');
  const range = written?.phrases.find(({ label }) => label.text === 'as')?.items[0]?.value.range ?? declaration.name.range;
  const on = found.on.length === 0 ? 'every gene off' : `only ${listed(found.on)} on`;
  return [diagnostic(G011, range, `${found.qualifying} of ${all} gene states have the fate \`${start.fate}\`; growth starts with ${on}. Say this or another outright: \`start … { on ${found.on.join(', ') || genes.genes[0].name} }\`.`)];
}

/** Where a development starts, and what its cells never become. */
export const studyGrowth = (declaration: Declaration, noun: DevelopNoun): readonly Diagnostic[] => (tooLarge(noun.genes) ? [] : [...startStates(declaration, noun), ...unreachableFates(declaration, noun)]);
/** Fates of a development that its cells never have. */
function unreachableFates(declaration: Declaration, noun: DevelopNoun): readonly Diagnostic[] {
  const { genes, start } = noun;
  const founder = founderOf(noun);
  if (founder === undefined) return [diagnostic(G001, fateRange(declaration, start.fate ?? ''), `No state of the genes has the fate \`${start.fate}\`: its definition contradicts itself, so no cell can start with it.`)];
  const wanted = [...new Set([...noun.divide.map(({ fate }) => fate), ...noun.migrate.map(({ fate }) => fate), ...noun.synapses.flatMap(({ pre, post }) => [pre, post])])];
  return wanted.filter((fate) => genes.fates.some(({ name }) => name === fate)).flatMap((fate) => {
    const { reachable, why } = reachability(genes, [founder], fate, 'free');
    return reachable ? [] : [diagnostic(G001, fateRange(declaration, fate), `The fate \`${fate}\` cannot be reached from the start: ${why}. Change the rules, or the start.`)];
  });
}
/** The gene state a development starts from; undefined where no state has the fate asked for. */
export const founderOf = ({ genes, start }: DevelopNoun): number | undefined => (start.on ? stateWith(genes, start.on) : start.fate ? minimalStart(genes, start.fate)?.state : 0);
/** Where a development first speaks of a fate. */
function fateRange(declaration: Declaration, fate: string): Range {
  for (const statement of declaration.block?.statements ?? []) {
    if (statement.kind !== 'setting') continue;
    for (const { value } of [...statement.items, ...statement.phrases.flatMap(({ items }) => items)]) if (value.base.kind === 'name' && value.base.text === fate) return value.base.range;
  }
  return declaration.name.range;
}

const G002: Check = {
  code: 'G002', severity: 'warning', tier: 'science', title: 'fate lies inside an oscillation',
  explanation: 'The rules never come to rest there: states with the fate are visited again and again, and left. (Where no fate is declared, any oscillation is reported.) Synchronous update makes cycles that asynchronous update does not have.',
  bad: 'language 1\ngenes clock {\n  update synchronous\n  A, !B\n  B, A\n  fate up = A\n}\n', good: 'language 1\ngenes clock {\n  update synchronous\n  A, A\n  B, A\n  fate up = A\n}\n',
};
function oscillatingFates(name: string, network: GeneNetwork, attractors: Attractors, at: Range): readonly Diagnostic[] {
  const oscillations = attractors.attractors.filter(({ kind }) => kind !== 'steady');
  const fates = [...new Set(oscillations.flatMap(({ touched }) => touched))];
  if (network.fates.length > 0 && fates.length === 0) return [];
  if (oscillations.length === 0) return [];
  const sizes = oscillations.map(({ kind, size }) => (kind === 'cycle' ? `a cycle of period ${size}` : `a complex attractor of ${size} states`)).slice(0, 4).join(', ') + (oscillations.length > 4 ? ', …' : '');
  return [diagnostic(G002, at, fates.length > 0
    ? `${fates.length === 1 ? `The fate ${listed(fates)} lies` : `The fates ${listed(fates)} lie`} inside an oscillation under ${attractors.update} update (${sizes}): a cell would have ${fates.length === 1 ? 'it' : 'them'} and lose ${fates.length === 1 ? 'it' : 'them'} again.`
    : `\`${name}\` oscillates under ${attractors.update} update (${sizes}): a fate that lies there is never stable.`)];
}

const G003: Check = {
  code: 'G003', severity: 'warning', tier: 'science', title: 'fates overlap',
  explanation: 'A state has both fates, and the rules come to it: they can end there, or the cells of a development can reach it. A cell is given the fate declared first.',
  bad: 'language 1\ngenes mouse {\n  Sox2, Sox2\n  Pax6, Sox2\n  fate stem = Sox2\n  fate radial = Pax6\n}\n', good: 'language 1\ngenes mouse {\n  Sox2, Sox2\n  Pax6, Sox2\n  fate stem = Sox2\n  fate other = !Pax6\n}\n',
};
function overlaps(network: GeneNetwork, attractors: Attractors, founders: readonly number[], at: (fate: string) => Range): readonly Diagnostic[] {
  const ended = attractors.attractors.map(({ kept }) => kept);
  return overlappingFates(network).flatMap(({ fates: [first, second], witness }) => {
    if (!ended.some((kept) => kept.includes(first) && kept.includes(second)) && !reached(network, founders, first, second)) return [];
    const state = Object.entries(witness).map(([gene, value]) => (value ? gene : `!${gene}`)).join(' & ');
    return [diagnostic(G003, at(second), `A state has both fates, \`${first}\` and \`${second}\`: ${state}. Such a cell counts as \`${first}\`. Add to one of them what the other lacks.`)];
  });
}
/** Whether a cell of a development comes to have both fates. */
function reached(network: GeneNetwork, founders: readonly number[], first: string, second: string): boolean {
  const rules = network.fates.filter(({ name }) => name === first || name === second).map(({ rule }) => rule);
  return founders.length > 0 && reachability({ ...network, fates: [{ name: 'both', rule: { and: rules } }] }, founders, 'both', 'free').reachable;
}

const G007: Check = {
  code: 'G007', severity: 'warning', tier: 'science', title: 'attractors depend on the update scheme',
  explanation: 'Under the declared update scheme the rules end where they cannot end under the other. Attractors that only synchronous update has come from every gene switching at the same instant, which no cell does.',
  bad: 'language 1\ngenes toggle {\n  update synchronous\n  A, !B\n  B, !A\n  fate a = A & !B\n}\n', good: 'language 1\ngenes toggle {\n  update asynchronous\n  A, !B\n  B, !A\n  fate a = A & !B\n}\n',
};
function schemesDiffer(network: GeneNetwork, declared: Attractors, at: Range): readonly Diagnostic[] {
  const other = findAttractors(network, declared.update === 'synchronous' ? 'asynchronous' : 'synchronous');
  const only = attractorsOnlyIn(declared, other);
  if (only.length === 0) return [];
  const kinds = only.slice(0, 4).map(({ kind, size }) => (kind === 'cycle' ? `a cycle of period ${size}` : `${kind}, ${size} states`)).join(', ') + (only.length > 4 ? ', …' : '');
  return [diagnostic(G007, at, `${declared.attractors.length} attractors under ${declared.update} update, ${other.attractors.length} under ${other.update}: ${only.length} exist${only.length === 1 ? 's' : ''} only under ${declared.update} update (${kinds}).`)];
}

/** All of these for one `genes` noun; `founders`: the states from which developments start. */
export function studyGenes(declaration: Declaration, noun: GenesNoun, founders: readonly number[]): readonly Diagnostic[] {
  if (tooLarge(noun) || undefinedNames(noun).length > 0) return [];
  const at = declaration.name.range;
  const place = (fate: string): Range => declaration.block?.statements.flatMap((statement) => (statement.kind === 'definition' && statement.name.text === fate ? [statement.name.range] : []))[0] ?? at;
  const attractors = findAttractors(noun);
  const scheme = settingsNamed(declaration, 'update')[0]?.range ?? at;
  return [...oscillatingFates(noun.name, noun, attractors, at), ...overlaps(noun, attractors, founders, place), ...schemesDiffer(noun, attractors, scheme)];
}
export const attractorChecks: readonly Check[] = [G001, G002, G003, G007, G011];
