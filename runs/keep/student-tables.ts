/** What measures have found around trained students, read back from its tables. */
import { type PlaneName, planes } from '../../catalogue/study.ts';
import { numberColumn, readCsv, textColumn } from '../../formats/index.ts';
import type { CurvatureResult, LandscapeResult, Origin } from '../../results/contract.ts';

export const noSurroundings = () => ({
  landscapes: [] as LandscapeResult[],
  curvatures: [] as CurvatureResult[],
});
export function keepSurroundings(
  kept: ReturnType<typeof noSurroundings>,
  of: Origin,
  read: (of: Origin, name: string) => Uint8Array | undefined,
): void {
  const modes = read(of, 'modes.csv');
  if (modes) {
    const named = listsIn(modes);
    kept.curvatures.push({ ...of, values: named('curvature'), before: named('before'), after: named('after') });
  }
  for (const plane of Object.keys(planes) as PlaneName[]) {
    const table = read(of, `landscape-${plane}.csv`);
    if (!table) continue;
    const named = listsIn(table),
      [left, right, low, high] = named('ends'),
      values = named('loss');
    const marks = ['start', 'trained', 'teacher'].map((name) => ({
      name,
      x: named(`${name}_x`)[0],
      y: named(`${name}_y`)[0],
    }));
    kept.landscapes.push({
      ...of,
      plane,
      x: [left, right],
      y: [low, high],
      points: Math.round(Math.sqrt(values.length)),
      values,
      marks,
    });
  }
}
/** The numbers of each name, in their order. */
export function listsIn(bytes: Uint8Array): (name: string) => Float64Array {
  const table = readCsv(bytes),
    names = textColumn(table, 'name'),
    values = numberColumn(table, 'value');
  return (name) => values.filter((_, row) => names[row] === name);
}
