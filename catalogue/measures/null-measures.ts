/** Measures of a matrix held against the same measure of its nulls. */
import type { Matrix } from '../../engine/connectivity/index.ts';
import { graphOf, nullKinds, nullMatrix } from '../../engine/graph/index.ts';
import { stream } from '../../engine/random/index.ts';
import { fewestNullsForZ, mean, type SurrogateTest, surrogateTest } from '../../engine/statistics/index.ts';
import { call } from '../entry.ts';
import { type CallForm, isCallForm, isNamed } from '../forms.ts';
import { counted, defaulting, type Parameter, parameter, word } from '../parameters.ts';
import type { Study } from '../study.ts';
import { type Forms, givesNumber, measure, type Measure } from './measure-record.ts';
import { none } from './no-number.ts';
import { matrix, matrixIn, ownMatrix } from './subjects.ts';

const ours = 'choice of this language';
/** The null that something is held against. */
export const nullWord = word(nullKinds, 'What it is held against.');
/** So many nulls where nothing is said: as many as a p of 0.05 needs. */
const usualNulls = 20;
const nullTakes = {
  null: defaulting(nullWord, 'rewired', ours),
  nulls: defaulting(counted('nulls', 'How many nulls.', '20', 1), usualNulls, ours),
};
/** The excess of a measure over its usual nulls. */
export const excessOver = (name: string, takes: Forms): CallForm => ({
  call: 'excess',
  takes: { measure: { call: name, takes }, null: 'rewired', nulls: usualNulls },
});

/** `excess` and `z` of those of these measures that are of a matrix. */
export function nullMeasures(all: readonly Measure[]): readonly Measure[] {
  const known = new Map(all.filter(isOfMatrix).map((record) => [record.name, record]));
  const held: Parameter<CallForm> = parameter(
    call('measure', 'clustering(recurrent)'),
    'A measure of a matrix. It is found in each null as in the matrix, with as many restarts.',
    (form) => {
      if (isCallForm(form)) return form;
      throw new Error(`${JSON.stringify(form)} stands where a measure is taken`);
    },
  );
  const takes = { measure: held, ...nullTakes };
  interface Given {
    readonly measure: CallForm;
    readonly null: keyof typeof nullKinds;
    readonly nulls: number;
  }
  const found = (given: Given, study: Study): SurrogateTest & { readonly value: number; readonly centre: number } => {
    const { call: word, takes: forms } = given.measure;
    const record = known.get(word) ?? none(`\`${word}\` is no measure of a matrix, and has no such nulls`);
    const source = matrixIn(forms);
    const name = isNamed(source) ? source.named : undefined;
    const own = matrix.decode(forms.matrix, study);
    const seen = [forms.direction, forms.ends].includes('undirected')
      ? graphOf(own, { weights: 'weighted', direction: 'undirected' })
      : own;
    const { value } = record.find(forms, study);
    let hasOther = false;
    const nulls = Array.from({ length: given.nulls }, (_, index) => {
      // the same draws in every condition, so that equal graphs have equal nulls
      const made = nullMatrix(seen, given.null, stream(study.key.seed, 'nulls', given.null, index));
      hasOther ||= !isSame(made, seen);
      return record.find(
        { ...forms, matrix: ownMatrix },
        { ...study, matrix: () => made, groups: () => study.groups(name), nullAt: index + 1 },
      ).value;
    });
    if (nulls.every((each) => each === value)) none(sameEverywhere(word, given.null, value, hasOther));
    return { value, centre: mean(nulls), ...surrogateTest(value, nulls) };
  };
  const factsOf = ({ value, centre, z, p, n }: ReturnType<typeof found>) => ({
    value,
    null: centre,
    nulls: n,
    ...(z !== null && { z }),
    ...(p !== null && { p }),
  });
  const ofNulls = {
    sources: ['Maslov & Sneppen 2002', 'Artzy-Randrup & Stone 2005'],
    takes,
    needs: ['matrix'],
    gives: givesNumber,
    draws: true,
  } as const;
  return [
    measure({
      name: 'excess',
      documentation:
        'A measure of a matrix less its mean over nulls of the matrix. Where the measure reads an undirected graph, ' +
        'its nulls are of that. They are drawn by the seed alone: equal graphs have equal nulls in every condition.',
      example: 'excess(modularity(strongest(recurrent, 10 %)), null: rewired, nulls: 100)',
      ...ofNulls,
      compute(given, study) {
        const held = found(given, study);
        return { value: held.value - held.centre, facts: factsOf(held) };
      },
    }),
    measure({
      name: 'z',
      documentation:
        'How many standard deviations of its nulls a measure of a matrix lies above their mean; of fewer than ' +
        `${fewestNullsForZ} nulls there is none.`,
      example: 'z(modularity(strongest(recurrent, 10 %)), null: rewired, nulls: 100)',
      ...ofNulls,
      compute(given, study) {
        const held = found(given, study);
        return { value: held.z ?? none(withoutDeviation(given.nulls, held.centre)), facts: factsOf(held) };
      },
    }),
  ];
}
const isOfMatrix = ({ takes }: Measure): boolean => takes.matrix?.type === matrix.type;
const isSame = (a: Matrix, b: Matrix): boolean => a.values.every((weight, place) => weight === b.values[place]);
/** Why a matrix does not differ from any of its nulls; `hasOther`: some of them are connected otherwise. */
function sameEverywhere(word: string, kind: string, value: number, hasOther: boolean): string {
  if (!hasOther) return `every \`${kind}\` null is the matrix itself: its connections have no other arrangement`;
  return value === 0
    ? `its ${word} is 0, and so is that of every null: there is nothing for a \`${kind}\` null to take away`
    : `every null has the same ${word} as the matrix: a \`${kind}\` null keeps what it measures`;
}
const withoutDeviation = (nulls: number, centre: number): string =>
  nulls < fewestNullsForZ
    ? `its ${nulls} nulls are too few for a standard deviation: take at least ${fewestNullsForZ}`
    : `its ${nulls} nulls all have ${Number(centre.toPrecision(4))}, and no standard deviation`;
