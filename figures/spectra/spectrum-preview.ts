import type { Tiles } from '../../engine/connectivity/index.ts';
import type { ExponentFit } from '../../engine/spectra/index.ts';
import type { Figure } from '../figure.ts';
import { planePanel } from './eigenvalues-figure.ts';
import { mapsOf, matrixCaption, sizeText } from './matrix-figure.ts';
import { panelOf } from './spectrum-figure.ts';

/** What is known of connectivity before anything runs: one draw of it, and what is predicted of all. */
export interface SpectrumPreview {
  /** Name and, where it is drawn, the seed: `wild, seed 1`. */
  readonly of: string;
  readonly matrix?: Tiles;
  /** Sizes of groups, in the order of the neurons. */
  readonly groups?: readonly number[];
  /**
   * Exact variances in falling order, and the fit over the predicted ranks. Absent where activity would grow without
   * bound.
   */
  readonly variances?: { readonly neurons: number; readonly values: Float64Array; readonly fit?: ExponentFit };
  readonly eigenvalues?: { readonly re: Float64Array; readonly im: Float64Array; readonly bulkRadius?: number };
  /** The exponent to expect, and its standard deviation over draws of so few neurons. */
  readonly expected?: { readonly value: number; readonly spread: number };
}

/**
 * Of the `connect` at the cursor: its weights, the exact spectrum of its activity with the fit, and its eigenvalues
 * where they are not all real.
 */
export function previewSpectrumFigures(preview: SpectrumPreview): Figure[] {
  const { of, matrix, groups, variances, eigenvalues, expected } = preview;
  const figures: Figure[] = [];
  if (matrix && matrix.size > 0)
    figures.push({
      name: 'matrix',
      title: `Weights of ${of}`,
      summary: `Weight matrix of ${of}: ${sizeText(matrix)}.`,
      caption: matrixCaption([{ ...matrix, ...(groups ? { groups } : {}) }], 'neurons'),
      panels: [{ kind: 'matrix', maps: mapsOf(matrix, groups, '') }],
    });
  if (variances) {
    const { panel, told } = panelOf(
      [{ name: of, found: [{ condition: of, seed: 1, at: {}, estimator: 'covariance', ...variances }] }],
      'covariance',
      '',
      {},
    );
    const said = expected
      ? `Expected over draws: α = ${expected.value.toFixed(2)} ± ${expected.spread.toFixed(2)} (standard ` +
        `deviation, N = ${variances.neurons.toLocaleString('en')}).`
      : undefined;
    figures.push({
      name: 'spectrum',
      title: `Predicted spectrum of ${of}`,
      panels: [panel],
      summary:
        `Exact variance against rank of the activity of ${of} on logarithmic axes; exponent of ` +
        `${told.map(({ text }) => text).join(', ')}.${said ? ` ${said}` : ''}`,
      caption: [
        'Eigenvalues of the exact stationary covariance, before anything is simulated.',
        ...(variances.fit
          ? [
              `Dashed: the fitted power −α of rank, over ranks ${variances.fit.from} to ${variances.fit.to} ` +
                `(weights 1/rank).`,
            ]
          : []),
        ...(said ? [said] : []),
        'A straight stretch is no test for a power law.',
      ],
    });
  }
  if (eigenvalues?.im.some((each) => each !== 0)) {
    const panel = planePanel([{ name: of, found: [{ seed: 1, of: 'matrix', ...eigenvalues }] }], '', {});
    figures.push({
      name: 'eigenvalues',
      title: `Eigenvalues of ${of}`,
      panels: [panel],
      summary: `Eigenvalues of ${of} in the complex plane: ${panel.plots[0].note}.`,
      caption: [
        'Solid: the unit circle.',
        ...(eigenvalues.bulkRadius === undefined ? [] : ['Dashed: the circle that holds the bulk.']),
      ],
    });
  }
  return figures;
}
