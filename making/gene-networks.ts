import { controlledGenes, drawsGenes } from '../catalogue/controls/index.ts';
import { isNamed } from '../catalogue/forms.ts';
import { analyseNetwork, type GeneNetwork, memberOf, type NetworkAnalysis, tooLarge } from '../engine/genes/index.ts';
import { encodeText, writeCsv } from '../formats/index.ts';
import type { ExperimentSpec, GenesNoun, MeasureSpec, Noun } from '../language/specification.ts';
import { canonical } from './canonical-json.ts';
import { nounsIn } from '../language/nouns-within.ts';

/** How many networks of a screen are looked into beyond those of the written conditions. */
export const mostScreenedNetworks = 40;

/** The network that a `genes` noun stands for with this seed: member and controls are drawn, innermost first. */
export function networkOf(
  { genes, inputs, fates, signs, update, fixed, open, controls, stream }: GenesNoun,
  seed: number,
): GeneNetwork {
  const network: GeneNetwork = { genes, inputs, fates, signs, update, fixed, ...(open && { open }) };
  return controlledGenes(memberOf(network, seed, stream), controls ?? [], seed);
}

/** Whether each seed has a network of its own. */
export const isDrawn = ({ open, controls = [] }: GenesNoun): boolean => open !== undefined || drawsGenes(controls);

/** The genes that something depends on: itself, those of its development, those of its circuit's. */
export const genesIn = (noun: Noun): GenesNoun | undefined => nounsIn(noun).find((held) => held.noun === 'genes');

/** The network that a measure names, as the condition has it; without a name, the one that the condition depends on. */
export function genesMeant({ call, nouns }: MeasureSpec, noun: Noun): GenesNoun | undefined {
  const own = nounsIn(noun).filter((within) => within.noun === 'genes');
  const given = call.takes.genes;
  if (!isNamed(given)) return own[0];
  const declared = nouns[given.named];
  return own.find(({ name }) => name === given.named) ?? (declared?.noun === 'genes' ? declared : undefined);
}

/** All that counts for where a network ends: neither its name nor what it is said to do. */
export const withoutName = ({ genes, inputs, fates, update, fixed, open, controls, stream }: GenesNoun) => ({
  genes,
  inputs,
  fates,
  update,
  fixed,
  open: open && { rules: open, stream },
  controls,
});

/**
 * The networks whose ends are kept: each once, by the first condition that has it; written conditions before those of a
 * screen, of which only those whose states can all be visited.
 */
export function keptNetworks({
  conditions,
}: ExperimentSpec): { readonly condition: string; readonly genes: GenesNoun }[] {
  const found = conditions.flatMap(({ name, noun, screened }) => {
    const genes = genesIn(noun);
    return genes && !isDrawn(genes) && !(screened && tooLarge(genes))
      ? [{ condition: name, genes, text: canonical(withoutName(genes)), screened: screened !== undefined }]
      : [];
  });
  const distinct = [...found.filter(({ screened }) => !screened), ...found.filter(({ screened }) => screened)].filter(
    ({ text }, i, all) => all.findIndex((other) => other.text === text) === i,
  );
  const written = distinct.filter(({ screened }) => !screened).length;
  return distinct.slice(0, written + mostScreenedNetworks).map(({ condition, genes }) => ({ condition, genes }));
}

/**
 * Where a network ends, as files that others can open: `analysis.json`, and `attractors.csv` with a row for each state.
 */
export function analysisFiles(genes: GenesNoun): Record<string, Uint8Array> {
  const analysis = analyseNetwork(networkOf(genes, 0));
  return {
    'analysis.json': encodeText(JSON.stringify(analysis)),
    'attractors.csv': encodeText(attractorTable(analysis)),
  };
}

/**
 * `attractor,kind,size,basin,fate,state`, then a column for each gene and free input: 0, 1, or * where a trap space
 * leaves it free. Counted from 1.
 */
function attractorTable({ genes, inputs, attractors }: NetworkAnalysis): string {
  return writeCsv(
    ['attractor', 'kind', 'size', 'basin', 'fate', 'state', ...genes, ...inputs],
    attractors.flatMap(({ kind, size, basin, fate, states }, a) =>
      states.map((state, s) => [a + 1, kind, size, basin, fate, s + 1, ...state]),
    ),
  );
}
