import { encodeText } from '../../formats/index.ts';
import type { Spikes } from '../../engine/dynamics/index.ts';

/**
 * Spikes as a table that `data … from "spikes.csv" { spikes in s }` reads again; what a time is says its first line.
 * Neurons from 0, as the rows of the matrix; runs from 1.
 */
export function spikesFile({ neurons, times, runs }: Spikes): Uint8Array {
  const parts: Uint8Array[] = [];
  let lines = [convention, 'run,neuron,time'];
  const close = (): void => {
    parts.push(encodeText(`${lines.join('\n')}\n`));
    lines = [];
  };
  for (let run = 0, at = 0; run < runs.length; run++)
    for (const end = at + runs[run]; at < end; at++) {
      lines.push(`${run + 1},${neurons[at]},${times[at]}`);
      if (lines.length === linesTogether) close();
    }
  if (lines.length > 0) close();
  return joined(parts);
}
/** Of a million spikes the lines one by one would have 100 MB. */
const linesTogether = 4096;
function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
const convention =
  '# time in s from the end of what the run discards: when V reached the threshold, within the step where the ' +
  'integration is exact, else at the end of the step; on other neurons a spike acts from the end of its step on, ' +
  'plus the delay; refractory times are rounded up to whole steps';
