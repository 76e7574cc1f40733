/**
 * Family G: where a development starts, and what its cells never become. Exact up to 20 genes and inputs; beyond, what
 * is said is certain, but not everything is seen.
 */
import { minimalStart, outOfReach, reachability, regulators, stateWith, tooLarge } from '../../engine/genes/index.ts';
import type { Declaration, Range } from '../../grammar/tree.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { DevelopNoun } from '../specification.ts';
import { settingsNamed } from '../view.ts';
import { type Check, diagnostic, listed } from './check.ts';

const grown = (rules: string): string =>
  `language 1
genes mouse {
  update asynchronous
${rules}  fate progenitor = Sox2
  fate neuron = Tbr1 & !Sox2
}
develop cortex from mouse {
  space 1 mm, 1 mm
  step 6 h
  start 1 cell as progenitor at centre
  divide progenitor every 12 h until 100 cells
  synapse neuron to neuron { probability 0.1 }
  stop at 5 day
}
`;

const G001: Check = {
  code: 'G001',
  severity: 'warning',
  tier: 'science',
  find: 'study',
  title: 'fate unreachable from the start',
  explanation:
    'No path of gene updates leads from the start state of a development to this fate, whatever the signals ' +
    'do: no cell will ever have it. The message names the gene that is missing, and why it never comes.',
  bad: grown('  Sox2, Sox2\n  Tbr1, Tbr1 & !Sox2\n'),
  good: grown('  Sox2, Sox2 & !Tbr1\n  Tbr1, Tbr1 | Sox2\n'),
};
const G011: Check = {
  code: 'G011',
  severity: 'hint',
  tier: 'science',
  find: 'study',
  title: 'several gene states fit the start',
  explanation:
    'A fate given as a start switches on only the genes it needs: the fewest, and of equally few those ' +
    'declared first. Other states have the fate too, and growth from them may go another way. `start 1 cell { ' +
    'on Sox2, Hes1 }` says the state outright.',
  bad: grown('  Sox2, Sox2 & !Tbr1\n  Tbr1, Tbr1 | Sox2\n'),
  good: grown('  Sox2, Sox2 & !Tbr1\n  Tbr1, Tbr1 | Sox2\n').replace(
    'as progenitor at centre',
    'at centre { on Sox2 }',
  ),
};
function startStates(declaration: Declaration, { genes, start }: DevelopNoun): readonly Diagnostic[] {
  const found = start.fate === undefined || start.on ? undefined : minimalStart(genes, start.fate);
  if (!found || found.qualifying < 2) return [];
  const all = 2 ** genes.genes.filter(({ name }) => !(name in genes.fixed)).length;
  const [written] = settingsNamed(declaration, 'start');
  const range =
    written?.phrases.find(({ label }) => label.text === 'as')?.items[0]?.value.range ?? declaration.name.range;
  const on = found.on.length === 0 ? 'every gene off' : `only ${listed(found.on)} on`;
  return [
    diagnostic(
      G011,
      range,
      `${found.qualifying} of ${all} gene states have the fate \`${start.fate}\`; growth starts with ${on}. ` +
        `Say this or another outright: \`start … { on ${found.on.join(', ') || genes.genes[0].name} }\`.`,
    ),
  ];
}

/** Where a development starts, and what its cells never become. */
export const studyGrowth = (declaration: Declaration, noun: DevelopNoun): readonly Diagnostic[] =>
  startIsKnown(noun) ? [...startStates(declaration, noun), ...unreachableFates(declaration, noun)] : [];
/** The state of a fate that names more genes is not searched. */
const startIsKnown = ({ genes, start }: DevelopNoun): boolean =>
  start.on !== undefined ||
  start.fate === undefined ||
  regulators(genes.fates.find(({ name }) => name === start.fate)?.rule ?? { constant: true }).length <= 20;

/** Fates of a development that its cells never have. */
function unreachableFates(declaration: Declaration, noun: DevelopNoun): readonly Diagnostic[] {
  const { genes, start } = noun;
  const founder = tooLarge(genes) ? founderText(noun) : founderOf(noun);
  if (founder === undefined)
    return [
      diagnostic(
        G001,
        fateRange(declaration, start.fate ?? ''),
        `No state of the genes has the fate \`${start.fate}\`: its definition contradicts itself, so no ` +
          `cell can start with it.`,
      ),
    ];
  const wanted = [
    ...new Set([
      ...noun.divide.map(({ fate }) => fate),
      ...noun.migrate.map(({ fate }) => fate),
      ...noun.synapses.flatMap(({ pre, post }) => [pre, post]),
    ]),
  ];
  return wanted
    .filter((fate) => genes.fates.some(({ name }) => name === fate))
    .flatMap((fate) => {
      const why =
        typeof founder === 'string'
          ? whatKeepsAway(noun, founder, fate)
          : reachability(genes, [founder], fate, 'free').why;
      return why === ''
        ? []
        : [
            diagnostic(
              G001,
              fateRange(declaration, fate),
              `The fate \`${fate}\` cannot be reached from the start: ${why}. Change the rules, or the start.`,
            ),
          ];
    });
}
/** The gene state a development starts from; undefined where no state has the fate asked for. */
export const founderOf = ({ genes, start }: DevelopNoun): number | undefined =>
  start.on ? stateWith(genes, start.on) : start.fate ? minimalStart(genes, start.fate)?.state : 0;
/** The same of a network of any size: genes, then inputs that are not fixed. */
function founderText({ genes, start }: DevelopNoun): string | undefined {
  if (!start.on && start.fate) return minimalStart(genes, start.fate)?.text;
  const on = new Set(start.on);
  return [...genes.genes.map(({ name }) => name), ...genes.inputs.filter((name) => !(name in genes.fixed))]
    .map((name) => (on.has(name) ? '1' : '0'))
    .join('');
}
function whatKeepsAway({ genes }: DevelopNoun, founder: string, fate: string): string {
  const unchanging = outOfReach(genes, [founder], fate, 'free');
  if (!unchanging) return '';
  return unchanging.length === 0
    ? 'its definition contradicts itself'
    : unchanging
        .slice(0, 4)
        .map(({ name, value }) => `${name} stays ${value ? 'on' : 'off'}`)
        .join(' and ');
}
/** Where a development first speaks of a fate. */
function fateRange(declaration: Declaration, fate: string): Range {
  for (const statement of declaration.block?.statements ?? []) {
    if (statement.kind !== 'setting') continue;
    for (const { value } of [...statement.items, ...statement.phrases.flatMap(({ items }) => items)])
      if (value.base.kind === 'name' && value.base.text === fate) return value.base.range;
  }
  return declaration.name.range;
}
export const startChecks = { G001, G011 };
