import type { ExperimentSpec } from '../../language/specification.ts';
import type { Origin } from '../../results/contract.ts';
import { fileNameOfName, shortened } from '../../results/names-as-files.ts';

/**
 * Where a file of a job lies in a run's folder: `arrays/grown-size=16-1-input_weights.npy`; of what no seed draws,
 * `tables/wild-attractors.csv`; of a trained network for TensorFlow.js, whose files name each other,
 * `networks/student-1/model.json`. The parts can be told apart: a seed is digits, and no file's own name has digits
 * alone between hyphens.
 */
export function placeOf(experiment: ExperimentSpec, { condition, seed, at }: Origin, file: string): string {
  const point = experiment.vary.map(({ name }) => `${fileNameOfName(name)}=${at[name]}`);
  const drawn = ofNoSeed.has(file) ? [] : [...point, seed];
  const name = shortened([fileNameOfName(condition), ...drawn].join('-'), mostOfPlace);
  if (ofModel.has(file)) return `networks/${name}/${file}`;
  return `${file.endsWith('.npy') ? 'arrays' : 'tables'}/${name}-${file}`;
}
const ofModel: ReadonlySet<string> = new Set(['model.json', 'weights.bin', 'parameters.bin']);
const ofNoSeed: ReadonlySet<string> = new Set(['attractors.csv', 'analysis.json']);
/** With the name of the file, within the 255 bytes that file systems take. */
const mostOfPlace = 180;
