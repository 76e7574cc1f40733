/** How the neurons of a recording go together. */
import { correlation, type Recorded, sourceOf, tilingCoefficients } from '../engine/activity/index.ts';
import type { Settled } from '../language/canonical/instantiate.ts';
import type { FieldTableName, RecordingSource } from '../language/nouns/field-source.ts';
import { Failure } from './failure.ts';
import type { Kernels } from './findings.ts';
import type { PairsRecorded } from './recorded-circuits.ts';

/** Each table is computed when it is first asked for. */
export function pairsRecorded(recorded: Recorded, source: Settled<RecordingSource>, kernels: Kernels): PairsRecorded {
  const { neurons, positions, dimensions } = recorded,
    { name } = source.data;
  const kept = new Map<FieldTableName, Float64Array>();
  const compute = (table: FieldTableName): Float64Array => {
    if (table === 'sttc') return tilingCoefficients(sourceOf(recorded), source.within);
    if (table === 'correlation') return correlation(recorded, kernels);
    throw new Error(`${table} is not known of a recording`);
  };
  return {
    neurons,
    ...(positions && dimensions !== undefined && { positions: { values: positions, dimensions } }),
    table(table) {
      const known = kept.get(table) ?? compute(table);
      kept.set(table, known);
      const silent = silentIn(known, neurons);
      if (silent.length === 0) return known;
      const [first, second] = silent,
        others = silent.length > 2 ? ', …' : ` and ${second + 1}`;
      // a tiling coefficient needs spikes, a correlation what varies
      const [one, many] = table === 'sttc' ? ['has no spike', 'have no spike'] : ['does not change', 'do not change'];
      throw new Failure(
        'usage',
        `${name}: ${
          silent.length === 1
            ? `neuron ${first + 1} ${one} in the whole recording, so its`
            : `${silent.length} neurons (${first + 1}${others}) ${many} in the whole recording, so their`
        } \`${table}\` with others is not known. Leave what is silent out of the recording, or take a longer one.`,
      );
    },
  };
}
/** Neurons that do not go together with themselves. */
const silentIn = (table: Float64Array, neurons: number): readonly number[] =>
  Array.from({ length: neurons }, (_, neuron) => neuron).filter((neuron) => !(table[neuron * (neurons + 1)] > 0.5));
