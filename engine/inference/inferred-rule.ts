/** What an inference says of each gene, and of all. */
import type { BooleanExpression, GeneNetwork, OpenRule, OpenTable } from '../genes/gene-network.ts';
import type { Association } from './association.ts';
import type { GeneReport } from './binarise.ts';
import type { InferenceOptions } from './inference-options.ts';

export interface InferredRule {
  readonly gene: string;
  readonly rule: BooleanExpression;
  readonly regulators: readonly string[];
  /**
   * Shares of the pairs, 0 .. 1: that the rule explains; that the most frequent value alone explains; that "it stays as
   * it was" explains.
   */
  readonly score: number;
  readonly constant: number;
  readonly persistence: number;
  /**
   * The share explained of pairs held out: five blocks of successive pairs, each predicted by regulators and rule
   * learnt from the other four.
   */
  readonly crossValidated: number;
  /**
   * The best scores on the null and how they compare (`chanceOf`); q by Benjamini–Hochberg over the genes inferred.
   * Null where there were no draws.
   */
  readonly chance: {
    readonly mean: number;
    readonly draws: number;
    readonly p: number;
    readonly q: number;
    /** Whether the null keeps how the gene depends on its own state (`Null`). */
    readonly keepsItself: boolean;
  } | null;
  /** Other sets of as many regulators with the same score: how many, and the first eight with their rules. */
  readonly alternatives: {
    readonly count: number;
    readonly listed: readonly { readonly regulators: readonly string[]; readonly rule: BooleanExpression }[];
  };
  /**
   * Every function that explains as much, by sets of regulators: the first 64 sets, what no pair decides left open.
   */
  readonly tables: readonly OpenTable[];
  /**
   * How much of the score each candidate is worth: the best score with it among the regulators, less the best without.
   */
  readonly worth: Readonly<Record<string, number>>;
  /** How the gene goes together with each candidate but itself in the same cells: no rule, and no order of cells. */
  readonly associated: Readonly<Record<string, Association>>;
}
export interface Inference {
  readonly network: GeneNetwork;
  /** In the order of the network's genes, but for those known; genes that became inputs are here too. */
  readonly rules: readonly InferredRule[];
  /** Genes of the network of which other functions explain as much. */
  readonly open: readonly OpenRule[];
  readonly known: readonly string[];
  readonly binarisation: readonly GeneReport[];
  readonly options: InferenceOptions;
  readonly cells: number;
  readonly pairs: {
    readonly count: number;
    readonly series: number;
    readonly times: number;
    readonly shared: number;
    readonly left: number;
  };
}
/** What a rule must reach to count as better than chance. */
export const significance = 0.05;
/**
 * Whether a rule is no better than chance; where a gene may regulate itself, no better than that it stays as it was: on
 * the null, or on pairs that it was not learnt from.
 */
export const isChance = ({ chance, regulators, crossValidated, persistence }: InferredRule): boolean =>
  regulators.length > 0 &&
  chance !== null &&
  (chance.q > significance || (chance.keepsItself && crossValidated <= persistence));

/** Nothing that varies is explained: no set of regulators does better than the most frequent value. */
export const isUnregulated = ({ regulators, score }: InferredRule): boolean => regulators.length === 0 && score < 1;
