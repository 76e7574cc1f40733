import { Failure } from '../making/failure.ts';

/** `1..3`, `4`, or `1,4,7..9`, as the language writes it: a single number there is how many seeds. @throws Failure */
export function parseSeeds(text: string): string {
  const parts = text.split(',').map((part) => {
    const [, from, to] = /^\s*(\d+)\s*(?:\.\.\s*(\d+)\s*)?$/.exec(part) ?? [];
    if (from === undefined)
      throw new Failure('usage', `--seeds takes numbers and ranges, as in 1..3 or 1,4,7; "${part}" is neither.`);
    if (to !== undefined && Number(to) < Number(from))
      throw new Failure('usage', `--seeds: ${from}..${to} runs backwards: ${to}..${from}.`);
    return { from, to };
  });
  const isSingle = parts.length === 1;
  return parts.map(({ from, to }) => ((to ?? isSingle) ? `${from} .. ${to ?? from}` : from)).join(', ');
}

/** A number of at least one. @throws Failure */
export function parseJobs(text: string): number {
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new Failure('usage', `--jobs takes a whole number from 1; "${text}" is none.`);
}

/** NAME=VALUE. @throws Failure */
export function parseSetting(text: string): { readonly path: string; readonly value: string } {
  const [, path, value] = /^\s*([\w.]+)\s*=\s*(\S.*)$/.exec(text) ?? [];
  if (path === undefined)
    throw new Failure(
      'usage',
      `--set takes NAME=VALUE, as in size=32, train.batch=32 or mouse.update=synchronous; "${text}" is not that.`,
    );
  return { path, value };
}
