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
}
