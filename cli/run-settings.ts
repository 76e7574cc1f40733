import { Failure } from '../runs/index.ts';

const mostSeeds = 1_000_000;

/** `1..3`, `4`, or `1,4,7..9`. @throws Failure */
export function parseSeeds(text: string): number[] {
  const seeds = text.split(',').flatMap((part) => {
    const [, from, to] = /^\s*(\d+)\s*(?:\.\.\s*(\d+)\s*)?$/.exec(part) ?? [];
    if (from === undefined || Number(to ?? from) < Number(from))
      throw new Failure('usage', `--seeds takes numbers and ranges, as in 1..3 or 1,4,7; "${part}" is neither.`);
    const count = Number(to ?? from) - Number(from) + 1;
    if (count > mostSeeds || Number(to ?? from) > Number.MAX_SAFE_INTEGER)
      throw new Failure(
        'usage',
        `--seeds takes at most ${mostSeeds.toLocaleString('en')} seeds, each at most ` +
          `${Number.MAX_SAFE_INTEGER.toLocaleString('en')}; "${part}" is more.`,
      );
    return Array.from({ length: Number(to ?? from) - Number(from) + 1 }, (_, i) => Number(from) + i);
  });
  return [...new Set(seeds)];
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
