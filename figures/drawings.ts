import type { Results } from '../results/contract.ts';
import { fileNameOfName } from '../results/names-as-files.ts';
import { drawSvg } from './draw/draw-svg.ts';
import { figuresOf } from './figures-of.ts';
import { figureData, isPicture } from './figure-table.ts';

/**
 * The files of a run's figures: an SVG per `plot`, and what it shows as CSV beside it, where that is not thousands of
 * pixels.
 */
export function drawings(results: Results): { readonly name: string; readonly content: string }[] {
  return figuresOf(results).flatMap((figure) => {
    const name = fileNameOfName(figure.name);
    return [
      { name: `${name}.svg`, content: drawSvg(figure) },
      ...(isPicture(figure) ? [] : [{ name: `${name}.csv`, content: figureData(figure) }]),
    ];
  });
}
