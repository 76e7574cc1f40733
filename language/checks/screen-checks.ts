/**
 * Family G: screens, against the genes of their first condition. Again when files have been read: only they may know
 * the genes.
 */
import { fatesNaming, minimalStart, regulators } from '../../engine/genes/index.ts';
import type { Declaration, Range, Setting } from '../../grammar/tree.ts';
import { constantOf } from '../constants.ts';
import { type ControlAsked, controlAsked, controlled, noneForced } from '../experiments/controlled-conditions.ts';
import { claimsIn } from '../claim-rows.ts';
import { conditionsNamed, conditionStatements, impliedSubject } from '../experiments/experiment-spec.ts';
import {
  chosenGenes,
  countOf,
  developBehind,
  freeGenes,
  genesBehind,
  held,
  heldBy,
  mostScreened,
  noGenesToScreen,
  screenedNames,
  setsOf,
  tooManyScreened,
} from '../experiments/screened-conditions.ts';
import type { Diagnostic, Fix } from '../diagnostic.ts';
import { bareName, match, valuesOf } from '../match.ts';
import type { DevelopNoun, GenesNoun, Noun, Screened } from '../specification.ts';
import { conditionsOf, declarations, isSound, nounOfDeclaration, settingsNamed, type View } from '../view.ts';
import { experimentEntry } from '../nouns/experiment-words.ts';
import { variesBySeed } from '../nouns/genes-noun.ts';
import { wordEntry } from '../vocabulary/index.ts';
import { type Check, diagnostic, distinct, listed } from './check.ts';
import { undefinedGene } from './gene-checks.ts';
import { G010 } from './intervention-checks.ts';
import { undeclared } from './language-checks.ts';

const screened = (first: string): string =>
  `language 1
genes mouse {
  Sox2, Sox2
  fate stem = Sox2
}
connect ring from "ring.json"
experiment loss {
  compare { first = ${first};  second = knock_out(mouse, Sox2) }
  screen over_express of every gene
  measure stem = basin(stem)
}
`;
const G012: Check = {
  code: 'G012',
  severity: 'error',
  tier: 'text',
  find: screens,
  title: 'a screen of no genes, of too many, or of nothing that is measured',
  explanation:
    'A screen changes the genes that the first condition is, or grows from, one at a time or in pairs. ' +
    'Where that condition depends on no genes there is nothing to change. A screen makes at most 5,000 ' +
    'conditions, and needs a measure to be of any use.',
  bad: screened('ring').replace('loss {', 'loss {\n  seeds 6'),
  good: screened('mouse').replace('connect ring from "ring.json"\n', ''),
};

/** A sheet that grows, and a screen of it. */
export const started = (on: string): string =>
  `language 1
genes mouse {
  update asynchronous
  Sox2, Sox2 & !Tbr1
  Tbr1, Tbr1 | Sox2
  fate progenitor = Sox2
  fate neuron = Tbr1 & !Sox2
}
develop cortex from mouse {
  space 1 mm, 1 mm
  step 6 h
  start 1 cell ${on}
  divide progenitor every 12 h until 100 cells
  synapse neuron to neuron { probability 0.1 }
  stop at 5 day
}
experiment loss {
  seeds 6
  compare { wild = cortex }
  screen knock_out of every gene
  measure cells = count(cells(cortex))
}
`;
const G015: Check = {
  code: 'G015',
  severity: 'hint',
  tier: 'science',
  find: screenedFates,
  title: 'screened genes without which nothing starts',
  explanation:
    'With these genes held, no state has the fate that growth starts from: those conditions have no ' +
    'circuit, and no values. That is a result; if it is not what is asked, start from a state that is written ' +
    'out, `start 1 cell { on Sox2, Hes1 }`, which holds as far as genes are free.',
  bad: started('as progenitor at centre'),
  good: started('at centre { on Sox2 }'),
};

interface Screen {
  readonly setting: Setting;
  readonly asked?: ControlAsked;
  readonly chosen: ReturnType<typeof chosenGenes>;
  readonly intervention: string;
  readonly genes: readonly string[];
}
const madeBy = ({ asked, intervention, genes }: Screen, of: GenesNoun): readonly Screened[] =>
  !asked ? setsOf(intervention, genes) : noneForced(of, asked) === undefined ? controlled(of, asked).made : [];

/** What is wrong with the screens of every experiment whose genes are known, and with claims about what they make. */
export function screens(view: View): readonly Diagnostic[] {
  return screensOf(view, false);
}
/** The same when files have been read, and what forces a fate may be searched. */
export const screensKnown = (view: View): readonly Diagnostic[] => screensOf(view, true);
function screensOf(view: View, isKnown: boolean): readonly Diagnostic[] {
  return screening(view).flatMap(({ experiment, reference, found }) => {
    const genes = genesBehind(reference.noun);
    const at = found[0].setting.word.range;
    if (!genes) return [diagnostic(G012, at, noGenesToScreen(reference.name), genesFirst(view, experiment))];
    if (!experiment.block?.statements.some((statement) => statement.kind === 'definition'))
      return [
        diagnostic(
          G012,
          at,
          'Nothing is measured, so the screen shows nothing. Add a measure: `measure neurons = basin(neuron)`.',
        ),
      ];
    const known = [...genes.genes.map(({ name }) => name), ...genes.inputs];
    const unknown = found
      .flatMap(({ chosen }) => chosen.filter(({ name }) => !known.includes(name)))
      .map(({ name, range }) => undefinedGene(name, range, known));
    if (unknown.length > 0) return unknown;
    const count = countOf(found);
    if (count > mostScreened) return [diagnostic(G012, at, tooManyScreened(count))];
    const isOpen = !isKnown && found.some(({ asked }) => asked);
    const made = isOpen ? [] : found.flatMap((screen) => madeBy(screen, genes));
    const names = screenedNames(made, written(experiment, reference.name)).flatMap((name) => name ?? []);
    return isOpen ? [] : unmade(experiment, [...written(experiment, reference.name), ...names]);
  });
}
/** The first condition changes places with the first that has genes. */
function genesFirst(view: View, experiment: Declaration): readonly Fix[] {
  const conditions = conditionStatements(experiment).map(({ name, value }) => ({
    name: name.text,
    range: { start: name.range.start, end: value.range.end },
  }));
  const withGenes = conditionsOf(view, experiment).find(({ noun }) => noun && genesBehind(noun));
  const [first] = conditions,
    other = conditions.find(({ name }) => name === withGenes?.name);
  if (!first || !other || other === first) return [];
  const text = ({ range }: typeof first): string => view.source.slice(range.start, range.end);
  return [
    {
      title: `Put \`${other.name}\` first`,
      edits: [
        { range: first.range, text: text(other) },
        { range: other.range, text: text(first) },
      ],
    },
  ];
}
const written = (experiment: Declaration, implied: string): readonly string[] => {
  const names = conditionStatements(experiment).map(({ name }) => name.text);
  return names.length > 0 ? names : [implied];
};
/** Claims about conditions that no screen makes. */
const unmade = (experiment: Declaration, known: readonly string[]): readonly Diagnostic[] =>
  distinct(
    claimsIn(experiment.block?.statements ?? [])
      .flatMap(conditionsNamed)
      .flatMap(({ text, range }) => (known.includes(text) ? [] : [undeclared(text, range, 'condition', known)])),
  );

/** Fates that a screen changes the meaning of, and those that growth can no longer start from. */
function screenedFates(view: View): readonly Diagnostic[] {
  return screening(view).flatMap(({ reference, found }) => {
    const genes = genesBehind(reference.noun),
      develop = developBehind(reference.noun);
    if (!genes || countOf(found) > mostScreened) return [];
    return found.flatMap((screen) => {
      const made = madeBy(screen, genes),
        { word } = screen.setting;
      return [
        ...meaningChanged(genes, made, word.range),
        ...(develop && !variesBySeed(develop.genes) ? unstarted(develop, made, word.range) : []),
      ];
    });
  });
}
function unstarted(
  { name: growth, genes, start }: DevelopNoun,
  made: readonly Screened[],
  at: Range,
): readonly Diagnostic[] {
  const { fate, on } = start;
  const rule = genes.fates.find(({ name }) => name === fate)?.rule;
  if (fate === undefined || on || !rule || regulators(rule).length > 20) return [];
  const named = new Set(regulators(rule));
  const without = made.filter(
    (screen) => screen.genes.some((gene) => named.has(gene)) && minimalStart(held(genes, screen), fate) === undefined,
  );
  return without.length === 0
    ? []
    : [
        diagnostic(
          G015,
          at,
          `No state has the fate \`${fate}\`, from which \`${growth}\` grows, with ` +
            `${listed(without.map(heldText))}: ` +
            `${without.length === 1 ? 'that condition has' : 'those conditions have'} no circuit.`,
        ),
      ];
}
const heldText = (screen: Screened): string =>
  [0, 1]
    .flatMap((value) => {
      const genes = screen.genes.filter((gene) => heldBy(screen)[gene] === value);
      return genes.length > 0 ? [`${genes.join(' and ')} held at ${value}`] : [];
    })
    .join(' and ');
function meaningChanged(genes: GenesNoun, made: readonly Screened[], at: Range): readonly Diagnostic[] {
  const changed = [...new Set(made.flatMap((screen) => screen.genes))]
    .map((gene) => ({ gene, fates: fatesNaming(genes, gene) }))
    .filter(({ fates }) => fates.length > 0);
  if (changed.length === 0) return [];
  const fates = [...new Set(changed.flatMap((one) => one.fates))];
  return [
    diagnostic(
      G010,
      at,
      `${fates.length === 1 ? 'The definition' : 'Definitions'} of ${listed(fates)} ` +
        `${fates.length === 1 ? 'names' : 'name'} ${listed(changed.map(({ gene }) => gene))}: in ` +
        `${changed.length === 1 ? 'that condition' : 'those conditions'} what the fate means changes with the gene.`,
    ),
  ];
}

/** Experiments with screens, and the canonical form of their first condition where it is known. */
export function screening(view: View): readonly {
  readonly experiment: Declaration;
  readonly reference: { readonly name: string; readonly noun: Noun };
  readonly found: readonly Screen[];
}[] {
  return declarations(view, 'experiment').flatMap((experiment) => {
    const settings = settingsNamed(experiment, 'screen');
    const reference = settings.length > 0 && isSound(view, experiment) ? referenceOf(view, experiment) : undefined;
    const genes = reference && genesBehind(reference.noun);
    return reference ? [{ experiment, reference, found: settings.map((setting) => screenOf(setting, genes)) }] : [];
  });
}
function referenceOf(view: View, experiment: Declaration): { readonly name: string; readonly noun: Noun } | undefined {
  const [first] = conditionsOf(view, experiment);
  if (first) return first.noun && { name: first.name, noun: first.noun };
  const implied = impliedSubject(view.scope, settingsNamed(experiment, 'train').length > 0)?.declaration;
  const noun = implied && nounOfDeclaration(view, implied);
  return noun && { name: implied.name.text, noun };
}
function screenOf(setting: Setting, genes: GenesNoun | undefined): Screen {
  const found = match(setting, wordEntry(experimentEntry.words, 'screen')!);
  const asked = controlAsked(found, (given) => (given.base.kind === 'error' ? undefined : constantOf(given.base)));
  if (asked) return { setting, asked, chosen: [], intervention: '', genes: [] };
  const chosen = chosenGenes(found);
  return {
    setting,
    chosen,
    intervention: bareName(valuesOf(found, 'intervention')[0])?.text ?? '',
    genes: chosen.length > 0 ? chosen.map(({ name }) => name) : genes ? freeGenes(genes) : [],
  };
}

export const screenChecks = { G012, G015 };
