import { interventionCalled } from '../../catalogue/controls/index.ts';
import { type CallForm, formText } from '../../catalogue/forms.ts';
import { measureNamed } from '../../catalogue/measures/index.ts';
import type { ExperimentSpec } from '../../language/specification.ts';
import type { Results } from '../../results/contract.ts';
import type { Figure, HeatmapGroup, HeatmapPanel } from '../figure.ts';
import { quantityOf } from '../number-text.ts';
import { seedsSentence } from '../caption.ts';
import { pairPanels, pairsOf } from './pairs-panels.ts';
import { columnOf, largest, level, type Measure, unitOf, written } from './screen-cells.ts';
import { changeText, searchText } from '../../results/screened-text.ts';
import { pointText, type SweepPoint, sweepPoints } from '../../results/sweep.ts';

type Condition = ExperimentSpec['conditions'][number];

/**
 * `plot screen`: what every knock-out (or over-expression, or any other condition) does to every measure, and what
 * becomes of the fates.
 */
export function screenFigure(results: Results): Figure {
  const { experiment } = results;
  const named = { name: 'screen', title: titleOf(experiment) };
  if (experiment.conditions.length < 2)
    return without(
      named,
      'There is one condition only: write `screen knock_out of every gene`, or `compare` conditions.',
    );
  const measured = experiment.measures.filter(({ name }) =>
    results.rows.some((row) => row.measure === name && row.step === null),
  );
  if (measured.length === 0) return without(named, 'No measure has a value yet.');
  const families = fateFamilies(measured);
  const others = measured.filter(
    (measure) => !families.some(({ members }) => members.some((each) => each.measure === measure)),
  );
  const pairs = pairsOf(experiment.conditions);
  const panels = sweepPoints(experiment).flatMap((at) => {
    const table = panelOf(results, others, families, at);
    return pairs
      ? [
          { ...table, rows: table.rows.filter((_, index) => !pairs.has(index)) },
          ...pairPanels(results, measured, pairs, at),
        ]
      : [table];
  });
  return {
    ...named,
    panels,
    summary: summaryOf(results, measured, families),
    caption: captionOf(results, measured, others.length > 0, families, panels, pairs !== undefined),
  };
}
function without(named: { readonly name: string; readonly title: string }, why: string): Figure {
  return { ...named, summary: why, caption: [why], panels: [] };
}
function titleOf({ conditions }: ExperimentSpec): string {
  const [kind, ...others] = new Set(
    conditions.flatMap(({ screened }) =>
      screened
        ? [screened.fate === undefined ? interventionCalled(screened.intervention).many : searchText(screened)]
        : [],
    ),
  );
  return kind === undefined || others.length > 0 ? 'Screen' : `Screen of ${kind}`;
}
/** The gene where all rows are of one kind; else the condition's name. */
function rowName({ name, screened }: Condition, conditions: readonly Condition[]): string {
  const kinds = new Set(conditions.slice(1).map((each) => each.screened?.intervention));
  return screened && kinds.size === 1 ? changeText(screened) : name;
}

/** Measures that differ only in the fate they are taken of: `basin(neuron)`, `basin(glia)`. */
interface FateFamily {
  readonly what: string;
  readonly members: readonly { readonly fate: string; readonly measure: Measure }[];
}
function fateFamilies(measures: readonly Measure[]): FateFamily[] {
  const families = new Map<string, (FateOf & { measure: Measure })[]>();
  for (const measure of measures) {
    const of = fateOf(measure.call);
    if (of)
      families.set(`${of.word} ${of.rest}`, [...(families.get(`${of.word} ${of.rest}`) ?? []), { ...of, measure }]);
  }
  const found = [...families.values()].filter((members) => members.length > 1);
  const sharing = (word: string) => found.filter((members) => members[0].word === word).length;
  return found.map((members) => ({
    what: sharing(members[0].word) > 1 ? `${members[0].word} (${members[0].rest})` : members[0].word,
    members,
  }));
}
/** What a measure of one fate measures, and of what else. */
interface FateOf {
  readonly word: string;
  readonly rest: string;
  readonly fate: string;
}
function fateOf({ call, takes: { fate, ...others } }: CallForm): FateOf | undefined {
  if (typeof fate !== 'string') return undefined;
  const rest = Object.entries(others).map(([name, given], place) =>
    place === 0 ? formText(given) : `${name}: ${formText(given)}`,
  );
  return { fate, word: measureNamed(call)?.heading ?? call, rest: rest.join(', ') };
}

function panelOf(
  results: Results,
  others: readonly Measure[],
  families: readonly FateFamily[],
  at: SweepPoint,
): HeatmapPanel {
  const { conditions } = results.experiment;
  const effects = others.map((measure) => columnOf(results, measure, at));
  const groups: HeatmapGroup[] =
    others.length === 0
      ? []
      : [
          {
            shows: 'difference',
            title: `Difference from ${conditions[0].name}`,
            columns: others.map(({ name }, index) => ({
              name,
              ...unitOf(results, name),
              most: largest(effects[index].flatMap((each, row) => (each && row > 0 ? [each.value] : []))),
            })),
          },
        ];
  const told = effects.map((column, index) =>
    written(column, quantityOf(results.experiment, others[index].name), true),
  );
  for (const { what, members } of families) {
    const quantity = quantityOf(results.experiment, members[0].measure.name);
    const values = members.map(({ measure }) =>
      columnOf(results, measure, at).map((each) => each && { ...each, value: each.mean }),
    );
    const most = largest(values.flat().flatMap((each) => (each ? [each.value] : [])));
    groups.push({
      shows: 'value',
      title: what,
      columns: members.map(({ fate }) => ({ name: fate, unit: quantity.unit, factor: quantity.factor, most })),
    });
    const texts = written(values.flat(), quantity, false);
    told.push(...members.map((_, index) => texts.slice(index * conditions.length, (index + 1) * conditions.length)));
  }
  return {
    kind: 'heatmap',
    title: pointText(results.experiment, at),
    at,
    groups,
    rows: conditions.map((condition, row) => ({
      name: rowName(condition, conditions),
      isReference: row === 0,
      cells: told.map((column) => column[row]),
    })),
  };
}
function captionOf(
  results: Results,
  measured: readonly Measure[],
  hasEffects: boolean,
  families: readonly FateFamily[],
  panels: readonly HeatmapPanel[],
  hasPairs: boolean,
): string[] {
  const isMissing = panels.some((panel) => panel.rows.some((row) => row.cells.includes(null)));
  const { experiment, summary } = results;
  const [reference] = experiment.conditions;
  const compared = summary.comparisons.filter((each) => measured.some(({ name }) => name === each.measure));
  const counts = summary.measures
    .filter((each) => measured.some(({ name }) => name === each.measure))
    .map(({ n }) => n);
  const isTested = compared.some((each) => each.p_corrected !== null);
  const isScreen = compared.some((each) => each.exploratory);
  return [
    ...(hasEffects
      ? [
          `Each cell: the mean difference from ${reference.name}, whose own values stand in the first row ` +
            `(of proportions, the difference in percentage points). Colours: blue down to the largest fall, ` +
            `white none, ` +
            `red up to the largest rise of each column.`,
        ]
      : []),
    ...(families.length > 0
      ? [
          `${families.map(({ what }) => what).join(', ')}: the values themselves, by fate, on one scale ` +
            `from zero (white) to the largest.`,
        ]
      : []),
    ...(hasPairs ? ['Gene × gene: both are held; on the diagonal one alone, where that was screened too.'] : []),
    isTested
      ? `Dots: p < ${level} after ` +
        `${isScreen ? 'Benjamini–Hochberg over the screen' : 'correction for all comparisons'} (sign-flip over ` +
        `seeds); a screen is exploratory.`
      : 'No test: these values do not differ between seeds, or there are too few of them.',
    ...(isMissing && !hasPairs ? ['–: no value, for the measure does not apply there.'] : []),
    `${seedsSentence(counts)} A value that no seed changes was computed once.`,
  ];
}
function summaryOf(results: Results, measured: readonly Measure[], families: readonly FateFamily[]): string {
  const { experiment } = results;
  const significant = results.summary.comparisons.filter(
    (each) =>
      each.p_corrected !== null && each.p_corrected < level && measured.some(({ name }) => name === each.measure),
  ).length;
  return (
    `Heat-map of ${experiment.conditions.length - 1} conditions against ${experiment.conditions[0].name} in ` +
    `${measured.length} ` +
    `measures${families.length > 0 ? `, ${families.map(({ what }) => what).join(' and ')} by fate` : ''}; ` +
    `${significant} differences are significant after correction.`
  );
}
