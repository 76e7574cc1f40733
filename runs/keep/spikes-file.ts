import { encodeText } from '../../formats/index.ts';
import type { Spikes } from '../../engine/dynamics/index.ts';

/**
 * Spikes as a table that `data … from "spikes.csv" { spikes in s }` reads again; what a time is says its first line.
 * Neurons from 0, as the rows of the matrix; runs from 1.
 */
export function spikesFile({ neurons, times, runs }: Spikes): Uint8Array {
  const lines = [convention, 'run,neuron,time'];
  for (let run = 0, at = 0; run < runs.length; run++)
    for (const end = at + runs[run]; at < end; at++) lines.push(`${run + 1},${neurons[at]},${times[at]}`);
  return encodeText(`${lines.join('\n')}\n`);
}
const convention =
  '# time in s from the end of what the run discards: when V reached the threshold, within the step where the ' +
  'integration is exact, else at the end of the step; on other neurons a spike acts from the end of its step on, ' +
  'plus the delay; refractory times are rounded up to whole steps';
