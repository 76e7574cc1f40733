import type { Growth } from '../../engine/development/growth-program.ts';
import type { Results } from '../../results/contract.ts';
import type { CircuitData } from '../../results/circuit-data.ts';
import type { ToView } from '../../views/view-messages.ts';

export const file = 'file:///study/rapid%20learning.anl';
export function circuitOf(growth: Growth, condition = 'grown'): CircuitData {
  const bytes = (array: Float32Array | Float64Array | Int8Array | Int32Array) =>
    array.buffer.slice(array.byteOffset, array.byteOffset + array.byteLength) as ArrayBuffer;
  const { pre, post, birth, weight } = growth.synapses;
  return {
    condition,
    seed: 1,
    fates: growth.fates,
    step: growth.step,
    space: growth.cells.dimensions === 3 ? [1e-3, 1e-3, 1e-3] : [1e-3, 1e-3],
    dimensions: growth.cells.dimensions,
    frames: growth.frames.map((frame) => ({
      step: frame.step,
      count: frame.count,
      position: bytes(frame.position),
      fate: bytes(frame.fate),
    })),
    pre: bytes(pre),
    post: bytes(post),
    birth: bytes(birth),
    weight: bytes(weight),
  };
}
export const target: ToView = { type: 'target', name: 'rapid_learning', file };
/** What a host sends for a finished run, as it stands in a folder. */
export function finished({ circuits, ...results }: Results, status: Results['run']['status'] = 'done'): ToView[] {
  return [
    target,
    { type: 'init', experiment: results.experiment, file },
    { type: 'results', results, folder: '/study/runs/rapid_learning/0123456789ab' },
    ...(circuits.length > 0
      ? [{ type: 'circuits' as const, circuits: circuits.map((each) => circuitOf(each.growth, each.condition)) }]
      : []),
    { type: 'status', status },
  ];
}
/** What a host sends up to the middle of a run: the first jobs done, one still training. */
export function underway(results: Results, share = 0.3): ToView[] {
  const rows = results.rows.slice(0, Math.floor(results.rows.length * share));
  return [
    target,
    { type: 'init', experiment: results.experiment, file },
    { type: 'status', status: 'running' },
    ...rows.map((row): ToView => ({ type: 'event', event: { t: 1, kind: 'measure', ...row } })),
    {
      type: 'event',
      event: { t: 9, kind: 'progress', done: 12, total: 40, seconds_left: 21, latest: 'rewired, seed 2' },
    },
  ];
}
