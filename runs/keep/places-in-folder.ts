import type { ExperimentSpec } from '../../language/specification.ts';
import type { Origin } from '../../results/contract.ts';
import { fileNameOfName, shortened } from '../../results/names-as-files.ts';

/**
 * Where a file of a job lies in a run's folder: `arrays/grown-size=16-1-input_weights.npy`; of what no seed draws,
 * `tables/wild-attractors.csv`. The parts can be told apart: a seed is digits, and no file's own name has digits alone
 * between hyphens.
 */
export function placeOf(experiment: ExperimentSpec, { condition, seed, at }: Origin, file: string): string {
  const point = experiment.vary.map(({ name }) => `${fileNameOfName(name)}=${at[name]}`);
  const drawn = ofNoSeed.has(file) ? [] : [...point, seed];
  const folder = file.endsWith('.npy') ? 'arrays' : 'tables';
  return `${folder}/${shortened([fileNameOfName(condition), ...drawn].join('-'), mostOfPlace)}-${file}`;
}
const ofNoSeed: ReadonlySet<string> = new Set(['attractors.csv', 'analysis.json']);
/** With the name of the file, within the 255 bytes that file systems take. */
const mostOfPlace = 180;
