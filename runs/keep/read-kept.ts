import type { Growth } from '../../engine/development/index.ts';
import type { NetworkAnalysis } from '../../engine/genes/index.ts';
import { decodeText } from '../../formats/index.ts';
import type { ExperimentSpec } from '../../language/specification.ts';
import { keptNetworks } from '../../making/gene-networks.ts';
import type { Origin, Results } from '../../results/contract.ts';
import { sweepPoints } from '../../results/sweep.ts';
import { keptCircuit } from '../plan/kept-circuit.ts';
import { readFindings } from './finding-files.ts';
import { readGrowth } from './growth-files.ts';
import { placesIn } from './places-in-folder.ts';
import { countedGrowths, readPopulation } from './populations.ts';

/** Files of a run's folder, by their path in it. */
export interface FilesOfRun {
  has(place: string): boolean;
  read(place: string): Uint8Array;
}

/**
 * What a run keeps beside the numbers, as far as it is there: a circuit for replay, where gene networks end, cells by
 * fate, spectra and what belongs to them. `growth`: that of the circuit, where it need not be read. It throws what the
 * readers throw where a file does not fit its experiment.
 */
export function readKept(
  experiment: ExperimentSpec,
  files: FilesOfRun,
  growth?: Growth,
): Omit<Results, 'experiment' | 'rows' | 'summary' | 'run'> {
  const kept = keptCircuit(experiment);
  const placeOf = placesIn(experiment);
  const [at] = sweepPoints(experiment);
  const [seed] = experiment.seeds;
  /** What is made of the files of a condition; nothing where it has not this one. */
  const made = <T>(of: Origin, name: string, make: (bytes: (file: string) => Uint8Array) => T): T[] => {
    if (!files.has(placeOf(of, name))) return [];
    return [make((file) => files.read(placeOf(of, file)))];
  };
  return {
    circuits: kept
      ? made(kept, 'cells.csv', (bytes) => ({
          condition: kept.condition,
          seed: kept.seed,
          growth: growth ?? readGrowth(bytes, kept.develop),
        }))
      : [],
    genes: keptNetworks(experiment).flatMap(({ condition, genes }) =>
      made({ condition, seed, at }, 'analysis.json', (bytes) => ({
        condition,
        network: genes,
        analysis: JSON.parse(decodeText(bytes('analysis.json'))) as NetworkAnalysis,
      })),
    ),
    populations: countedGrowths(experiment).flatMap(({ develop, ...of }) =>
      made(of, 'population.csv', (bytes) => ({ ...of, ...readPopulation(bytes('population.csv'), develop) })),
    ),
    ...readFindings(experiment, (of, name) => {
      const place = placeOf(of, name);
      return files.has(place) ? files.read(place) : undefined;
    }),
  };
}
