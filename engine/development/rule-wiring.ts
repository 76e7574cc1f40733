import type { Scope } from '../expressions/index.ts';
import type { Pair } from './cell-pairs.ts';
import type { Key } from './cells.ts';
import type { SynapseRule } from './growth-program.ts';
import type { History } from './history.ts';

/** One synapse rule with all it acts on. */
export interface RuleWiring {
  readonly rule: SynapseRule;
  /** Indices of the rule's fates. */
  readonly pre: number;
  readonly post: number;
  /** What the part of the rule (`probability`, `weight`, `prune`) may speak of. */
  readonly scope: (part: string) => Scope<Pair>;
  readonly history: History;
  readonly space: readonly number[];
  readonly stepSeconds: number;
  readonly key: Key;
  /** Keys the draws: the fates' names, and a number where several rules join the same fates. */
  readonly purpose: string;
  /** Called every million pairs or so; throws to stop. */
  readonly breathe: () => void;
}
