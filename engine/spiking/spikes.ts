import type { Spikes } from '../dynamics/index.ts';

/** A list that grows. */
export function spikeList(runs: number) {
  let neurons = new Uint32Array(1024),
    times = new Float64Array(1024),
    count = 0;
  const ends: number[] = [];
  return {
    add(neuron: number, time: number): void {
      if (count === times.length) {
        const longer = new Uint32Array(2 * count),
          later = new Float64Array(2 * count);
        longer.set(neurons);
        later.set(times);
        [neurons, times] = [longer, later];
      }
      neurons[count] = neuron;
      times[count++] = time;
    },
    endRun(): void {
      ends.push(count);
    },
    whole(): Spikes {
      if (ends.length !== runs) throw new Error(`${ends.length} of ${runs} runs have ended`);
      return {
        neurons: neurons.slice(0, count),
        times: times.slice(0, count),
        runs: ends.map((end, run) => end - (ends[run - 1] ?? 0)),
      };
    },
  };
}
