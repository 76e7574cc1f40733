import type { BaselineSummary } from './contract.ts';

/** What a measure is held against unasked, by name, apart from each network before it learned. */
export const heldAgainst = ({
  chance,
  raw_input: raw,
  others = {},
}: BaselineSummary): [name: string, value: number][] => [
  ...(chance === null ? [] : [['chance', chance] as [string, number]]),
  ...(raw === null ? [] : [['the raw input alone', raw] as [string, number]]),
  ...Object.entries(others),
];
