/**
 * What a name means where it stands: the file's declarations, what `with` put in their place, and the experiment's
 * variables.
 */
import type { NounEntry } from '../../catalogue/entry.ts';
import type { Declaration, Range, Statement, Value, Expression } from '../../grammar/tree.ts';
import type { GeneNetwork } from '../../engine/genes/gene-network.ts';

export interface Declared {
  readonly declaration: Declaration;
  readonly file: FileScope;
}
/** A file's nouns, its own and those it imports. */
export interface FileScope {
  readonly declared: ReadonlyMap<string, Declared>;
  /** As a `use` names it; empty for the first file. */
  readonly path: string;
  /** What may stand in each kind of noun. */
  readonly entries: ReadonlyMap<string, NounEntry>;
}
export interface Scope {
  readonly file: FileScope;
  readonly substitutions: ReadonlyMap<string, Bound>;
  readonly variables: ReadonlySet<string>;
  /** Gene rules read from files, by path as written. */
  readonly networks: ReadonlyMap<string, GeneNetwork>;
}
/** `with NAME = value`: the value, and the scope it was written in. */
export interface Bound {
  readonly value: Expression | Value;
  readonly scope: Scope;
}
export interface Scoped {
  readonly statement: Statement;
  readonly scope: Scope;
}

/** Why something that checks cannot be run: a word of a later version, or a value that is not there. */
export class Refused extends Error {
  readonly range: Range;
  constructor(reason: string, range: Range) {
    super(reason);
    this.range = range;
  }
}
export const notYet = (what: string, range: Range): never => {
  throw new Refused(`${what} belongs to a later version of Anlage: it checks, but cannot run yet.`, range);
};
