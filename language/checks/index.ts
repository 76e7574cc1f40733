/** Every check, by its code; from it come the manual's pages, the tests, and what is asked of a whole text. */
import type { Diagnostic } from '../diagnostic.ts';
import type { View } from '../view.ts';
import type { Imports } from '../imports.ts';
import type { KeptChecks } from './by-groups.ts';
import type { Check, Code, Finder } from './check.ts';
import { argumentChecks } from './argument-checks.ts';
import { claimChecks } from './claim-checks.ts';
import { controlChecks } from './control-checks.ts';
import { dataChecks } from './data-checks.ts';
import { developmentChecks } from './development-checks.ts';
import { growingChecks } from './growing-checks.ts';
import { drawingChecks, largeMatrices } from './drawing-checks.ts';
import { effectChecks } from './effect-checks.ts';
import { endingChecks } from './ending-checks.ts';
import { factorChecks } from './factor-checks.ts';
import { fieldChecks } from './field-checks.ts';
import { finiteChecks } from './finite-checks.ts';
import { familyChecks } from './family-checks.ts';
import { fileChecks } from './file-checks.ts';
import { closedFormChecks } from './closed-form-checks.ts';
import { explosionChecks } from './explosion-checks.ts';
import { forcedFateChecks } from './forced-fate-checks.ts';
import { gainChecks } from './gain-checks.ts';
import { geneChecks } from './gene-checks.ts';
import { inferenceChecks } from './inference-checks.ts';
import { interventionChecks } from './intervention-checks.ts';
import { languageChecks } from './language-checks.ts';
import { lawChecks } from './law-checks.ts';
import { matrixChecks } from './matrix-checks.ts';
import { lessonChecks } from './lesson-checks.ts';
import { measuredChecks } from './measure-checks.ts';
import { networkChecks } from './network-checks.ts';
import { nullChecks } from './null-checks.ts';
import { openRuleChecks } from './open-rule-checks.ts';
import { plotChecks } from './plot-checks.ts';
import { publishedChecks } from './published-checks.ts';
import { seriesChecks } from './series-checks.ts';
import { surrogateChecks } from './surrogate-checks.ts';
import { rateNetworkChecks } from './rate-network-checks.ts';
import { recordingSettings } from './recording-checks.ts';
import { guardChecks } from './guarded.ts';
import { runningChecks } from './running-checks.ts';
import { penaltyChecks } from './penalty-checks.ts';
import { rateChecks } from './rate-checks.ts';
import { rankChecks } from './rank-checks.ts';
import { ruleChecks } from './rule-checks.ts';
import { savedNetworkChecks } from './saved-network-checks.ts';
import { scalingChecks } from './scaling-checks.ts';
import { screenChecks } from './screen-checks.ts';
import { spectrumChecks } from './spectrum-checks.ts';
import { spectrumScaleChecks } from './spectrum-scale-checks.ts';
import { spikingChecks } from './spiking-checks.ts';
import { spikingValueChecks } from './spiking-value-checks.ts';
import { startChecks } from './start-checks.ts';
import { statisticsChecks } from './statistics-checks.ts';
import { studentChecks } from './student-checks.ts';
import { tableChecks } from './table-checks.ts';
import { studyChecks } from './study-checks.ts';
import { taskChecks } from './task-checks.ts';
import { timeChecks } from './time-checks.ts';
import { trainedChecks } from './trained-checks.ts';
import { trainingChecks, trainingNumbers } from './training-checks.ts';
import { unitChecks } from './unit-checks.ts';

export type { Check } from './check.ts';

const catalogue: Readonly<Record<Code, Check>> = {
  ...languageChecks,
  ...runningChecks,
  ...guardChecks,
  ...fileChecks,
  ...studyChecks,
  ...unitChecks,
  ...tableChecks,
  ...ruleChecks,
  ...startChecks,
  ...endingChecks,
  ...geneChecks,
  ...interventionChecks,
  ...inferenceChecks,
  ...screenChecks,
  ...forcedFateChecks,
  ...openRuleChecks,
  ...developmentChecks,
  ...growingChecks,
  ...dataChecks,
  ...familyChecks,
  ...savedNetworkChecks,
  ...matrixChecks,
  ...drawingChecks,
  ...fieldChecks,
  ...rankChecks,
  ...controlChecks,
  ...plotChecks,
  ...spectrumChecks,
  ...spectrumScaleChecks,
  ...spikingChecks,
  ...spikingValueChecks,
  ...measuredChecks,
  ...nullChecks,
  ...timeChecks,
  ...argumentChecks,
  ...scalingChecks,
  ...taskChecks,
  ...lawChecks,
  ...rateChecks,
  ...networkChecks,
  ...lessonChecks,
  ...studentChecks,
  ...penaltyChecks,
  ...rateNetworkChecks,
  ...gainChecks,
  ...explosionChecks,
  ...closedFormChecks,
  ...trainedChecks,
  ...finiteChecks,
  ...trainingChecks,
  ...claimChecks,
  ...publishedChecks,
  ...seriesChecks,
  ...surrogateChecks,
  ...statisticsChecks,
  ...factorChecks,
  ...effectChecks,
};
export const checks: readonly Check[] = Object.values(catalogue).sort((a, b) => (a.code < b.code ? -1 : 1));

/** What a text says by itself. */
export const checkText: Finder = (view) => foundBy(finders('text'), view);
/** The same, with what is known of declarations that nothing has changed for. */
export function checkTextAgain(view: View, kept: KeptChecks, imports: Imports): readonly Diagnostic[] {
  const all = finders('text');
  const apart = all.filter((find) => !ofWholeTexts.has(find));
  const found = kept.find(apart, view, imports);
  if (!found) return checkText(view);
  return distinctly(all.flatMap((find) => found[apart.indexOf(find)] ?? view.guard(() => find(view), [])));
}
/** They look at all of a text at once. */
const ofWholeTexts: ReadonlySet<Check['find']> = new Set([
  catalogue.L006.find,
  catalogue.L007.find,
  catalogue.L009.find,
  catalogue.L014.find,
]);
/** What is asked of a whole text once the files it names are read. */
export const checkScience: Finder = (view) => foundBy(finders('science'), view);

/** What an experiment inherits is looked at with each that does, and said once. */
const foundBy = (those: readonly Finder[], view: View): readonly Diagnostic[] =>
  distinctly(those.flatMap((find) => view.guard(() => find(view), [])));
const distinctly = (found: readonly Diagnostic[]): readonly Diagnostic[] => [
  ...new Map(found.map((one) => [`${one.code} ${one.range.start} ${one.range.end} ${one.message}`, one])).values(),
];
/** Each once, though several checks may be found by it. */
function finders(tier: Check['tier']): readonly Finder[] {
  const found = checks.flatMap(({ tier: own, find }) => (own === tier && typeof find === 'function' ? [find] : []));
  return [...new Set([...found, ...(tier === 'text' ? misplacedNumbers : [])])];
}
/** They find what codes of other families say too. */
const misplacedNumbers: readonly Finder[] = [recordingSettings, trainingNumbers, largeMatrices];
