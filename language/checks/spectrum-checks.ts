/** Family C: spectra of matrices and of their activity, before anything runs. */
import { isVariable } from '../../catalogue/forms.ts';
import { isLinear, timeConstantOf } from '../../catalogue/laws-of-motion.ts';
import { exponent, measureNamed, usualRanks } from '../../catalogue/measures/index.ts';
import { isNumber } from '../../catalogue/units.ts';
import { fitExponent } from '../../engine/spectra/index.ts';
import type { Call, Declaration, Definition, Expression, Range, RangeExpression, Setting } from '../../grammar/tree.ts';
import type { Diagnostic, Fix } from '../diagnostic.ts';
import { functionEntry } from '../vocabulary/index.ts';
import { derivedIn } from '../experiments/derived-measures.ts';
import type { ConnectNoun, DynamicsNoun, Noun } from '../specification.ts';
import { argumentOf } from '../canonical/canonical-expression.ts';
import { conditionsStudied, matrixStudied, settingOf, studied, type Studied } from '../studied.ts';
import { declarations, isSound, standing, type View } from '../view.ts';
import { constantOf } from '../constants.ts';
import { type Check, diagnostic, distinct, replaceBy } from './check.ts';
import { edgeOf, isSymmetric, programOf } from '../spectral-edge.ts';
import { unscaled } from '../nouns/unscaled.ts';

const exponents = (settings: string, ranks = '11 .. 500'): string =>
  `language 1
connect wild { neurons 2000;  ${settings} }
experiment exponents {
  seeds 6
  compare { wild = wild }
  measure alpha = exponent(covariance, ranks: ${ranks})
}
`;
const resting = (spectrum: string, run: string): string =>
  `language 1
connect wild { neurons 2000;  weights uniform(-1, 1), symmetric;  spectrum ${spectrum} }
dynamics rest of wild {
  tau 20 ms;  dt 2 ms
  run ${run}
}
experiment modes {
  seeds 6
  compare { rest = rest }
  measure alpha = exponent(direct, ranks: 11 .. 500)
}
`;

const C020: Check = {
  code: 'C020',
  severity: 'error',
  tier: 'text',
  find: unstable,
  title: 'largest eigenvalue of 1 or more in linear dynamics',
  explanation:
    'In tau dx/dt = −x + W x + noise a mode with an eigenvalue λ decays by exp(−(1 − λ) t/tau): from 1 on ' +
    'it grows without bound, and no stationary covariance exists. `spectrum max r` sets the largest real part; ' +
    'in discrete time the modulus counts, `spectrum radius r`. Known from the settings; of a matrix from a ' +
    'file, computed.',
  bad: exponents('weights uniform(-1, 1), symmetric;  spectrum max 1.2'),
  good: exponents('weights uniform(-1, 1), symmetric;  spectrum max 0.999'),
};
function unstable(view: View): readonly Diagnostic[] {
  return distinct(
    [
      ...studied(view, 'dynamics')
        .filter(({ noun }) => isLinear(noun))
        .map(matrixStudied),
      ...soundExperiments(view)
        .filter((experiment) => callsOf(experiment).some(isExactCovariance))
        .flatMap((experiment) => conditionsStudied(view, experiment))
        .filter(isConnect),
    ].flatMap((matrix) => {
      const edge = edgeOf(matrix.noun);
      if (!edge || edge.largest * (edge.exact ? 1 : 0.9) < 1) return [];
      const spectrum = settingOf(matrix, 'spectrum', view),
        written = spectrum?.items[0]?.value;
      if (!matrix.noun.spectrum)
        return [
          diagnostic(
            C020,
            matrix.range,
            `Its largest eigenvalue is ${edge.exact ? '' : 'about '}${rounded(edge.largest)}: from 1 on, ` +
              `linear activity grows without bound. Scale it: \`spectrum max 0.999\`.`,
          ),
        ];
      const fixes: readonly Fix[] =
        written && constantOf(written.base) !== undefined ? [replaceBy(written.range, '0.999')] : [];
      return [
        diagnostic(
          C020,
          written?.range ?? matrix.range,
          `A largest eigenvalue of ${rounded(edge.largest)}: from 1 on, linear activity grows without ` +
            `bound. The edge is below 1: \`spectrum max 0.999\`.`,
          fixes,
        ),
      ];
    }),
  );
}
/** Of a matrix from a file, whose eigenvalues have been computed. */
export const beyondEdge = (largest: number | undefined, name: string, range: Range): readonly Diagnostic[] =>
  largest === undefined || largest < 1 - 1e-12
    ? []
    : [
        diagnostic(
          C020,
          range,
          `The largest eigenvalue of \`${name}\` is ${rounded(largest)}, computed from its file: from 1 on, ` +
            `linear activity grows without bound. Scale it: \`spectrum max 0.999\`.`,
        ),
      ];
const isExactCovariance = (call: Call): boolean =>
  measureNamed(call.callee.text)?.needs.includes('spectrum') === true && estimatorOf(call) === 'covariance';
const isConnect = (found: Studied): found is Studied<ConnectNoun> => found.noun.noun === 'connect';

const C021: Check = {
  code: 'C021',
  severity: 'warning',
  tier: 'text',
  find: slowModes,
  title: 'slowest mode longer than a tenth of the run',
  explanation:
    'A mode with the eigenvalue λ lasts tau / (1 − λ). A run that holds it fewer than ten times does not ' +
    'show its variance: the first values of the spectrum scatter, and the exponent with them. Run longer, take ' +
    'more `starts`, or move away from the edge. The covariance of the `connect` itself is exact.',
  bad: resting('max 0.999', '60 s, discard 8 s'),
  good: resting('max 0.99', '60 s, discard 8 s'),
};
function slowModes(view: View): readonly Diagnostic[] {
  return distinct(
    studied(view, 'dynamics').flatMap((found) => {
      const { noun } = found,
        edge = edgeOf(noun.matrix);
      const tau = timeConstantOf(noun);
      if (!isWhole(noun) || tau === undefined || !edge?.exact || edge.largest >= 1) return [];
      const slowest = tau / (1 - edge.largest),
        kept = noun.run.duration - noun.run.discard;
      if (kept <= 0 || slowest <= (kept / 10) * (1 + 1e-9)) return [];
      const expected = expectedExponent(noun.matrix, edge.largest);
      return [
        diagnostic(
          C021,
          settingOf(found, 'run', view)?.range ?? found.range,
          `The slowest mode lasts tau / (1 − ${rounded(edge.largest)}) = ${time(slowest)}, and a run keeps ` +
            `${time(kept)}${noun.run.starts > 1 ? ` (${noun.run.starts} starts)` : ''}: the leading variances will ` +
            `scatter.${expected} To see it ten times, run ${time(noun.run.discard + 10 * slowest)}.`,
          runFor(settingOf(found, 'run', view), noun.run.discard + 10 * slowest),
        ),
      ];
    }),
  );
}
/** Rounded up, so that it is long enough. */
const runFor = (run: Setting | undefined, seconds: number): readonly Fix[] =>
  run?.items[0] ? [replaceBy(run.items[0].value.range, time(Math.ceil(seconds * 1e3 - 1e-6) / 1e3))] : [];

/** Of the exact covariance by the semicircle law, for weights that are alike everywhere. */
function expectedExponent(connect: ConnectNoun, largest: number): string {
  const program = programOf(connect);
  if (!program || !isSymmetric(connect) || typeof (program.wire ?? 1) !== 'number' || program.neurons < 30) return '';
  const to = Math.min(usualRanks.to, Math.floor(program.neurons / 2)),
    from = Math.min(usualRanks.from, Math.floor(to / 3));
  const variances = Float64Array.from(
    { length: to },
    (_, rank) => 0.5 / (1 - largest * semicircleQuantile((rank + 0.5) / program.neurons)),
  );
  return ` Exponent expected over ranks ${from} .. ${to}: ${fitExponent(variances, { from, to }).alpha.toFixed(2)}.`;
}
/** λ = cos θ that a share of the eigenvalues of the semicircle law lies above: (θ − sin θ cos θ)/π, by bisection. */
function semicircleQuantile(share: number): number {
  let low = 0,
    high = Math.PI;
  for (let step = 0; step < 50; step++) {
    const angle = (low + high) / 2;
    if ((angle - Math.sin(angle) * Math.cos(angle)) / Math.PI < share) low = angle;
    else high = angle;
  }
  return Math.cos(low);
}

const C022: Check = {
  code: 'C022',
  severity: 'warning',
  tier: 'text',
  find: rangesBeyond,
  title: 'fit range beyond the spectrum',
  explanation:
    'The ranks of a fit or of a series reach beyond the spectrum, or beyond its half, where other laws hold ' +
    'than at its head. As in the critical-initialisation study, the fit of a spectrum that is too short ends at ' +
    'half its length. Variance shared by two halves has half as many values as there are neurons. Of Lyapunov ' +
    'exponents there are as many as neurons.',
  bad: exponents('weights uniform(-1, 1), symmetric;  spectrum max 0.999', '11 .. 5000'),
  good: exponents('weights uniform(-1, 1), symmetric;  spectrum max 0.999'),
};
function rangesBeyond(view: View): readonly Diagnostic[] {
  return soundExperiments(view).flatMap((experiment) =>
    callsOf(experiment).flatMap((call) => {
      const sizes = conditionsStudied(view, experiment).flatMap(({ noun }) => {
        const size = sizeOf(noun);
        return size === undefined ? [] : [size];
      });
      if (sizes.length === 0) return [];
      const neurons = Math.min(...sizes),
        many = countOf(call);
      if (many !== undefined && many.value > neurons)
        return [
          diagnostic(
            C022,
            many.range,
            `${neurons.toLocaleString('en')} neurons have ${neurons.toLocaleString('en')} exponents, and this asks ` +
              `for ${many.value.toLocaleString('en')}.`,
            [replaceBy(many.range, String(neurons))],
          ),
        ];
      const range = rangeOf(call),
        to = range && constantOf(range.to);
      if (!range || to === undefined) return [];
      const isHalved =
        ['shared_variance', 'svca'].includes(estimatorOf(call) ?? '') ||
        measureNamed(call.callee.text)?.ofHalves === true;
      const values = isHalved ? Math.floor(neurons / 2) : neurons,
        isFit = call.callee.text === exponent.name,
        most = isFit ? Math.floor(values / 2) : values;
      if (to <= most) return [];
      return [
        diagnostic(
          C022,
          range.range,
          `${neurons.toLocaleString('en')} neurons give a spectrum of ${values.toLocaleString('en')} ` +
            `values${isFit ? `; a fit should end at half of it, rank ${most.toLocaleString('en')}` : ''}, ` +
            `and this goes ` +
            `to ${to.toLocaleString('en')}.`,
          most > 0 ? [replaceBy(range.to.range, String(most))] : [],
        ),
      ];
    }),
  );
}
/** How many exponents a measure asks for. */
function countOf(call: Call): { readonly value: number; readonly range: Range } | undefined {
  const entry = functionEntry(call.callee.text),
    slot = entry?.parameters.find(({ type: { number } }) => number?.counts?.includes('exponents')),
    given = entry && slot && argumentOf(call, entry, slot.name);
  const value = given && given.kind !== 'range' ? constantOf(given) : undefined;
  return given && value !== undefined ? { value, range: given.range } : undefined;
}
/** The range of ranks that a measure takes. */
function rangeOf(call: Call): RangeExpression | undefined {
  const entry = functionEntry(call.callee.text),
    slot =
      measureNamed(call.callee.text) &&
      entry?.parameters.find(({ type: { range, number } }) => range && number && isNumber(number.dimension));
  const given = entry && slot && argumentOf(call, entry, slot.name);
  return given?.kind === 'range' ? given : undefined;
}
function sizeOf(noun: Noun): number | undefined {
  if (noun.noun === 'dynamics') return sizeOf(noun.matrix);
  if (noun.noun !== 'connect') return undefined;
  const { source } = unscaled(noun);
  return source.kind === 'drawn' && typeof source.program.neurons === 'number' ? source.program.neurons : undefined;
}

export const soundExperiments = (view: View): readonly Declaration[] =>
  declarations(view, 'experiment').filter((experiment) => isSound(view, experiment));
/** The calls of an experiment's measures, with its definitions. */
export const measuresOf = (
  experiment: Declaration,
): readonly { readonly definition: Definition; readonly call: Call }[] => {
  const statements = experiment.block?.statements ?? [],
    derived = new Set(derivedIn({ statements }));
  return statements.flatMap((statement) =>
    statement.kind === 'definition' &&
    statement.word.text === 'measure' &&
    statement.value.kind === 'call' &&
    !derived.has(statement)
      ? [{ definition: statement, call: statement.value }]
      : [],
  );
};
/** The measures of all experiments: what each is called, and what it calls. */
export const measuresNamed = (view: View): readonly (readonly [name: string, callee: string])[] =>
  declarations(view, 'experiment').flatMap((experiment) => namesOfMeasures(view, experiment));
const namesOfMeasures = standing((experiment) =>
  measuresOf(experiment).map(({ definition, call }) => [definition.name.text, call.callee.text] as const),
);
const callsOf = (experiment: Declaration): readonly Call[] => measuresOf(experiment).map(({ call }) => call);
/** The word that says which spectrum: `covariance`, `direct`, … */
export function estimatorOf(call: Call): string | undefined {
  const first: Expression | RangeExpression | undefined =
    call.arguments.find(({ name }) => name?.text === 'of')?.value ?? call.arguments.find(({ name }) => !name)?.value;
  return first?.kind === 'name' ? first.text : undefined;
}

interface Whole {
  readonly bin?: number;
  readonly run: { readonly duration: number; readonly discard: number; readonly starts: number };
}
/** No number of it varies. */
export const isWhole = (noun: DynamicsNoun): noun is DynamicsNoun & Whole =>
  !Object.values(noun.takes).some(isVariable) &&
  [noun.bin ?? 0, ...Object.values(noun.run)].every((number) => typeof number === 'number');
export const rounded = (value: number): string => String(Number(value.toPrecision(4)));
/** A time in the unit that reads best. */
export const time = (seconds: number): string => {
  const [factor, unit] = seconds >= 1 || seconds === 0 ? [1, 's'] : [1000, 'ms'];
  return `${rounded(seconds * factor)} ${unit}`;
};

export const spectrumChecks = { C020, C021, C022 };
