import type { FunctionEntry } from '../entry.ts';
import { controlEntry } from './control.ts';
import { geneControls, interventions } from './gene-controls.ts';
import { growthControls } from './growth-controls.ts';
import { keptOfAnyMatrix, matrixControls } from './matrix-controls.ts';
import { measures } from '../measures/index.ts';
import { nullOf, recordingControls } from './recording-controls.ts';

export type { Control, ControlForm } from './control.ts';
export {
  controlledGenes,
  drawsGenes,
  geneControls,
  type Intervention,
  interventionCalled,
  interventions,
  intervened,
  isIntervention,
  type KeptOfGenes,
} from './gene-controls.ts';
export { growthControls, growthProgram, type KeptOfGrowth } from './growth-controls.ts';
export {
  type Controlled,
  controlled,
  hidesAsymmetry,
  keepsSymmetry,
  type KeptOfMatrix,
  keptOfMatrix,
  type MatrixControl,
  matrixControlOf,
  matrixControls,
} from './matrix-controls.ts';
export {
  type KeptOfRecording,
  nullOf,
  nullsOf,
  recordingControls,
  surrogateOf,
  whyNoNull,
} from './recording-controls.ts';

/** Controls and interventions as the vocabulary shows them. */
export const controlEntries: readonly FunctionEntry[] = [
  ...matrixControls.map((record) =>
    controlEntry('connect', record, keptOfAnyMatrix(record), record.alsoOfNetworks ? ['network'] : []),
  ),
  ...growthControls.map((record) => controlEntry('develop', record)),
  ...[...interventions, ...geneControls].map((record) => controlEntry('genes', record)),
  ...recordingControls.map((record) => ({ ...controlEntry('data', record), nullOf: nullOf(record, measures) })),
];
