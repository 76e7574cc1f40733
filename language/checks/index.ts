/** Every check, and those that need the whole text. */
import type { Diagnostic } from '../diagnostic.ts';
import type { View } from '../view.ts';
import type { Check } from './check.ts';
import { dataChecks } from './data.ts';
import { development, growthSizes, impossibleProbabilities } from './development.ts';
import { endingChecks } from './endings.ts';
import { languageLine, unusedNames } from './file.ts';
import { G008, G009 } from './genes.ts';
import { G010 } from './interventions.ts';
import { inferenceChecks, inferenceWithoutTable } from './inference.ts';
import { language } from './language.ts';
import { densely, discreteScale, matrixChecks, matrixSettings, thinWiring } from './matrices.ts';
import { claimsAboutSeries, measuredChecks, preconditions } from './measured.ts';
import { networks, shapes } from './networks.ts';
import { recordingSettings } from './recordings.ts';
import { rules, writtenRules } from './rules.ts';
import { screenChecks, screens } from './screens.ts';
import { rangesBeyond, slowModes, spectrumChecks, unstable } from './spectra.ts';
import { startChecks } from './starts.ts';
import { claimWithoutControl, fewSeeds, sameConditions, statistics } from './statistics.ts';
import { recordingBins, timeChecks, times } from './times.ts';
import { trainingNumbers } from './training.ts';
import { unitChecks } from './units.ts';

export type { Check } from './check.ts';
/** The catalogue, by code: from it come the manual's pages and the tests. */
export const checks: readonly Check[] = [
  ...language,
  ...unitChecks,
  ...rules,
  ...startChecks,
  ...endingChecks,
  G008,
  G009,
  G010,
  ...inferenceChecks,
  ...screenChecks,
  ...development,
  ...dataChecks,
  ...matrixChecks,
  ...spectrumChecks,
  ...measuredChecks,
  ...timeChecks,
  ...networks,
  ...statistics,
].sort((a, b) => (a.code < b.code ? -1 : 1));

/** What is not used, or the same, is only said of a text without errors. */
export function checkText(view: View): readonly Diagnostic[] {
  return [
    ...languageLine(view),
    ...writtenRules(view),
    ...inferenceWithoutTable(view),
    ...growthSizes(view),
    ...impossibleProbabilities(view),
    ...matrixSettings(view),
    ...thinWiring(view),
    ...densely(view),
    ...unstable(view),
    ...discreteScale(view),
    ...times(view),
    ...slowModes(view),
    ...recordingSettings(view),
    ...recordingBins(view),
    ...rangesBeyond(view),
    ...preconditions(view),
    ...claimsAboutSeries(view),
    ...trainingNumbers(view),
    ...shapes(view),
    ...screens(view),
    ...fewSeeds(view),
    ...claimWithoutControl(view),
    ...(view.errors.length === 0 ? [...unusedNames(view), ...sameConditions(view)] : []),
  ];
}
