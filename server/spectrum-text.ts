import type { Prediction } from '../engine/spectra/index.ts';
import type { Foreseen, Foresight } from './analyst.ts';
import { paragraphs, table } from './gene-text.ts';
import type { Clock } from './spectrum-around.ts';

/** What is foreseen of a spectrum, as Markdown and as plain words. */

export const computingSpectrum = '_Its spectrum is being computed …_';

/** For hover. `foresight`: undefined while it is being computed. */
export function spectrumText(drawn: Foreseen, foresight: Foresight | undefined, clocks: readonly Clock[]): string {
  if (!foresight) return computingSpectrum;
  if ('refused' in foresight) return `No prediction: ${foresight.refused}.`;
  const { prediction } = foresight;
  return paragraphs(
    table(
      ['before anything runs', 'predicted'],
      [
        ['largest real part', number(prediction.maxReal)],
        ['radius', number(prediction.radius)],
        ['gap', number(prediction.gap)],
        ['slowest time constant', slowest(prediction, clocks, true)],
        ['exponent', exponentText(prediction)],
      ],
    ),
    basis(drawn, prediction),
    'How fast variance falls with rank; not a test for a power law, and no proof that the matrix is symmetric.',
  );
}

/**
 * `slowest 20 s · exponent ≈ 0.70 ± 0.02`, with the size where a smaller matrix stands for the whole; nothing where
 * nothing can be foreseen.
 */
export function spectrumHint(foresight: Foresight, clocks: readonly Clock[]): string | undefined {
  if ('refused' in foresight) return undefined;
  const { prediction } = foresight;
  if (prediction.gap <= 0) return 'activity grows without bound';
  return [
    `slowest ${slowest(prediction, clocks.slice(0, 1), false)}`,
    ...(prediction.exponent
      ? [
          `exponent ≈ ` +
            `${spreadText(prediction.exponent)}${
              prediction.method === 'reduced' ? ` at N = ${prediction.neurons.toLocaleString('en')}` : ''
            }`,
        ]
      : []),
  ].join(' · ');
}

/** For the preview, in one line. */
export function spectrumSentence(drawn: Foreseen, foresight: Foresight, clocks: readonly Clock[]): string {
  if ('refused' in foresight) return `No prediction: ${foresight.refused}.`;
  const { prediction } = foresight;
  return (
    `Predicted: largest real part ${number(prediction.maxReal)} · radius ${number(prediction.radius)} · gap ` +
    `${number(prediction.gap)} · slowest ${slowest(prediction, clocks, true)} · exponent ` +
    `${exponentText(prediction)}.${prediction.method === 'reduced' ? ` ${basis(drawn, prediction)}` : ''}`
  );
}

/** The slowest mode decays by 1/e in tau / gap. */
function slowest({ gap }: Prediction, clocks: readonly Clock[], isNamed: boolean): string {
  if (gap <= 0) return 'none: activity grows without bound';
  if (clocks.length === 0) return `${number(1 / gap)} tau`;
  return clocks
    .map(({ name, tau }) => `${timeText(tau / gap)}${isNamed ? ` (tau ${timeText(tau)} of ${name})` : ''}`)
    .join(', ');
}
function exponentText({ exponent, neurons, method, samples, gap }: Prediction): string {
  if (exponent)
    return (
      `${spreadText(exponent)} over ranks ${exponent.from} .. ${exponent.to} at N = ` +
      `${neurons.toLocaleString('en')} (${method}, ${samples} samples)`
    );
  return gap > 0 ? 'none: too few values in these ranks' : 'none: there is no stationary activity';
}
const spreadText = ({ value, spread }: NonNullable<Prediction['exponent']>): string =>
  `${value.toFixed(2)} ± ${spread.toFixed(2)}`;

function basis({ program: { neurons }, ranks }: Foreseen, prediction: Prediction): string {
  switch (prediction.method) {
    case 'semicircle':
      return (
        '± is the standard deviation from draw to draw. The eigenvalues are those of a symmetric Gaussian ' +
        'matrix of this size, which all laws of finite variance come to share.'
      );
    case 'drawn':
      return '± is the standard deviation from draw to draw of this matrix.';
    case 'reduced':
      return (
        `Computed with ${prediction.neurons.toLocaleString('en')} of the ${neurons.toLocaleString('en')} ` +
        `neurons${prediction.exponent ? ` and over ranks up to ${prediction.exponent.to} for ${ranks.to}` : ''}: ` +
        `the whole differs, and scatters less.`
      );
  }
}

const number = (value: number): string =>
  (Math.abs(value) < 1e-12
    ? '0'
    : Number(value.toPrecision(4)).toLocaleString('en', { maximumSignificantDigits: 4 })
  ).replace('-', '−');
const timeText = (seconds: number): string => (seconds >= 1 ? `${number(seconds)} s` : `${number(seconds * 1000)} ms`);
