/** Every check, and those that need the whole text. */
import type { Diagnostic } from '../diagnostic.ts';
import type { View } from '../view.ts';
import type { Check } from './check.ts';
import { dataChecks } from './data-checks.ts';
import { development, growthSizes, impossibleProbabilities } from './development-checks.ts';
import { endingChecks } from './ending-checks.ts';
import { languageLine, unusedNames } from './file-checks.ts';
import { G008, G009 } from './gene-checks.ts';
import { G010 } from './intervention-checks.ts';
import { inferenceChecks, inferenceWithoutTable } from './inference-checks.ts';
import { language } from './language-checks.ts';
import { densely, discreteScale, matrixChecks, matrixSettings, thinWiring } from './matrix-checks.ts';
import { claimsAboutSeries, measuredChecks, preconditions } from './measure-checks.ts';
import { networks, shapes } from './network-checks.ts';
import { recordingSettings } from './recording-checks.ts';
import { rules, writtenRules } from './rule-checks.ts';
import { screenChecks, screens } from './screen-checks.ts';
import { rangesBeyond, slowModes, spectrumChecks, unstable } from './spectrum-checks.ts';
import { startChecks } from './start-checks.ts';
import { claimWithoutControl, fewSeeds, sameConditions, statistics } from './statistics-checks.ts';
import { recordingBins, timeChecks, times } from './time-checks.ts';
import { trainingNumbers } from './training-checks.ts';
import { unitChecks } from './unit-checks.ts';

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
