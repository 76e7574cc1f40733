import type { ExperimentSpec } from '../../language/specification.ts';
import type { Origin } from '../../results/contract.ts';
import { fileNameOfName, shortened } from '../../results/names-as-files.ts';

/**
 * Where a file of a job lies in a run's folder: `arrays/grown-size=16-1-input_weights.npy`; of what no seed draws,
 * `tables/wild-attractors.csv`; of a trained network for TensorFlow.js, whose files name each other,
 * `networks/student-1/model.json`. The parts can be told apart: a seed is digits, and no file's own name has digits
 * alone between hyphens. What files of one job have in common is made once, where they are asked for in turn.
 */
export function placesIn({ vary }: Pick<ExperimentSpec, 'vary'>): (of: Origin, file: string) => string {
  const names = new Map<string, string>();
  const written = (name: string): string => {
    const known = names.get(name) ?? fileNameOfName(name);
    names.set(name, known);
    return known;
  };
  let last: Origin | undefined;
  let drawn = '';
  return (of, file) => {
    const { condition, seed, at, subject } = of;
    if (of !== last) {
      const point = vary.map(({ name }) => `${written(name)}=${at[name]}`);
      const whose = subject === undefined ? [] : [written(subject)];
      drawn = shortened([written(condition), ...whose, ...point, seed].join('-'), mostOfPlace);
      last = of;
    }
    const name = ofNoSeed.has(file) ? shortened(written(condition), mostOfPlace) : drawn;
    if (ofModel.has(file)) return `networks/${name}/${file}`;
    return `${file.endsWith('.npy') ? 'arrays' : 'tables'}/${name}-${file}`;
  };
}
const ofModel: ReadonlySet<string> = new Set(['model.json', 'weights.bin', 'parameters.bin']);
const ofNoSeed: ReadonlySet<string> = new Set(['attractors.csv', 'analysis.json']);
/** With the name of the file, within the 255 bytes that file systems take. */
const mostOfPlace = 180;
