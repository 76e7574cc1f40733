/** Where the members of a network with open rules end: how many of them reach a fate, and from how many starts. */
import { type Interval, proportionInterval } from '../statistics/index.ts';
import { analyseNetwork } from './analyse.ts';
import type { GeneNetwork } from './gene-network.ts';
import { everyMember, memberOf } from './open-rules.ts';

export interface FateSpread {
  /** Of the members of which it is known, how many reach it; `ci`: of their share among all, where some were drawn. */
  readonly reached: number;
  readonly known: number;
  readonly ci: Interval | null;
  /** The probability that a random start ends in it: over the members that have one. */
  readonly basin: { readonly mean: number; readonly least: number; readonly most: number } | null;
}
export interface MemberSpread {
  /** Whether these are all; else so many were drawn, by the seeds 1, 2, … */
  readonly all: boolean;
  readonly members: number;
  /** How many members have so many attractors, the fewest first. */
  readonly attractors: readonly { readonly count: string; readonly members: number }[];
  /** Of so many members not all attractors were found. */
  readonly notFinished: number;
  readonly fates: Readonly<Record<string, FateSpread>>;
}
/** Search steps of one member beyond exhaustion. */
const stepsOfOne = 2_000_000;

/** All members where there are at most `most`; else so many drawn. Yields after each. */
export function* membersEnd(network: GeneNetwork, key: string, most: number): Generator<number, MemberSpread> {
  const every = everyMember(network, most);
  const members = every?.length ?? most;
  const counts = new Map<string, number>();
  let notFinished = 0;
  const found = network.fates.map(() => ({ reached: 0, known: 0, basins: [] as number[] }));
  for (let place = 0; place < members; place++) {
    const member = every?.[place] ?? memberOf(network, place + 1, key);
    const { count, complete, fates } = analyseNetwork(member, { budget: { trapSpaces: stepsOfOne } });
    if (complete) counts.set(count, (counts.get(count) ?? 0) + 1);
    else notFinished++;
    network.fates.forEach(({ name }, f) => {
      const { reachable, basin } = fates[name];
      if (reachable !== null) found[f].known++;
      if (reachable) found[f].reached++;
      if (basin && basin.value !== null) found[f].basins.push(basin.value);
    });
    yield place + 1;
  }
  return {
    all: every !== undefined,
    members,
    attractors: [...counts]
      .map(([count, of]) => ({ count, members: of }))
      .sort((a, b) => Number(BigInt(a.count) - BigInt(b.count))),
    notFinished,
    fates: Object.fromEntries(
      network.fates.map(({ name }, f) => {
        const { reached, known, basins } = found[f];
        return [
          name,
          {
            reached,
            known,
            ci: every || known === 0 ? null : proportionInterval(reached, known),
            basin:
              basins.length === 0
                ? null
                : {
                    mean: basins.reduce((sum, basin) => sum + basin, 0) / basins.length,
                    least: Math.min(...basins),
                    most: Math.max(...basins),
                  },
          },
        ];
      }),
    ),
  };
}
