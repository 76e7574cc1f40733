import type { Results } from '../../results/contract.ts';
import { specificationText } from './specification-text.ts';
import { settingsThatDiffer, surroundingsOf } from './comparison.ts';

/** A setting that differs: where, as a person would say it, and what it is on each side; null where a side has none. */
export interface SettingDifference {
  readonly where: string;
  readonly a: string | null;
  readonly b: string | null;
}
/** What was asked, and what computed it. */
export interface RunDifference {
  readonly specification: readonly SettingDifference[];
  readonly run: readonly SettingDifference[];
}
type Asked = Pick<Results, 'run' | 'experiment'>;

/** What differs between two runs besides their numbers, which need not be read. */
export const settingsBetween = (a: Asked, b: Asked): RunDifference => ({
  specification: between(specificationText(a.experiment), specificationText(b.experiment)),
  run: between(surroundingsOf(a), surroundingsOf(b)),
});
const between = (a: ReadonlyMap<string, string>, b: ReadonlyMap<string, string>): SettingDifference[] =>
  settingsThatDiffer([a, b]).map(({ where, values: [before, after] }) => ({ where, a: before, b: after }));
