/** Family C: what a measure of a graph can be held against, and small-worldness of graphs that have none. */
import { matrixControlOf } from '../../catalogue/controls/index.ts';
import { isCallForm, isNamed } from '../../catalogue/forms.ts';
import { isOfMatrix, measureNamed } from '../../catalogue/measures/index.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { measureOf } from '../experiments/experiment-spec.ts';
import { fewestNullsForZ } from '../../engine/statistics/index.ts';
import type { ConnectNoun, Noun } from '../specification.ts';
import { conditionsStudied } from '../studied.ts';
import { allowed, scopeOf, type View } from '../view.ts';
import { type Check, diagnostic, replaceBy } from './check.ts';
import { measuresOf, soundExperiments } from './spectrum-checks.ts';

const measuring = (measure: string): string =>
  `language 1
connect wild { neurons 100;  weights normal(0, 0.1) }
experiment order {
  seeds 6
  compare { wild = wild }
  measure m = ${measure}
}
`;
const C065: Check = {
  code: 'C065',
  severity: 'error',
  tier: 'text',
  find: smallWorldsWithoutOrder,
  title: 'small-worldness of a dense graph',
  explanation:
    'Small-worldness compares how clustered and how close a graph is with random graphs. Where most pairs are ' +
    'connected every graph is both, whatever its order, and the ratio is 1 by itself; of a matrix whose every pair ' +
    'is connected there is nothing to compare. `strongest(W, 10 %)` keeps the strongest connections. A matrix of ' +
    'which only a run tells that it is denser than a half gives a note in place of a value.',
  bad: measuring('small_world(recurrent)'),
  good: measuring('small_world(strongest(recurrent, 10 %))'),
};
const C068: Check = {
  code: 'C068',
  severity: 'error',
  tier: 'text',
  find: measuresWithoutNulls,
  title: 'no measure of a matrix to hold against nulls',
  explanation:
    '`excess` and `z` hold a measure of a matrix against the same measure of rewired or random matrices. What is of ' +
    'a training, of activity or of genes has no such nulls: compare with a condition that is a control, such as ' +
    '`rewired(W)`, or with surrogates of a recording.',
  bad: measuring('excess(exponent(covariance), nulls: 40)'),
  good: measuring('excess(reciprocity(strongest(recurrent, 10 %)), nulls: 40)'),
};
const C069: Check = {
  code: 'C069',
  severity: 'warning',
  tier: 'text',
  find: tooFewNulls,
  title: 'too few nulls for a z',
  explanation:
    'A z is a distance in standard deviations of the nulls, and a rank p of 0.05 needs nineteen of them: of fewer ' +
    'there is no z, whatever the matrix. `excess` has a value with any number of nulls.',
  bad: measuring('z(reciprocity(strongest(recurrent, 10 %)), nulls: 10)'),
  good: measuring('z(reciprocity(strongest(recurrent, 10 %)), nulls: 100)'),
};

function smallWorldsWithoutOrder(view: View): readonly Diagnostic[] {
  return soundExperiments(view).flatMap((experiment) =>
    measuresOf(experiment).flatMap(({ definition, call }) => {
      if (call.callee.text !== 'small_world') return [];
      const spec = allowed(() => measureOf(definition, view.source, scopeOf(view, experiment)), view.guard),
        of = spec?.call.takes.matrix;
      if (!spec || isCallForm(of)) return [];
      const nouns = isNamed(of) ? [spec.nouns[of.named]] : conditionsStudied(view, experiment).map(({ noun }) => noun);
      const full = nouns.map(connectOf).filter((connect) => connect !== undefined && joinsEveryPair(connect));
      if (full.length < nouns.length || nouns.length === 0) return [];
      const given = call.arguments[0]?.value;
      const text = given ? view.source.slice(given.range.start, given.range.end) : 'recurrent';
      return [
        diagnostic(
          C065,
          call.callee.range,
          `Every pair of neurons of \`${full[0]?.name}\` is connected, and small-worldness is 1 of so dense a graph, ` +
            `whatever its order. Take it of the strongest connections: \`strongest(${text}, 10 %)\`.`,
          given && [replaceBy(given.range, `strongest(${text}, 10 %)`)],
        ),
      ];
    }),
  );
}
const connectOf = (noun: Noun): ConnectNoun | undefined =>
  noun.noun === 'connect' ? noun : noun.noun === 'dynamics' ? noun.matrix : undefined;
/** Told without drawing it. */
const joinsEveryPair = ({ source, controls }: ConnectNoun): boolean =>
  source.kind === 'drawn' &&
  source.program.wire === undefined &&
  'distribution' in source.program.weights &&
  controls.every((form) => matrixControlOf(form).preserves.includes('number of edges'));

function measuresWithoutNulls(view: View): readonly Diagnostic[] {
  return soundExperiments(view).flatMap((experiment) =>
    measuresOf(experiment).flatMap(({ call }) => {
      const given = call.arguments.find(({ name }) => !name || name.text === 'measure')?.value;
      const takesMeasure = 'measure' in (measureNamed(call.callee.text)?.takes ?? {});
      if (!takesMeasure || given?.kind !== 'call') return [];
      const inner = measureNamed(given.callee.text);
      if (!inner || (isOfMatrix(inner) && !('measure' in inner.takes))) return [];
      return [
        diagnostic(
          C068,
          given.callee.range,
          `\`${inner.name}\` is no measure of a matrix, and \`${call.callee.text}\` has no nulls for it. Take one of ` +
            `a matrix, such as \`modularity(strongest(recurrent, 10 %))\`, or compare with a control.`,
        ),
      ];
    }),
  );
}

function tooFewNulls(view: View): readonly Diagnostic[] {
  return soundExperiments(view).flatMap((experiment) =>
    measuresOf(experiment).flatMap(({ definition, call }) => {
      const given = call.arguments.find(({ name }) => name?.text === 'nulls')?.value;
      if (call.callee.text !== 'z' || !given) return [];
      const spec = allowed(() => measureOf(definition, view.source, scopeOf(view, experiment)), view.guard),
        nulls = spec?.call.takes.nulls;
      if (typeof nulls !== 'number' || nulls >= fewestNullsForZ) return [];
      return [
        diagnostic(
          C069,
          given.range,
          `Of ${nulls} nulls there is no z: take at least ${fewestNullsForZ}, or \`excess\` in its place.`,
          [replaceBy(given.range, '100')],
        ),
      ];
    }),
  );
}

export const nullChecks = { C065, C068, C069 };
