/**
 * What a name means where it stands: the file's declarations, what `with` put in their place, and the experiment's
 * variables.
 */
import type { NounEntry } from '../../catalogue/entry.ts';
import type { Call, Declaration, FileTree, Phrase, Range, Statement, Value, Expression } from '../../grammar/tree.ts';
import type { Parameters } from '../file-parameters.ts';
import type { GeneNetwork } from '../../engine/genes/gene-network.ts';

export interface Declared {
  readonly declaration: Declaration;
  readonly file: FileScope;
}
/** A file's nouns, its own and those it imports. */
export interface FileScope {
  readonly declared: ReadonlyMap<string, Declared>;
  /** Those that the file declares, and those that it imports. */
  readonly parameters: Parameters;
  /** Groups of neurons that its matrices, and those that it imports, have. */
  readonly groups: ReadonlySet<string>;
  /** The file, with the values of its parameters put in. */
  readonly tree: FileTree;
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
  /** What declarations were found to say in this scope, so that a chain of `like` is followed once. */
  readonly described: Map<Declaration, Followed>;
}
/** A declaration of which another is a variant: being followed, described, or why it cannot be. */
export type Followed = 'underway' | Description | Refused;
/** `with NAME = value`: the value, and the scope it was written in. */
export interface Bound {
  readonly value: Expression | Value;
  readonly scope: Scope;
}
export const scopeIn = (
  file: FileScope,
  networks: Scope['networks'] = new Map(),
  variables: Scope['variables'] = new Set(),
): Scope => ({ file, substitutions: new Map(), variables, networks, described: new Map() });
export interface Scoped {
  readonly statement: Statement;
  readonly scope: Scope;
}
/** What holds for a noun: written, inherited, replaced. */
export interface Description {
  /** Of its kind of noun. */
  readonly entry: NounEntry;
  readonly name: string;
  /** Keys the random draws; variants share it. */
  readonly stream: string;
  readonly declaration: Declaration;
  readonly header: readonly { readonly phrase: Phrase; readonly scope: Scope }[];
  readonly statements: readonly Scoped[];
  readonly removed: ReadonlySet<string>;
  /** Controls and interventions, innermost first. */
  readonly controls: readonly { readonly call: Call; readonly scope: Scope }[];
}

/** Why something that checks cannot be run: a word of a later version, or a value that is not there. */
export class Refused extends Error {
  readonly range: Range;
  /** A statement that would mend it, and of which declaration. */
  readonly lacking?: { readonly declaration: Declaration; readonly statement: string };
  constructor(reason: string, range: Range, lacking?: Refused['lacking']) {
    super(reason);
    this.range = range;
    this.lacking = lacking;
  }
}
/** A word of a later version. */
export class NotYet extends Refused {}
export const ofLaterVersion = (what: string): string =>
  `${what} belongs to a later version of Anlage: it checks, but cannot run yet.`;
export const notYet = (what: string, range: Range): never => {
  throw new NotYet(ofLaterVersion(what), range);
};
/** A noun that is, through others or at once, a variant of itself. */
export class Circular extends Refused {}
