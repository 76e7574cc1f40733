/** `screen` statements: their genes are those of the first condition, and they make conditions that claims may name. */
import type { Block, Name, Range, Setting } from '../../grammar/tree.ts';
import { replaceBy } from '../checks/check.ts';
import { missing, misplaced, twice, unexpected } from '../checks/language-checks.ts';
import { impliedSubject } from '../experiments/experiment-spec.ts';
import {
  chosenGenes,
  countOf,
  mostScreened,
  prefixesOf,
  screenedNames,
  setsOf,
} from '../experiments/screened-conditions.ts';
import { ofControl } from '../experiments/controlled-conditions.ts';
import { bareName, match, valuesOf } from '../match.ts';
import { experimentEntry, fateForced, genesScreened } from '../nouns/experiment-words.ts';
import type { Screened as Change } from '../specification.ts';
import { type Word, wordEntry } from '../vocabulary/index.ts';
import { type GeneNames, type Names, noGenes, type Screened, type Walk } from './walk-context.ts';
import { genesOfValue, occur } from './walk-names.ts';
import { checkStatement } from './walk-statements.ts';

const entry = wordEntry(experimentEntry.words, 'screen')!;
const interventionOf = (found: ReturnType<typeof match>): string | undefined => {
  const name = bareName(valuesOf(found, 'intervention')[0])?.text;
  return entry.items?.[0].type.words?.find(({ word }) => word === name)?.word;
};

const settingsNamed = (block: Block, word: string): readonly Setting[] =>
  block.statements.filter(
    (statement): statement is Setting => statement.kind === 'setting' && statement.word.text === word,
  );
export const screensOf = (block: Block): readonly Setting[] => settingsNamed(block, 'screen');

/** The conditions that the screens of an experiment make, as far as the text tells. */
export function screenedIn(walk: Walk, block: Block, written: readonly string[]): Screened {
  const screens = screensOf(block);
  const genes = screens.length > 0 ? referenceGenes(walk, block) : noGenes;
  const made: { readonly change: Change; readonly range: Range }[] = [];
  const open: string[] = [];
  for (const setting of screens) {
    const found = match(setting, entry);
    const intervention = interventionOf(found);
    if (!intervention) continue;
    if (intervention === ofControl) {
      open.push(...prefixesOf(intervention));
      continue;
    }
    const chosen = chosenGenes(found).map(({ name }) => name);
    if (chosen.length === 0 && genes.open) open.push(...prefixesOf(intervention));
    const changed = chosen.length > 0 ? chosen : [...genes.genes.keys()];
    if (countOf([{ intervention, genes: changed }]) > mostScreened) open.push(...prefixesOf(intervention));
    else for (const change of setsOf(intervention, changed)) made.push({ change, range: setting.word.range });
  }
  const names = screenedNames(
    made.map(({ change }) => change),
    written,
  );
  return {
    genes,
    open,
    names: new Map(
      made.flatMap(({ change, range }, index) => {
        const name = names[index];
        return name === undefined ? [] : [[name, { genes: change.genes, range }]];
      }),
    ),
  };
}
/** The genes of the first condition. */
function referenceGenes({ scope }: Walk, block: Block): GeneNames {
  const [first] = settingsNamed(block, 'compare').flatMap((compare) => compare.block?.statements ?? []);
  if (first) return first.kind === 'assignment' ? genesOfValue(first.value, scope) : noGenes;
  const implied = impliedSubject(scope, settingsNamed(block, 'train').length > 0);
  return implied ? genesOfValue(implied.declaration.name, scope) : noGenes;
}

/**
 * `whole`: with what is inherited. `unsure`: something in the experiment could not be read, so nothing is said to be
 * missing from it.
 */
export function checkScreens(walk: Walk, block: Block, whole: Block, names: Names, unsure: boolean): void {
  for (const screen of screensOf(block)) {
    const before = walk.problems.length;
    const isControl = interventionOf(match(screen, entry)) === ofControl;
    checkStatement(walk, screen, {
      words: [screenEntryOf(screen)],
      names: { ...names, genes: names.screened?.genes ?? noGenes },
      where: 'in `experiment`',
    });
    if (walk.problems.length === before) (isControl ? checkFate : checkGenes)(walk, screen);
  }
  if (unsure) return;
  const drawn = settingsNamed(block, 'plot')
    .map(({ items }) => bareName(items[0]?.value))
    .find((name) => name?.text === 'screen');
  if (drawn && screensOf(whole).length === 0 && !names.measures.has('screen'))
    walk.problems.push(missing(drawn.range, '`plot screen`', 'a screen', entry.example));
}

/** What a screen takes: behind `of` a fate where it is one of control, else genes; then no options. */
export function screenEntryOf(screen: Setting): Word {
  const isControl = interventionOf(match(screen, entry)) === ofControl;
  const type = isControl ? fateForced : genesScreened;
  return {
    ...entry,
    labels: { ...entry.labels, of: (entry.labels?.of ?? []).map((slot) => ({ ...slot, type })) },
    options: isControl ? entry.options : [],
  };
}
/** Which fate: one. */
function checkFate(walk: Walk, screen: Setting): void {
  const of = screen.phrases.find(({ label }) => label.text === 'of'),
    every = screen.phrases.find(({ label }) => label.text === 'every');
  const fates = valuesOf(match(screen, entry), 'genes');
  if (every)
    walk.problems.push(unexpected(every.range, 'A screen of control is of one fate: `screen control of neuron`.'));
  else if (!of || fates.length === 0)
    walk.problems.push(missing(screen.word.range, '`screen control`', '`of` and a fate', 'screen control of neuron'));
  else if (fates.length > 1)
    walk.problems.push(
      unexpected(fates[1].range, 'A screen of control is of one fate; write another `screen` for the other.'),
    );
}
/** Which genes: each, the pairs of all, or some by name. */
function checkGenes(walk: Walk, screen: Setting): void {
  const found = match(screen, entry);
  const intervention = interventionOf(found);
  const of = screen.phrases.find(({ label }) => label.text === 'of'),
    every = screen.phrases.find(({ label }) => label.text === 'every');
  const chosen = chosenGenes(found);
  const all = of !== undefined && of.items.length > chosen.length;
  const behind = of && { start: of.range.start, end: (every ?? of).range.end };
  const double = chosen.find(({ name }, index) => chosen.slice(0, index).some((other) => other.name === name));
  const form = intervention === 'pairs' ? 'of genes' : 'of every gene';
  if (double) walk.problems.push(twice(double.name, double.range, 'The gene', 'Remove one of them.'));
  else if (!behind)
    walk.problems.push(missing(screen.word.range, '`screen`', '`of` and the genes', `screen ${intervention} ${form}`));
  else if (chosen.length > 0 && (all || every))
    walk.problems.push(
      unexpected(
        behind,
        `Either all genes or some by name: \`screen ${intervention} ${form}\`, or \`screen ${intervention} ` +
          `of ${chosen.map(({ name }) => name).join(', ')}\`.`,
      ),
    );
  else if (
    intervention === 'pairs' ? every !== undefined || of.items.length === 0 : all || (!every && chosen.length === 0)
  )
    walk.problems.push(
      misplaced(behind, `All genes are meant by \`screen ${intervention} ${form}\`.`, [replaceBy(behind, form)]),
    );
  else if (intervention === 'pairs' && chosen.length === 1)
    walk.problems.push(missing(behind, '`screen pairs`', 'two genes at least', 'screen pairs of Pax6, Emx2'));
}

/**
 * Whether a screen of genes that a file holds may make a condition of this name; if it does not, that is found when the
 * file is read.
 */
export const mayBeScreened = (name: string, { screened }: Names): boolean =>
  screened?.open.some((beginning) => name.startsWith(beginning)) ?? false;
/** In `knock_out_Pax6` the gene stands by its own name, and follows when that is changed. */
export function occurScreened(walk: Walk, { text, range }: Name, { genes, names }: Screened): void {
  let end = range.end;
  for (const gene of [...(names.get(text)?.genes ?? [])].reverse()) {
    const start = end - gene.length;
    const declared = genes.genes.get(gene) ?? genes.inputs.get(gene);
    if (!declared || walk.source.slice(start, end) !== gene) return;
    occur(walk, { start, end }, gene, genes.genes.has(gene) ? 'gene' : 'input', declared);
    end = start - 1;
  }
}
