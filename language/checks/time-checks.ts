/** Family T: steps, bins and lengths of runs against each other. */
import { timesOf } from '../../catalogue/laws-of-motion.ts';
import { isCounted } from '../../catalogue/spiking-model.ts';
import type { Setting } from '../../grammar/tree.ts';
import type { Diagnostic, Fix } from '../diagnostic.ts';
import { matrixStudied, settingOf, studied } from '../studied.ts';
import type { View } from '../view.ts';
import { type Check, diagnostic, distinct, replaceBy } from './check.ts';
import { edgeOf } from '../spectral-edge.ts';
import { roundedBins } from './argument-checks.ts';
import { isWhole, rounded, time } from './spectrum-checks.ts';
import { roundedSteps } from './spiking-checks.ts';

const resting = (settings: string): string =>
  `language 1
connect wild { neurons 1000;  weights uniform(-1, 1), symmetric;  spectrum max 0.9 }
dynamics rest of wild { tau 20 ms;  ${settings} }
experiment modes {
  seeds 6
  compare { rest = rest }
  measure alpha = exponent(direct, ranks: 11 .. 500)
}
`;

const T040: Check = {
  code: 'T040',
  severity: 'error',
  tier: 'text',
  find: times,
  title: 'dt unstable for this matrix and tau',
  explanation:
    'Euler’s step x += (dt/tau)(−x + W x) grows without bound where dt (1 − λ) ≥ 2 tau for any eigenvalue ' +
    'λ; the smallest λ counts, for weights of mean 0 about minus the largest. A tenth of tau is a good step.',
  bad: resting('dt 40 ms;  run 60 s'),
  good: resting('dt 2 ms;  run 60 s'),
};
const T041: Check = {
  code: 'T041',
  severity: 'warning',
  tier: 'text',
  find: times,
  title: 'bin not a multiple of dt',
  explanation:
    'A bin holds a whole number of steps (or samples), and a time that a measure counts in bins a whole number of ' +
    'these: another width is rounded, and the bins of the result are not those written.',
  bad: resting('dt 4 ms;  run 60 s;  bin 46 ms'),
  good: resting('dt 2 ms;  run 60 s;  bin 46 ms'),
};
const T042: Check = {
  code: 'T042',
  severity: 'warning',
  tier: 'text',
  find: times,
  title: 'period not a multiple of dt',
  explanation:
    'A run, what is left out at its beginning, and the delays and refractory times of spiking neurons hold a whole ' +
    'number of steps: another length is rounded.',
  bad: resting('dt 3 ms;  run 10 s'),
  good: resting('dt 2 ms;  run 10 s'),
};
const T045: Check = {
  code: 'T045',
  severity: 'error',
  tier: 'text',
  find: times,
  title: 'nothing is left of a run',
  explanation: '`discard` lies inside the run, and a bin inside what is left of it.',
  bad: resting('dt 2 ms;  run 8 s, discard 8 s'),
  good: resting('dt 2 ms;  run 60 s, discard 8 s'),
};

/** Euler's step grows without bound. */
export const isTooLong = (dt: number, tau: number, smallest: number): boolean =>
  dt * (1 - Math.min(0, smallest)) >= 2 * tau;

function times(view: View): readonly Diagnostic[] {
  const steps = roundedSteps(view).map(({ range, message }) => diagnostic(T042, range, message));
  const bins = roundedBins(view).map(({ range, message }) => diagnostic(T041, range, message));
  return [...timesOfDynamics(view), ...distinct(steps), ...binsOfRecordings(view), ...distinct(bins)];
}
function timesOfDynamics(view: View): readonly Diagnostic[] {
  return distinct(
    studied(view, 'dynamics').flatMap((found) => {
      const { noun, range } = found;
      if (!isWhole(noun)) return [];
      const { dt, tau } = timesOf(noun),
        { bin, run } = noun,
        at = (word: string): Setting | undefined => settingOf(found, word, view);
      const problems: Diagnostic[] = [];
      const edge = edgeOf(matrixStudied(found).noun),
        smallest = Math.min(0, edge?.smallest ?? 0);
      if (tau !== undefined && !isCounted(noun) && isTooLong(dt, tau, smallest)) {
        problems.push(
          diagnostic(
            T040,
            at('dt')?.range ?? range,
            `With tau ${time(tau)} and a smallest eigenvalue of about ${rounded(smallest)}, Euler’s step ` +
              `grows without bound from dt = ${time((2 * tau) / (1 - smallest))} on. Take a tenth of tau: ` +
              `\`dt ${time(tau / 10)}\`.`,
            replaced(at('dt'), 0, tau / 10),
          ),
        );
      }
      if (bin !== undefined && !isMultiple(bin, dt)) {
        const nearest = Math.max(1, Math.round(bin / dt)) * dt;
        problems.push(
          diagnostic(
            T041,
            at('bin')?.range ?? range,
            `${time(bin)} is not a whole number of steps of ${time(dt)}: the bin becomes ${time(nearest)}.`,
            replaced(at('bin'), 0, nearest),
          ),
        );
      }
      for (const [name, length, index] of [
        ['run', run.duration, 0],
        ['discard', run.discard, 1],
      ] as const) {
        if (isMultiple(length, dt)) continue;
        const nearest = Math.max(1, Math.round(length / dt)) * dt;
        problems.push(
          diagnostic(
            T042,
            at('run')?.range ?? range,
            `\`${name}\` of ${time(length)} is not a whole number of steps of ${time(dt)}: it becomes ` +
              `${time(nearest)}.`,
            index === 0 ? replaced(at('run'), 0, nearest) : [],
          ),
        );
      }
      const kept = run.duration - run.discard;
      if (kept <= 0 || (bin !== undefined && bin > kept + dt / 2))
        problems.push(
          diagnostic(
            T045,
            at(kept <= 0 ? 'run' : 'bin')?.range ?? range,
            kept <= 0
              ? `A run of ${time(run.duration)} of which ${time(run.discard)} are discarded keeps nothing. ` +
                  `Run longer, or discard less.`
              : `A bin of ${time(bin!)} is longer than the ${time(kept)} that a run keeps. Take a shorter ` +
                  `bin, or a longer run.`,
            kept <= 0 ? replaced(at('run'), 0, run.duration + run.discard) : replaced(at('bin'), 0, kept / 10),
          ),
        );
      return problems;
    }),
  );
}

/** Recordings: bins are whole samples, and not shorter than one. */
function binsOfRecordings(view: View): readonly Diagnostic[] {
  return distinct(
    studied(view, 'data').flatMap((found) => {
      const { rate, bin, spikes } = found.noun.recording ?? {};
      if (typeof rate !== 'number' || typeof bin !== 'number' || spikes || isMultiple(bin, 1 / rate)) return [];
      const nearest = Math.max(1, Math.round(bin * rate)) / rate,
        at = settingOf(found, 'bin', view);
      return [
        diagnostic(
          T041,
          at?.range ?? found.range,
          `${time(bin)} is not a whole number of samples of ${time(1 / rate)}: the bin becomes ${time(nearest)}.`,
          replaced(at, 0, nearest),
        ),
      ];
    }),
  );
}

const isMultiple = (length: number, of: number): boolean =>
  Math.abs(length / of - Math.round(length / of)) < 1e-6 && (length === 0 || Math.round(length / of) >= 1);
/** The value of a setting replaced by another time. */
function replaced(setting: Setting | undefined, item: number, seconds: number): readonly Fix[] {
  const value = setting?.items[item]?.value;
  return value ? [replaceBy(value.range, time(seconds))] : [];
}

export const timeChecks = { T040, T041, T042, T045 };
