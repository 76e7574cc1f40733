import { summarise } from '../../engine/statistics/index.ts';
import type { Results, SpectrumResult } from '../../results/contract.ts';
import { intervalKinds } from '../../results/interval-kinds.ts';
import type { ExponentFit, SpectrumEstimator } from '../../engine/spectra/index.ts';
import type { CurvesPanel, Figure, FitLine, Series } from '../figure.ts';
import { formatNumber } from '../number-text.ts';
import { type Counted, linesSentence } from '../caption.ts';
import { canBeDrawn, drawableInterval, logDomain } from '../axis-range.ts';
import { byPoint, geometricMean, notDrawn, seriesByRank } from './ranks-panel.ts';
import { pointText, type SweepPoint } from '../../results/sweep.ts';

/** Decades shown below the largest value: what lies lower is mostly rounding. */
const mostDecades = 6;
const estimators: Readonly<
  Record<SpectrumEstimator, { readonly title: string; readonly said: string; readonly axis: string }>
> = {
  covariance: {
    title: 'Spectrum of the exact covariance',
    said: 'eigenvalues of the exact stationary covariance',
    axis: 'Variance',
  },
  direct: {
    title: 'Spectrum of the covariance of activity',
    said: 'eigenvalues of the covariance of the activity',
    axis: 'Variance',
  },
  shared_variance: {
    title: 'Spectrum of shared variance',
    said: 'variance shared between halves of the neurons (singular values of their cross-covariance, all times)',
    axis: 'Shared variance',
  },
  svca: {
    title: 'Spectrum of shared variance (SVCA)',
    said: 'variance shared between halves of the neurons, in times not used to find the components',
    axis: 'Shared variance',
  },
};
const noSpectrum =
  'There is no spectrum to draw: measure an `exponent` or a `participation_ratio`, of connectivity, a ' +
  'simulation or a recording.';

const linesAndMeans = 'Thin lines: one per seed; thick lines: their geometric mean.';
/**
 * `plot spectrum`: variance against rank on logarithmic axes, a line per seed, with the fitted exponent over the ranks
 * it was fitted to.
 */
export function spectrumFigure(results: Results): Figure {
  const spectra = results.spectra ?? [];
  if (spectra.length === 0) return notDrawn('spectrum', 'Spectrum', noSpectrum);
  const kinds = (Object.keys(estimators) as SpectrumEstimator[]).filter((kind) =>
    spectra.some(({ estimator }) => estimator === kind),
  );
  const drawn = kinds.flatMap((kind) =>
    byPoint(
      results.experiment,
      spectra.filter(({ estimator }) => estimator === kind),
    ).map((point) => {
      const names = results.experiment.conditions.map(({ name }) => name);
      return {
        kind,
        at: point.at,
        ...panelOf(
          names.map((name) => ({ name, found: point.of(name) })),
          kind,
          [
            ...(kinds.length > 1 ? [estimators[kind].title] : []),
            ...(point.isOnly ? [] : [pointText(results.experiment, point.at)]),
          ].join(', '),
          point.at,
        ),
      };
    }),
  );
  const counts = drawn.flatMap(({ told }) => told);
  const summaries = drawn.flatMap(({ kind, at, told }) => {
    const named = [pointText(results.experiment, at), kinds.length > 1 ? kind.replaceAll('_', ' ') : ''];
    return told.map(({ text }) => [...named, text].filter(Boolean).join(', '));
  });
  return {
    name: 'spectrum',
    title: kinds.length === 1 ? estimators[kinds[0]].title : 'Spectra',
    panels: drawn.map(({ panel }) => panel),
    summary: `Variance against rank on logarithmic axes. ${summaries.join('; ')}.`,
    caption: [
      ...kinds.map(
        (kind) =>
          `${kinds.length > 1 ? `${estimators[kind].title}: ` : ''}${capital(estimators[kind].said)}, ` +
          `against rank${sizes(spectra.filter(({ estimator }) => estimator === kind))}.`,
      ),
      `${counts.some(({ count }) => count > 1) ? linesAndMeans : 'One line per condition.'} ` +
        `${linesSentence(results.experiment, counts)}`,
      ...(drawn.some(({ panel }) => panel.fits?.length)
        ? [
            fitSentence(
              drawn.flatMap(({ at, told, kind }) =>
                told.flatMap((each) =>
                  each.alpha
                    ? [
                        {
                          of: [pointText(results.experiment, at), kinds.length > 1 ? kind : '']
                            .filter(Boolean)
                            .join(', '),
                          text: each.text,
                          hasInterval: each.hasInterval,
                        },
                      ]
                    : [],
                ),
              ),
              ranksOf(spectra),
            ),
            'A straight stretch here is no test for a power law.',
          ]
        : []),
      ...(drawn.some(({ below }) => below > 0)
        ? [
            `Values below a ${(10 ** mostDecades).toLocaleString('en')}th of the largest, or not positive and ` +
              `finite, are not shown.`,
          ]
        : []),
    ],
  };
}

const isTold = ({ alpha, intercept }: ExponentFit): boolean => canBeDrawn(alpha) && canBeDrawn(intercept, 'log');
/** What is told of a condition. */
interface Told extends Counted {
  readonly alpha?: number;
  readonly hasInterval?: boolean;
  readonly text: string;
}
/** One plot of the spectra of the conditions (in their order, those without one included). */
export function panelOf(
  conditions: readonly { readonly name: string; readonly found: readonly SpectrumResult[] }[],
  kind: SpectrumEstimator,
  title: string,
  at: SweepPoint,
): { panel: CurvesPanel; told: readonly Told[]; below: number } {
  const told: Told[] = [];
  const fits: FitLine[] = [];
  const series = conditions.map(({ name, found }, index): Series => {
    const line = seriesByRank(name, index === 0 && conditions.length > 1, found);
    const fitted = found.flatMap(({ fit }) => (fit && isTold(fit) ? [fit] : []));
    if (fitted.length === 0) {
      if (found.length > 0) told.push({ condition: name, count: found.length, text: name });
      return line;
    }
    const { mean, ci: interval } = summarise(fitted.map(({ alpha }) => alpha));
    const ci = drawableInterval(interval);
    const [from, to] = [Math.min(...fitted.map((each) => each.from)), Math.max(...fitted.map((each) => each.to))];
    const intercept = geometricMean(fitted.map((each) => each.intercept));
    const ends = [intercept * from ** -mean, intercept * to ** -mean] as const;
    if (ends.every((end) => canBeDrawn(end, 'log'))) fits.push({ condition: name, x: [from, to], y: ends });
    told.push({
      condition: name,
      count: found.length,
      alpha: mean,
      hasInterval: ci !== null,
      text: `${name} ${formatNumber(mean, 3)}${ci ? ` [${ci.map((each) => formatNumber(each, 3)).join(', ')}]` : ''}`,
    });
    return { ...line, note: `α ${formatNumber(mean, 2)}` };
  });
  const values = series.flatMap((each) => each.lines.flatMap((line) => line.y));
  const { domain, below } = logDomain(values, mostDecades);
  const last = Math.max(2, ...conditions.flatMap(({ found }) => found.map((each) => each.values.length)));
  const ranges = new Set(fits.map(({ x }) => x.join(' ')));
  return {
    told,
    below:
      below +
      conditions
        .flatMap(({ found }) => found)
        .reduce((sum, { values }) => sum + values.filter((each) => !canBeDrawn(each, 'log')).length, 0),
    panel: {
      kind: 'curves',
      ...(title ? { title } : {}),
      at,
      measure: estimators[kind].axis.toLowerCase(),
      isSquare: true,
      seeds: 'lines',
      references: [],
      series,
      fits,
      x: { label: 'Rank', unit: '', factor: 1, scale: 'log', domain: [1, last * 1.05] },
      y: { label: estimators[kind].axis, unit: '', factor: 1, scale: 'log', domain },
      ...(ranges.size === 1
        ? { range: { label: `fit, ranks ${fits[0].x[0]} to ${fits[0].x[1]}`, from: fits[0].x[0], to: fits[0].x[1] } }
        : {}),
    },
  };
}

function fitSentence(
  told: readonly { readonly of: string; readonly text: string; readonly hasInterval?: boolean }[],
  ranks: string,
): string {
  const interval = told.some(({ hasInterval }) => hasInterval) ? ` [${intervalKinds.seeds.says}]` : '';
  return (
    `Dashed: the fitted power −α of rank (least squares of logarithms, weights 1/rank${ranks}); mean ` +
    `α${interval}: ${told.map(({ of, text }) => (of ? `${of}, ${text}` : text)).join('; ')}.`
  );
}
function ranksOf(spectra: readonly SpectrumResult[]): string {
  const ranges = [...new Set(spectra.flatMap(({ fit }) => (fit ? [`${fit.from} to ${fit.to}`] : [])))];
  return ranges.length === 1 ? `, ranks ${ranges[0]}` : `, ranks ${ranges.slice(0, 4).join(' or ')}`;
}
function sizes(spectra: readonly SpectrumResult[]): string {
  const neurons = [...new Set(spectra.map((each) => each.neurons))]
    .sort((a, b) => a - b)
    .map((each) => each.toLocaleString('en'));
  return `, N = ${neurons.length > 3 ? `${neurons[0]} to ${neurons.at(-1)}` : neurons.join(' or ')}`;
}
function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
