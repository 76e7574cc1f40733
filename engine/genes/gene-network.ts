/** Boolean rules as plain data. A name is a gene or an input. */
export type BooleanExpression =
  | { readonly gene: string }
  | { readonly constant: boolean }
  | { readonly not: BooleanExpression }
  | { readonly and: readonly BooleanExpression[] }
  | { readonly or: readonly BooleanExpression[] };

export type UpdateScheme = 'synchronous' | 'asynchronous';
export interface Gene {
  readonly name: string;
  readonly rule: BooleanExpression;
}
export interface Fate {
  readonly name: string;
  readonly rule: BooleanExpression;
}
/** `optional`: the source may also be without effect (in AEON `->?`). */
export interface Sign {
  readonly source: string;
  readonly target: string;
  readonly sign: 1 | -1;
  readonly optional?: true;
}

/** A regulator of a gene whose rule is open; without `sign` it may act either way. `optional`: or not at all. */
export interface OpenRegulator {
  readonly name: string;
  readonly sign?: 1 | -1;
  readonly optional?: true;
}
/** A function by its values (bit i of the entry is regulator i); null where either would do. */
export interface OpenTable {
  readonly regulators: readonly string[];
  readonly values: readonly (0 | 1 | null)[];
}
/**
 * What a rule that is left open may be: any function of the regulators that keeps to what is said of each, or one of
 * several, none of them twice. `left`: how many more tables there are than are listed.
 */
export type OpenRule = { readonly gene: string } & (
  | { readonly regulators: readonly OpenRegulator[] }
  | { readonly tables: readonly OpenTable[]; readonly left?: number }
);

/**
 * A Boolean gene network. States are bit strings: genes in declaration order, then inputs in order of first appearance
 * (declared inputs first). Inputs are held constant. `fixed` holds genes at a value (knock-out 0, over-expression 1).
 */
export interface GeneNetwork {
  readonly genes: readonly Gene[];
  readonly inputs: readonly string[];
  readonly fates: readonly Fate[];
  readonly signs: readonly Sign[];
  readonly update: UpdateScheme;
  readonly fixed: Readonly<Record<string, 0 | 1>>;
  /**
   * Rules that are not known: the network stands for its members (`memberOf`), and the rules of these genes in `genes`
   * say who regulates them and nothing more. Only a member can be analysed.
   */
  readonly open?: readonly OpenRule[];
}
