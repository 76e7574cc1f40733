/** `screen`: a condition of the reference for each gene, each pair of genes, or each set that forces a fate. */
import { interventionCalled, interventions, isIntervention } from '../../catalogue/controls/index.ts';
import type { Range } from '../../grammar/tree.ts';
import type { ConditionSpec, DevelopNoun, GenesNoun, Noun, Screened } from '../specification.ts';
import { type Match, valuesOf } from '../match.ts';
import { nounsIn, withNoun } from '../nouns-within.ts';
import { constantOf } from '../canonical/canonical-expression.ts';
import { Refused } from '../canonical/scope.ts';
import { controlAsked, controlled, noneForced, ofControl } from './controlled-conditions.ts';
import { type Read, value, word } from '../canonical/read-settings.ts';

/** The most conditions that the screens of an experiment may add. */
export const mostScreened = 5000;

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
  const chosen = screens.map((screen) => changesOf(screen, genes));
  const count = chosen.reduce((sum, one) => sum + ('genes' in one ? countOf([one]) : one.length), 0);
  if (count > mostScreened) throw new Refused(tooManyScreened(count), range);
  const made = chosen.flatMap((one) => ('genes' in one ? setsOf(one.intervention, one.genes) : one));
  const names = screenedNames(
    made,
    written.map(({ name }) => name),
  );
  return made.flatMap((screened, index) => {
    const name = names[index];
    return name === undefined ? [] : [{ name, noun: withNoun(reference.noun, held(genes, screened)), screened }];
  });
}
/** Of a screen of genes which they are, still to be counted; of one of control what it found. */
function changesOf(
  { match, scope }: Read,
  genes: GenesNoun,
): readonly Screened[] | { readonly intervention: string; readonly genes: readonly string[] } {
  const asked = controlAsked(match, (given) => constantOf(given));
  if (!asked)
    return { intervention: word(value({ match, scope }, 'intervention')), genes: genesOf({ match, scope }, genes) };
  const why = noneForced(genes, asked);
  if (why !== undefined) throw new Refused(why, match.setting.word.range);
  return controlled(genes, asked).made;
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
/** How the names of the conditions of a screen begin. */
export const prefixesOf = (intervention: string): readonly string[] =>
  intervention === ofControl
    ? interventions.map(({ name }) => `${name}_`)
    : [`${intervention === 'pairs' ? ofPairs : intervention}_`];

/**
 * Names of screened conditions: `knock_out_Pax6`, `knock_out_Pax6_Emx2`, `over_express_Tbr1_knock_out_Pax6`. A
 * character that no plain name has becomes `_`; where that, or joining, gives a name that is taken, a number follows
 * it. Undefined for what an earlier screen makes already.
 */
export function screenedNames(made: readonly Screened[], written: readonly string[]): readonly (string | undefined)[] {
  const taken = new Set(written);
  const known = new Set<string>();
  return made.map((screened) => {
    const key = JSON.stringify(Object.entries(heldBy(screened)).sort());
    if (known.has(key)) return undefined;
    known.add(key);
    const plain = partsOf(screened)
      .map((part) => part.replaceAll(/[^A-Za-z0-9_]/g, '_'))
      .join('_');
    let name = plain;
    for (let count = 2; taken.has(name); count++) name = `${plain}_${count}`;
    taken.add(name);
    return name;
  });
}

/** A network with genes of it held. */
export const held = (genes: GenesNoun, screened: Screened): GenesNoun => ({
  ...genes,
  fixed: { ...genes.fixed, ...heldBy(screened) },
});
export const heldBy = ({ intervention, genes, values }: Screened): Readonly<Record<string, 0 | 1>> =>
  Object.fromEntries(
    genes.map((gene, place) => [gene, values ? values[place] : interventionCalled(intervention).holdsAt]),
  );
/** Each intervention, and behind it its genes. */
const partsOf = ({ intervention, genes, values }: Screened): readonly string[] =>
  values
    ? [...interventions].reverse().flatMap(({ name, holdsAt }) => {
        const of = genes.filter((_, place) => values[place] === holdsAt);
        return of.length > 0 ? [name, ...of] : [];
      })
    : [intervention, ...genes];
