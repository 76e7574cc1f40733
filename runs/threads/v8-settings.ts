import v8 from 'node:v8';

const version = Number.parseInt(process.versions.v8, 10);
/** Known to the V8 of Node 20 to 24: as they are here, and as they are by themselves. */
const settings: readonly (readonly [here: string, own: string])[] =
  version < 11 || version > 13
    ? []
    : [
        // later ones have no such setting
        ...(version === 11 ? [['--interrupt-budget=400000', '--interrupt-budget=67584'] as const] : []),
        ['--no-parallel-scavenge', '--parallel-scavenge'],
        ['--no-concurrent-marking', '--concurrent-marking'],
        ['--min-semi-space-size=16', '--min-semi-space-size=0'],
        ['--semi-space-growth-factor=16', '--semi-space-growth-factor=2'],
      ];

/**
 * Settings of V8 for this process. It optimises a function once it has run for a while, which took a tenth of a short
 * run, half of it for what ran no more: it waits six times as long here. And it clears what is young in memory in one
 * thread, not in several that mostly wait for each other; what is old is marked by the thread that it belongs to, and
 * there is room at once for as much that is young as there would be later.
 */
export function setV8(): void {
  for (const [here] of settings) v8.setFlagsFromString(here);
}
/** Node takes the code that it brings of its own modules only where V8 is as it was for that; else it compiles them. */
export function unsetV8(): void {
  for (const [, own] of settings) v8.setFlagsFromString(own);
}
