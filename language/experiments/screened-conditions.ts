/** `screen`: a condition for each gene, or each pair of genes, of the reference condition. */
import { interventionCalled, isIntervention } from '../../catalogue/controls/index.ts';
import type { Range } from '../../grammar/tree.ts';
import type { ConditionSpec, DevelopNoun, GenesNoun, Noun } from '../specification.ts';
import { type Match, valuesOf } from '../match.ts';
import { nounsIn, withNoun } from '../nouns-within.ts';
import { Refused } from '../canonical/scope.ts';
import { type Read, value, word } from '../canonical/read-settings.ts';

/** The most conditions that the screens of an experiment may add. */
export const mostScreened = 5000;

export type Screened = NonNullable<ConditionSpec['screened']>;

/** The conditions that the screens of an experiment add to its written ones; the first of these is the reference. */
export function screenedConditions(
  screens: readonly Read[],
  written: readonly ConditionSpec[],
): readonly ConditionSpec[] {
  if (screens.length === 0) return [];
  const reference = written[0];
  const {
    word: { range },
  } = screens[0].match.setting;
  const genes = screenedGenes(reference, range);
  const chosen = screens.map((screen) => ({
    intervention: word(value(screen, 'intervention')),
    genes: genesOf(screen, genes),
  }));
  const count = countOf(chosen);
  if (count > mostScreened) throw new Refused(tooManyScreened(count), range);
  const made = chosen.flatMap((one) => setsOf(one.intervention, one.genes));
  const names = screenedNames(
    made,
    written.map(({ name }) => name),
  );
  return made.flatMap((screened, index) => {
    const name = names[index];
    return name === undefined ? [] : [{ name, noun: withNoun(reference.noun, held(genes, screened)), screened }];
  });
}
export const tooManyScreened = (count: number): string =>
  `This screen makes ${count.toLocaleString('en')} conditions; there can be at most ` +
  `${mostScreened.toLocaleString('en')}. Choose the genes: \`screen knock_out of Pax6, Emx2\`.`;

/** The genes noun that the reference depends on. */
function screenedGenes(reference: ConditionSpec, at: Range): GenesNoun {
  const genes = genesBehind(reference.noun);
  if (!genes) throw new Refused(noGenesToScreen(reference.name), at);
  return genes;
}
export const noGenesToScreen = (reference: string): string =>
  `\`${reference}\`, the first condition, depends on no genes, so there is nothing to screen. Put a ` +
  `condition first that is, or grows from, a \`genes\` noun.`;

/** The genes noun that a noun is or grows from; there is at most one. */
export const genesBehind = (noun: Noun): GenesNoun | undefined => nounsIn(noun).find((held) => held.noun === 'genes');
/** The development that a noun is or grows from. */
export const developBehind = (noun: Noun): DevelopNoun | undefined =>
  nounsIn(noun).find((held) => held.noun === 'develop');

function genesOf(screen: Read, genes: GenesNoun): readonly string[] {
  const chosen = chosenGenes(screen.match);
  for (const { name, range } of chosen)
    if (![...genes.genes.map((gene) => gene.name), ...genes.inputs].includes(name))
      throw new Refused(`There is no gene \`${name}\` to screen.`, range);
  return chosen.length > 0 ? chosen.map(({ name }) => name) : freeGenes(genes);
}
/** Genes that have a rule and are not held already. */
export const freeGenes = ({ genes, fixed }: GenesNoun): readonly string[] =>
  genes.map(({ name }) => name).filter((name) => !(name in fixed));
/** Genes written out: `of Pax6, Emx2`. None: every gene that has a rule and is not held already. */
export function chosenGenes(
  screen: Pick<Match, 'filled'>,
): readonly { readonly name: string; readonly range: Range }[] {
  return valuesOf(screen, 'genes').flatMap(({ base, range }) => {
    if (base.kind === 'string') return [{ name: base.value, range }];
    return base.kind === 'name' && (base.quoted || base.text !== 'genes') ? [{ name: base.text, range }] : [];
  });
}
/** How many conditions interventions of genes make, without making them. */
export const countOf = (
  screens: readonly { readonly intervention: string; readonly genes: readonly string[] }[],
): number =>
  screens.reduce(
    (sum, { intervention, genes: { length } }) =>
      sum + (intervention === 'pairs' ? (length * (length - 1)) / 2 : length),
    0,
  );
/** What an intervention (or `pairs`) of genes changes, condition by condition. */
export function setsOf(intervention: string, genes: readonly string[]): readonly Screened[] {
  if (intervention === 'pairs')
    return genes.flatMap((first, index) =>
      genes.slice(index + 1).map((second) => ({ intervention: ofPairs, genes: [first, second] })),
    );
  return isIntervention(intervention) ? genes.map((gene) => ({ intervention, genes: [gene] })) : [];
}
/** What `pairs` does to each of its two genes. */
const ofPairs = 'knock_out';
/** What the conditions of a screen are called, before their genes. */
export const prefixOf = (intervention: string): string => `${intervention === 'pairs' ? ofPairs : intervention}_`;

/**
 * Names of screened conditions: `knock_out_Pax6`, `knock_out_Pax6_Emx2`. A character that no plain name has becomes
 * `_`; where that, or joining, gives a name that is taken, a number follows it. Undefined for what an earlier screen
 * makes already.
 */
export function screenedNames(made: readonly Screened[], written: readonly string[]): readonly (string | undefined)[] {
  const taken = new Set(written);
  const known = new Set<string>();
  return made.map(({ intervention, genes }) => {
    const key = JSON.stringify([intervention, genes]);
    if (known.has(key)) return undefined;
    known.add(key);
    const plain = [intervention, ...genes].map((part) => part.replaceAll(/[^A-Za-z0-9_]/g, '_')).join('_');
    let name = plain;
    for (let count = 2; taken.has(name); count++) name = `${plain}_${count}`;
    taken.add(name);
    return name;
  });
}

/** A network with genes of it held. */
export function held(genes: GenesNoun, { intervention, genes: names }: Screened): GenesNoun {
  const { holdsAt } = interventionCalled(intervention);
  const fixed = Object.fromEntries(names.map((gene) => [gene, holdsAt]));
  return { ...genes, fixed: { ...genes.fixed, ...fixed } };
}
