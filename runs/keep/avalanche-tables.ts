/** What measures have found of avalanches, read back from its tables. */
import type { AvalanchesResult, Origin, ShapesResult } from '../../results/contract.ts';
import { listsIn } from './student-tables.ts';

export const noAvalanches = () => ({ avalanches: [] as AvalanchesResult[], shapes: [] as ShapesResult[] });

export function keepAvalanches(
  kept: ReturnType<typeof noAvalanches>,
  of: Origin,
  read: (of: Origin, name: string) => Uint8Array | undefined,
): void {
  for (const what of ['size', 'duration'] as const) {
    const table = read(of, `avalanches-${what}.csv`);
    if (!table) continue;
    const named = listsIn(table),
      [exponent] = named('exponent'),
      [to] = named('to'),
      [cutOff] = named('cut_off');
    kept.avalanches.push({
      ...of,
      of: what,
      seen: { x: named('seen_at'), y: named('seen_share') },
      ...(exponent !== undefined && {
        law: {
          x: named('fit_at'),
          y: named('fit_share'),
          exponent,
          error: named('error')[0],
          from: named('from')[0],
          ...(to !== undefined && { to }),
          ...(cutOff !== undefined && { cutOff }),
        },
      }),
    });
  }
  const table = read(of, 'shapes.csv');
  if (!table) return;
  const named = listsIn(table),
    durations = named('duration'),
    heights = named('height'),
    points = heights.length / durations.length;
  kept.shapes.push({
    ...of,
    gamma: named('gamma')[0],
    error: named('error')[0],
    shapes: Array.from(durations, (duration, i) => ({
      duration,
      values: heights.subarray(i * points, (i + 1) * points),
    })),
  });
}
