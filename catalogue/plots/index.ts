/** The plots. A curve of each condition is one record; a picture has its drawing in the figures. */
import type { Choice } from '../entry.ts';
import { degreePlots } from './degrees.ts';
import { laterPictures, pictures } from './pictures.ts';
import { scalingPlots } from './scaling.ts';
import type { CurvePlot, Picture } from './plot-record.ts';

export { isPicture, type PictureName, pictures } from './pictures.ts';
export type { CurvePlot, Picture, PlottedCurve } from './plot-record.ts';

export const curvePlots: readonly CurvePlot[] = [...degreePlots, ...scalingPlots];
export const curvePlotNamed = (name: string): CurvePlot | undefined =>
  curvePlots.find((record) => record.name === name);

/** What stands after `by` for a picture: each word once, with what it says. */
export const byOfPictures: Readonly<Record<string, string>> = Object.assign(
  {},
  ...Object.values<Picture>(pictures).map(({ by }) => by),
);
/** As the vocabulary shows them, after `plot`. */
export const plotChoices: readonly Choice[] = [
  ...Object.entries(pictures).map(([word, { documentation }]) => ({ word, documentation })),
  ...curvePlots.map(({ name, documentation }) => ({ word: name, documentation })),
  ...Object.entries(laterPictures).map(([word, { documentation }]) => ({
    word,
    documentation,
    status: 'later' as const,
  })),
];
