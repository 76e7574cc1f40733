/** How what a screen changes is called, in tables and figures. */
import type { Screened } from '../language/specification.ts';

/** The genes of one condition: `Pax6 + Emx2`; of a control `+Pax6 −Emx2`, held on and off. */
export const changeText = ({ genes, values }: Screened): string =>
  values ? genes.map((gene, place) => `${values[place] ? '+' : '−'}${gene}`).join(' ') : genes.join(' + ');

/** The search that a condition belongs to: all knock-outs of one gene, all pairs, all that force a fate. */
export const searchText = ({ intervention, genes, fate }: Screened): string =>
  fate === undefined ? `${genes.length > 1 ? 'pairs of ' : ''}${intervention}` : `${intervention} of ${fate}`;
