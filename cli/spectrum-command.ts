import { meant } from './meant-name.ts';
import { usualRanks } from '../catalogue/measures/index.ts';
import path from 'node:path';
import { specifyMatrices } from '../language/index.ts';
import { meaningOf, toSI, time } from '../catalogue/units.ts';
import {
  Failure,
  type MatrixSpectrum,
  readableNumber,
  spectrumOfConnect,
  spectrumOfFile,
  type SpectrumRequest,
} from '../runs/index.ts';
import { showDiagnostic } from './shown-diagnostic.ts';
import { checkFile, hasErrors, readFailure } from './read-source.ts';
import { paint, print, say, type Speech, wrapped, textWidth } from './terminal.ts';
import { readPlainFile } from '../runs/data/index.ts';

export interface SpectrumOptions {
  readonly ranks?: string;
  readonly tau?: string;
  readonly seed?: string;
  readonly backend?: string;
  readonly dataset?: string;
}
interface Named {
  readonly name: string;
  readonly find: () => Promise<MatrixSpectrum>;
}

/**
 * `anlage spectrum`: what the eigenvalues of a file's matrices say. 1 if the file has errors, 2 if it cannot be read or
 * has no such matrix.
 */
export async function spectrum(
  file: string,
  name: string | undefined,
  options: SpectrumOptions,
  speech: Speech,
): Promise<number> {
  const request: SpectrumRequest = {
    seed: seedOf(options.seed),
    ranks: ranksOf(options.ranks),
    backend: options.backend,
    ...(options.dataset !== undefined && { dataset: options.dataset }),
  };
  const tau = tauOf(options.tau);
  if (options.dataset !== undefined && /\.anl$/i.test(file))
    throw new Failure('usage', `--dataset is of a file of matrices; in ${file} write: dataset "${options.dataset}".`);
  const matrices = /\.anl$/i.test(file)
    ? await declared(file, name, request, speech)
    : [{ name: path.basename(file), find: () => spectrumOfFile(file, contentOf(file), request) }];
  if (!matrices) return 1;
  for (const [i, matrix] of matrices.entries()) {
    const found = await matrix.find();
    if (!speech.json) for (const note of found.notes ?? []) say(`${matrix.name}: ${note}`);
    if (speech.json)
      print(
        JSON.stringify({ ...(matrices.length > 1 && { name: matrix.name }), ...spectrumJson(found, request, tau) }),
      );
    else print(`${i > 0 ? '\n' : ''}${spectrumTable(matrix.name, found, tau, speech)}`);
  }
  return 0;
}

/** The documented shape. Without an exponent or a slowest mode (activity does not decay) they are null. */
export function spectrumJson(
  { neurons, symmetric, radius, re, im, fit, slowest, notes = [] }: MatrixSpectrum,
  { ranks }: Pick<SpectrumRequest, 'ranks'>,
  tau: number | undefined,
) {
  return {
    n: neurons,
    kind: symmetric ? 'symmetric' : 'directed',
    radius,
    max_real: re[0] ?? null,
    alpha: fit?.alpha ?? null,
    ranks: [fit?.from ?? ranks.from, fit?.to ?? ranks.to],
    slowest: slowest === undefined ? null : { value: slowest * (tau ?? 1), unit: tau === undefined ? 'tau' : 's' },
    eigenvalues: Array.from(re, (real, i) => [real, im[i]]),
    ...(notes.length > 0 && { notes }),
  };
}

/** `slowest` in units of tau. */
const lifetime = (slowest: number, tau: number | undefined): string =>
  tau === undefined
    ? `${readableNumber(slowest)} tau`
    : `${readableNumber(slowest * tau)} s (tau ${readableNumber(tau * 1000)} ms)`;

function spectrumTable(
  name: string,
  { neurons, symmetric, radius, re, bulk, fit, why, slowest }: MatrixSpectrum,
  tau: number | undefined,
  { colour }: Speech,
): string {
  const style = paint(colour),
    reach = Math.max(0, ...bulk.outliers.slice(0, 3).map(([real, imaginary]) => Math.hypot(real, imaginary)));
  const rows: (readonly [string, string])[] = [
    ['largest real part', precise(re[0])],
    ['largest modulus', precise(radius)],
    [
      'bulk',
      bulk.radius === 0
        ? 'none: weights between neurons are all alike'
        : `radius ${readableNumber(bulk.radius)}; ` +
          `${
            bulk.outliers.length === 0
              ? 'no outlier'
              : `${bulk.outliers.length} ${bulk.outliers.length === 1 ? 'outlier' : 'outliers'}, up to ` +
                `${precise(reach)}`
          }`,
    ],
    [
      'slowest mode',
      slowest !== undefined
        ? lifetime(slowest, tau)
        : Math.abs(re[0] - 1) < 1e-9
          ? 'none: at the edge, activity neither decays nor grows'
          : 'none: activity grows',
    ],
    [
      'exponent',
      fit
        ? `${readableNumber(fit.alpha)} over ranks ${fit.from} .. ${fit.to} of ${fit.n.toLocaleString('en')}, ` +
          `exact covariance, curvature ${readableNumber(fit.curvature)}`
        : (why ?? ''),
    ],
  ];
  const width = textWidth(),
    wide = Math.max(...rows.map(([label]) => label.length)) + 2;
  const lines = rows.map(
    ([label, text]) =>
      `${style.quiet(label.padEnd(wide))}${wrapped(text, width - wide)
        .split('\n')
        .join(`\n${' '.repeat(wide)}`)}`,
  );
  return [
    `${style.bold(name)}  ` +
      `${style.quiet(`${neurons.toLocaleString('en')} neurons, ${symmetric ? 'symmetric' : 'directed'}`)}`,
    ...lines,
  ].join('\n');
}
/** Near 1 the fourth digit decides. */
const precise = (value: number): string => Number(value.toPrecision(6)).toString().replace('-', '−');

/** Nothing where the file has errors, which are then said. @throws Failure */
async function declared(
  file: string,
  name: string | undefined,
  request: SpectrumRequest,
  speech: Speech,
): Promise<readonly Named[] | undefined> {
  const { source, diagnostics, analysis, reader } = await checkFile(file);
  if (hasErrors(diagnostics)) {
    for (const one of diagnostics.filter(({ severity }) => severity === 'error'))
      say(`${showDiagnostic(file, source, one, paint(speech.colour))}\n`);
    return undefined;
  }
  const matrices = await specifyMatrices(analysis, reader);
  if (matrices.length === 0)
    throw new Failure(
      'usage',
      `${file} declares no connect: write "connect NAME { neurons 1000;  weights uniform(-1, 1), symmetric; ` +
        ` spectrum max 0.99 }", or name the file of a matrix.`,
    );
  const chosen = matrices.filter((matrix) => name === undefined || matrix.name === name);
  if (chosen.length === 0)
    throw new Failure(
      'usage',
      `${path.basename(file)} has no connect named "${name}": ${meant(
        name ?? '',
        matrices.map((matrix) => matrix.name),
      )}`,
    );
  return chosen.map((matrix) => ({ name: matrix.name, find: () => spectrumOfConnect(matrix, request, { file }) }));
}

function contentOf(file: string): Uint8Array {
  try {
    return readPlainFile(file);
  } catch (error) {
    throw readFailure(error, file, 'name the file of a matrix in it');
  }
}
function ranksOf(text: string | undefined): { readonly from: number; readonly to: number } {
  if (text === undefined) return usualRanks;
  const [, from, to] = (/^\s*(\d+)\s*\.\.\s*(\d+)\s*$/.exec(text) ?? []).map(Number);
  if (from >= 1 && to > from) return { from, to };
  throw new Failure('usage', `--ranks takes a range such as 11..500; "${text}" is none.`);
}
function seedOf(text = '1'): number {
  if (/^\d+$/.test(text)) return Number(text);
  throw new Failure('usage', `--seed takes a whole number; "${text}" is none.`);
}
function tauOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const [, value, unit] = /^\s*([\d.]+(?:e-?\d+)?)\s*([a-z]+)\s*$/i.exec(text) ?? [],
    meaning = unit ? meaningOf(unit) : undefined;
  if (meaning && !meaning.count && meaning.dimension.every((exponent, i) => exponent === time[i]) && Number(value) > 0)
    return toSI(Number(value), meaning);
  throw new Failure('usage', `--tau takes a time such as 20ms; "${text}" is none.`);
}
