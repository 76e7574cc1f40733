import type { Growth } from '../../engine/development/index.ts';
import { encodeText, numberColumn, readCsv, textColumn, writeCsv } from '../../formats/index.ts';
import { instantiate } from '../../language/canonical/instantiate.ts';
import type { DevelopNoun, ExperimentSpec } from '../../language/specification.ts';
import { canonical } from '../../making/canonical-json.ts';
import type { SweepPoint } from '../../results/sweep.ts';
import { sweepPoints } from '../../results/sweep.ts';
import { nounsIn } from '../../language/nouns-within.ts';
import type { PopulationResult } from '../../results/contract.ts';

/**
 * `population.csv`: `step,time,fate,cells`, a row for each fate (the undecided last, without a name) at the end of each
 * step kept; time in seconds.
 */
export function populationFile({ frames, fates, step: seconds }: Growth): Record<string, Uint8Array> {
  const names = [...fates, ''];
  const rows = frames.flatMap(({ step, fate: fateOf }) => {
    const counts = new Int32Array(names.length);
    for (let cell = 0; cell < fateOf.length; cell++) counts[fateOf[cell] < 0 ? fates.length : fateOf[cell]]++;
    return names.map((name, f) => [step, step * seconds, name, counts[f]]);
  });
  return { 'population.csv': encodeText(writeCsv(['step', 'time', 'fate', 'cells'], rows)) };
}

/** The other way round. */
export function readPopulation(
  file: Uint8Array,
  { genes, step }: DevelopNoun,
): Pick<PopulationResult, 'step' | 'fates' | 'steps' | 'counts'> {
  const table = readCsv(file);
  const [stepOf, fate, cells] = [numberColumn(table, 'step'), textColumn(table, 'fate'), numberColumn(table, 'cells')];
  const fates = [...genes.fates.map(({ name }) => name), ''];
  const counts = fates.map((name) => Array.from(cells).filter((_, row) => fate[row] === name));
  return { step, fates, steps: [...new Set(stepOf)], counts };
}

/** The growths whose cells are counted in a run's folder: of the written conditions, the first of each development. */
export function countedGrowths(
  experiment: ExperimentSpec,
): { condition: string; seed: number; at: SweepPoint; develop: DevelopNoun }[] {
  return sweepPoints(experiment).flatMap((at) => {
    const grown = experiment.conditions
      .filter(({ screened }) => !screened)
      .flatMap(({ name, noun }) => {
        const develop = nounsIn(instantiate(noun, at)).find((held) => held.noun === 'develop');
        return develop ? [{ condition: name, develop, text: canonical(develop) }] : [];
      });
    const distinct = grown.filter(({ text }, i) => grown.findIndex((other) => other.text === text) === i);
    return distinct.flatMap(({ condition, develop }) =>
      experiment.seeds.map((seed) => ({ condition, seed, at, develop })),
    );
  });
}
