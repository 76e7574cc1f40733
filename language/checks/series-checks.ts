/** Family S: whether what is claimed is one number (S080), and is taken of a series where it must be (S104). */
import { measureNamed } from '../../catalogue/measures/index.ts';
import type { AtClause, Declaration, Expression } from '../../grammar/tree.ts';
import { type Claim, claimsIn } from '../claim-rows.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { derivedIn } from '../experiments/derived-measures.ts';
import { measureOf } from '../experiments/experiment-spec.ts';
import { functionEntry } from '../vocabulary/index.ts';
import { allowed, scopeOf, type View } from '../view.ts';
import { type Check, diagnostic, distinct, replaceBy, takingOut } from './check.ts';
import { measuresOf, soundExperiments } from './spectrum-checks.ts';

const study = (measure: string, claim: string): string =>
  `language 1
connect wild { neurons 200;  weights uniform(-1, 1);  spectrum max 0.9 }
dynamics rest of wild { tau 20 ms;  dt 2 ms;  run 60 s }
experiment modes {
  seeds 6
  compare { one = rest }
  measure m = ${measure}
  expect ${claim}
}
`;
const S080: Check = {
  code: 'S080',
  severity: 'error',
  tier: 'text',
  find: claimsAboutSeries,
  title: 'a claim about a series',
  explanation:
    'A measure that is a series (over rank, distance, delay) is many numbers, and a claim, or a measure that is ' +
    'computed of it, is about one: its ' +
    '`mean`, its `max`, its `final` value, or the value `at step = …`, where a step is the rank, the distance ' +
    'in metres or the delay in seconds.',
  bad: study('timescales(pcs: 1 .. 20)', 'm of one > 0.05 s'),
  good: study('timescales(pcs: 1 .. 20)', 'm of one > 0.05 s at step = 5'),
};
function claimsAboutSeries(view: View): readonly Diagnostic[] {
  return soundExperiments(view).flatMap((experiment) => {
    const series = new Map(
      measuresOf(experiment).flatMap(({ definition, call }) => {
        const over = functionEntry(call.callee.text)?.series;
        return over === undefined ? [] : [[definition.name.text, over] as const];
      }),
    );
    if (series.size === 0) return [];
    const whole = (sides: readonly Expression[], or: string): readonly Diagnostic[] =>
      sides.flatMap(bareMeasures).flatMap((side) => {
        const name = side.kind === 'of' ? side.measure : side,
          over = name.kind === 'name' ? series.get(name.text) : undefined;
        if (over === undefined) return [];
        const text = view.source.slice(side.range.start, side.range.end);
        return [
          diagnostic(
            S080,
            side.range,
            `\`${name.kind === 'name' ? name.text : ''}\` is a series over ${over}: say which number of ` +
              `it is meant, \`mean(${text})\`${or}.`,
            [replaceBy(side.range, `mean(${text})`)],
          ),
        ];
      });
    return distinct([
      ...derivedIn(experiment.block ?? { statements: [] }).flatMap(({ value }) => whole([value], '')),
      ...claimsIn(experiment.block?.statements ?? []).flatMap(({ left, test, at }) =>
        at.some(({ name }) => ['step', 'epoch'].includes(name.text))
          ? []
          : whole([left, ...(test.kind === 'compare' ? [test.right] : [])], ', or add `at step = 1`'),
      ),
    ]);
  });
}
/** Measures in a side of a claim that nothing reduces to one number. */
function bareMeasures(side: Expression): readonly Expression[] {
  switch (side.kind) {
    case 'name':
      return [side];
    case 'of':
      return side.measure.kind === 'name' ? [side] : bareMeasures(side.measure);
    case 'group':
      return bareMeasures(side.expression);
    case 'unary':
      return bareMeasures(side.operand);
    case 'binary':
      return [...bareMeasures(side.left), ...bareMeasures(side.right)];
    case 'call':
      return ['final', 'max', 'mean'].includes(side.callee.text) && side.arguments.length === 1
        ? []
        : side.arguments.flatMap(({ value }) => (value.kind === 'range' ? [] : bareMeasures(value)));
    default:
      return [];
  }
}

const S104: Check = {
  code: 'S104',
  severity: 'error',
  tier: 'text',
  find: numbersAsSeries,
  title: 'one number taken for a series',
  explanation:
    '`mean`, `max` and `at step = …` take one number out of a series: a learning curve, values over rank, distance ' +
    'or delay. A measure that is one number has none of these; the mean over seeds is what every claim is about.',
  bad: study('participation_ratio(covariance)', 'mean(m of one) > 3'),
  good: study('participation_ratio(covariance)', 'm of one > 3'),
};
function numbersAsSeries(view: View): readonly Diagnostic[] {
  return soundExperiments(view).flatMap((experiment) => {
    const numbers = numbersIn(view, experiment);
    if (numbers.size === 0) return [];
    const numberIn = (side: Expression): string | undefined => {
      const measure = side.kind === 'group' ? undefined : side.kind === 'of' ? side.measure : side;
      if (side.kind === 'group') return numberIn(side.expression);
      return measure?.kind === 'name' && numbers.has(measure.text) ? measure.text : undefined;
    };
    const reduced = (sides: readonly Expression[]): readonly Diagnostic[] =>
      sides.flatMap(reductionsIn).flatMap(({ of, range, word }) => {
        const name = numberIn(of);
        if (name === undefined) return [];
        const text = view.source.slice(of.range.start, of.range.end);
        return [
          diagnostic(
            S104,
            range,
            `\`${name}\` is one number in each seed, and \`${word}\` is of a series: write \`${text}\`.` +
              (word === 'mean' ? ' A claim is about the mean over seeds anyway.' : ''),
            [replaceBy(range, text)],
          ),
        ];
      });
    const stepped = ({ left, test, at }: Claim): readonly Diagnostic[] => {
      const step = at.find(isStep);
      const name = step && measuresIn([left, test]).find((one) => numbers.has(one));
      return step && name !== undefined
        ? [
            diagnostic(
              S104,
              step.range,
              `\`${name}\` is one number in each seed and has no steps: leave \`at ${step.name.text}\` out, or claim ` +
                `a measure that is a series, or what is computed of several there: ` +
                `\`expect first - second > 0 at ${step.name.text} = …\`.`,
              at.length === 1 ? [takingOutAt(step, view.source)] : [],
            ),
          ]
        : [];
    };
    const { statements } = experiment.block ?? { statements: [] };
    return distinct([
      ...derivedIn({ statements }).flatMap(({ value }) => reduced([value])),
      ...claimsIn(statements).flatMap((claim) => [
        ...reduced([claim.left, ...(claim.test.kind === 'compare' ? [claim.test.right] : [])]),
        ...stepped(claim),
      ]),
    ]);
  });
}
/** Measures that are one number: they end no learning curve and are no series; and what is computed of others. */
function numbersIn(view: View, experiment: Declaration): ReadonlySet<string> {
  const measured = measuresOf(experiment).flatMap(({ definition, call }) => {
    const record = measureNamed(call.callee.text);
    const spec = allowed(() => measureOf(definition, view.source, scopeOf(view, experiment)), view.guard);
    const isNumber = record && spec && !record.gives.series && record.curve?.(spec.call.takes) === undefined;
    return isNumber ? [definition.name.text] : [];
  });
  return new Set([...measured, ...derivedIn(experiment.block ?? { statements: [] }).map(({ name }) => name.text)]);
}
const isStep = ({ name }: AtClause): boolean => ['step', 'epoch'].includes(name.text);
const takingOutAt = ({ range }: AtClause, source: string) => {
  const start = source.lastIndexOf('at', range.start);
  return takingOut({ start: source.slice(0, start).trimEnd().length, end: range.end }, source, 'Leave it out');
};

interface Reduced {
  readonly word: string;
  readonly of: Expression;
  readonly range: Expression['range'];
}
/** `mean(m)`, `max(m)` of one measure. */
function reductionsIn(side: Expression): readonly Reduced[] {
  switch (side.kind) {
    case 'group':
      return reductionsIn(side.expression);
    case 'of':
      return reductionsIn(side.measure);
    case 'unary':
      return reductionsIn(side.operand);
    case 'binary':
      return [...reductionsIn(side.left), ...reductionsIn(side.right)];
    case 'call': {
      const given = side.arguments.flatMap(({ value }) => (value.kind === 'range' ? [] : [value]));
      return ['max', 'mean'].includes(side.callee.text) && given.length === 1
        ? [{ word: side.callee.text, of: given[0], range: side.range }]
        : given.flatMap(reductionsIn);
    }
    default:
      return [];
  }
}
function measuresIn(written: unknown): readonly string[] {
  if (typeof written !== 'object' || written === null) return [];
  const { kind, text } = written as { readonly kind?: unknown; readonly text?: unknown };
  if (kind === 'name') return [String(text)];
  return Object.values(written).flatMap(measuresIn);
}

export const seriesChecks = { S080, S104 };
