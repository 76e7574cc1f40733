/** Family C: arguments of measures that exclude each other, or what they are taken of. */
import { isCallForm, isCounted, isSpan } from '../../catalogue/forms.ts';
import { timesOf } from '../../catalogue/laws-of-motion.ts';
import type { Parameters } from '../../catalogue/parameters.ts';
import { measureNamed, runsItself, type Shown } from '../../catalogue/measures/index.ts';
import type { Declaration, Definition } from '../../grammar/tree.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { instantiate } from '../canonical/instantiate.ts';
import { measureOf } from '../experiments/experiment-spec.ts';
import type { DynamicsNoun, MeasureSpec, Noun } from '../specification.ts';
import { programOf } from '../spectral-edge.ts';
import { conditionsStudied, pointsOf } from '../studied.ts';
import { allowed, scopeOf, type View } from '../view.ts';
import { type Check, diagnostic } from './check.ts';
import { measuresOf, soundExperiments, time } from './spectrum-checks.ts';

const measuring = (measure: string): string => `language 1
connect net { neurons 100;  weights normal(0, 1);  spectrum radius 0.9 }
dynamics echo of net { model rate, tanh, discrete;  dt 1 ms;  drive uniform(-0.5, 0.5);  run 10 s, discard 1 s }
experiment memory {
  seeds 6
  compare { echo = echo }
  measure m = ${measure}
}
`;

const C085: Check = {
  code: 'C085',
  severity: 'error',
  tier: 'text',
  find: contradictions,
  title: 'arguments that exclude each other',
  explanation:
    'Each argument fits by itself, and together they leave no number: an exponent fitted from a size that lies above ' +
    'its end, damage of no kind or of two, a column of classes without a class, an input that is held for no whole ' +
    'number of steps of the network. Where only some conditions or points of a sweep are concerned it is a warning, ' +
    'and there the measure is not known.',
  bad: measuring('memory_capacity(delays: 1 .. 20 steps, hold: 2.5 ms)'),
  good: measuring('memory_capacity(delays: 1 .. 20 steps, hold: 3 ms)'),
};

/** A measure as it is at some points of a sweep, and what it is taken of. */
interface Asked {
  readonly written: Definition;
  readonly specs: readonly MeasureSpec[];
  readonly nouns: readonly Noun[];
}
/** Of the experiments without an error. */
const asked = (view: View): readonly Asked[] =>
  soundExperiments(view).flatMap((experiment) => {
    const nouns = conditionsStudied(view, experiment).map(({ noun }) => noun);
    return measuresOf(experiment).flatMap(({ definition }) => {
      const specs = specsOf(view, experiment, definition);
      return specs.length === 0 ? [] : [{ written: definition, specs, nouns }];
    });
  });
function specsOf(view: View, experiment: Declaration, written: Definition): readonly MeasureSpec[] {
  const spec = allowed(() => measureOf(written, view.source, scopeOf(view, experiment)));
  return spec ? pointsOf(experiment).map((point) => ({ ...spec, call: instantiate(spec.call, point) })) : [];
}

function contradictions(view: View): readonly Diagnostic[] {
  return asked(view).flatMap(({ written, specs, nouns }) => {
    const record = measureNamed(specs[0].call.call),
      isOfDynamics = record !== undefined && runsItself(record);
    const places = nouns.flatMap((noun) => (noun.noun === 'dynamics' ? [shownOf(noun)] : isOfDynamics ? [] : [{}])),
      every = places.length > 0 ? places : [{}];
    const reasons = specs.flatMap(({ call }) => every.map((shown) => record?.contradiction?.(call.takes, shown)));
    const found = [...new Set(reasons.filter((why) => why !== undefined))];
    const isEverywhere = !reasons.includes(undefined);
    return found
      .slice(0, isEverywhere ? 1 : undefined)
      .map((why) =>
        diagnostic(
          C085,
          written.value.range,
          `${why[0].toUpperCase()}${why.slice(1)}.`,
          [],
          isEverywhere ? 'error' : 'warning',
        ),
      );
  });
}

function shownOf(noun: DynamicsNoun): Shown {
  const { duration, discard } = noun.run,
    neurons = programOf(noun.matrix)?.neurons;
  return {
    ...(neurons !== undefined && { neurons }),
    dt: timesOf(noun).dt,
    ...(typeof duration === 'number' && typeof discard === 'number' && { kept: duration - discard }),
  };
}

/** Shown of measures that are counted in bins of the activity, and are no whole number of them. */
export function roundedBins(view: View): readonly {
  readonly range: Definition['range'];
  readonly message: string;
}[] {
  return asked(view).flatMap(({ written, specs, nouns }) => {
    const bins = [...new Set(nouns.flatMap((noun) => binOf(noun) ?? []))];
    return specs.flatMap(({ call }) =>
      timesIn(measureNamed(call.call)?.takes ?? {}, call.takes).flatMap(([name, length]) =>
        bins.flatMap((bin) => {
          const whole = Math.max(1, Math.round(length / bin));
          if (Math.abs(length / bin - whole) < 1e-6 * whole) return [];
          return [
            {
              range: written.value.range,
              message:
                `\`${name}\` of ${time(length)} is not a whole number of bins of ${time(bin)}: it becomes ` +
                `${time(whole * bin)}.`,
            },
          ];
        }),
      ),
    );
  });
}
/** Those of calls within it too, such as `dmd(lag: 14 ms)`. */
function timesIn(
  parameters: Parameters<never>,
  takes: MeasureSpec['call']['takes'],
): readonly (readonly [string, number])[] {
  return Object.entries(parameters).flatMap(([name, { type, called }]) => {
    const form = takes[name];
    if (isCallForm(form) && called) return timesIn(called, form.takes);
    if (!type.number?.inBins || form === undefined || isCounted(form)) return [];
    const ends = isSpan(form) ? (form.counts === undefined ? [form.from, form.to] : []) : [form];
    return ends.flatMap((end) => (typeof end === 'number' && end > 0 ? [[name, end] as const] : []));
  });
}
/** In seconds, where the text says it. */
function binOf(noun: Noun): number | undefined {
  if (noun.noun === 'dynamics') return typeof noun.bin === 'number' ? noun.bin : timesOf(noun).dt;
  if (noun.noun !== 'data' || !noun.recording) return undefined;
  const { bin, rate } = noun.recording;
  return typeof bin === 'number' ? bin : typeof rate === 'number' ? 1 / rate : undefined;
}

export const argumentChecks = { C085 };
