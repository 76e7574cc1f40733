/**
 * What a walk over the tree collects: problems, every name with what it refers to, and the meaning of every known word.
 */
import type { Declaration, Expression, Range, RangeExpression } from '../../grammar/tree.ts';
import type { FileScope } from '../canonical/scope.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { Kind } from '../kinds-of-expressions.ts';
import type {
  Choice,
  FunctionEntry,
  NameKind,
  NounEntry,
  NounKind,
  PlaceQuantity,
  Slot,
  Word,
} from '../vocabulary/index.ts';

export type SymbolKind = NounKind | NameKind;
/** One place where a name stands. */
export interface Occurrence {
  readonly range: Range;
  readonly name: string;
  readonly kind: SymbolKind;
  /** The name within its declaration, in this file; absent for a name that another file declares. */
  readonly declaration?: Range;
  readonly defines: boolean;
  /** Declared in another file, and where in it. */
  readonly path?: string;
  readonly within?: Range;
}
/** What the vocabulary says of a piece of text. */
export type Meaning =
  | { readonly kind: 'noun'; readonly entry: NounEntry }
  | { readonly kind: 'word'; readonly entry: Word }
  | { readonly kind: 'label'; readonly label: string; readonly slots: readonly Slot[] }
  | { readonly kind: 'option'; readonly slot: Slot }
  | { readonly kind: 'choice'; readonly choice: Choice }
  | { readonly kind: 'function'; readonly entry: FunctionEntry }
  | { readonly kind: 'argument'; readonly slot: Slot }
  | { readonly kind: 'quantity'; readonly quantity: PlaceQuantity }
  /** As written. */
  | { readonly kind: 'number'; readonly value: number; readonly unit: string };
export interface Mark {
  readonly range: Range;
  readonly meaning: Meaning;
}
/** A parameter in an experiment that varies it: its values there, and the declarations that this is made of. */
export interface Varied {
  readonly experiment: string;
  /** Its name behind `vary`. */
  readonly at: Range;
  readonly reaches: readonly number[];
  readonly declarations: ReadonlySet<Declaration>;
}
/** A stretch of text and the words that may begin a statement there. */
export interface Block {
  readonly range: Range;
  readonly words: readonly Word[];
  readonly holds: 'settings' | 'rules' | 'conditions';
  readonly names: Names;
}
/** Names known at a place, besides nouns. */
export interface Names {
  readonly genes: GeneNames;
  readonly variables: ReadonlyMap<
    string,
    /** `values`: all of them, where they are written out; `reaches`: those, and the ends of ranges. */
    {
      readonly range: Range;
      readonly kind: Kind;
      readonly values?: readonly number[];
      /** The values as they are written. */
      readonly written: string;
      readonly reaches?: readonly number[];
      /** Of a sweep over choices, by name; `isOpen`: files may hold more. */
      readonly levels?: ReadonlyMap<string, ChoiceName>;
      readonly isOpen?: true;
    }
  >;
  readonly measures: ReadonlyMap<string, Range>;
  /** Derived measures; of those that are one number of several conditions, which. */
  readonly across?: ReadonlyMap<string, readonly string[] | undefined>;
  /** Written ones, and those that screens make. */
  readonly conditions: ReadonlyMap<string, Range>;
  readonly factors: ReadonlyMap<string, FactorNames>;
  readonly screened?: Screened;
}
/**
 * Conditions that screens make, as far as the text tells. `open`: how the names begin of which a file knows the rest.
 */
export interface Screened {
  readonly genes: GeneNames;
  readonly names: ReadonlyMap<string, { readonly genes: readonly string[]; readonly range: Range }>;
  readonly open: readonly string[];
}
/** Where a choice of a sweep stands; `isNamed`: it has a name of its own. */
export interface ChoiceName {
  readonly range: Range;
  readonly isNamed?: true;
}
/** `makes`: its levels make conditions, named by one level of each such factor. */
export interface FactorNames {
  readonly range: Range;
  readonly makes: boolean;
  readonly levels: ReadonlyMap<string, Range>;
}
/** Genes, inputs and fates; `open`: a file may hold more than the text shows. `path`: where they stand, if not here. */
export interface GeneNames {
  readonly open: boolean;
  readonly genes: ReadonlyMap<string, Named>;
  readonly inputs: ReadonlyMap<string, Named>;
  readonly fates: ReadonlyMap<string, Named>;
}
export interface Named {
  readonly range: Range;
  readonly path?: string;
}
export const noGenes: GeneNames = { open: false, genes: new Map(), inputs: new Map(), fates: new Map() };
export const noNames: Names = {
  genes: noGenes,
  variables: new Map(),
  measures: new Map(),
  conditions: new Map(),
  factors: new Map(),
};

export interface Found {
  readonly occurrences: readonly Occurrence[];
  readonly marks: readonly Mark[];
  readonly blocks: readonly Block[];
}
/** What was found in one declaration. */
export interface Piece extends Found {
  /** The same wherever it stands, as long as the declaration is not walked again. */
  readonly origin: object;
  readonly range: Range;
  readonly name: string;
  readonly isExperiment: boolean;
  readonly words: ReadonlySet<string>;
  /** It could be read whole: the same text is the same declaration. */
  readonly isRead: boolean;
  /** What it says depends on nothing but its text and the names that stand in it: nothing is wrong with it. */
  readonly lasts: boolean;
  /** Places outside its declaration that it knows of. */
  readonly outside: readonly Range[];
  /** It knows the genes of the whole text. */
  readonly ofAllGenes: boolean;
}

export interface Walk {
  readonly source: string;
  readonly scope: FileScope;
  /** False while imported files are unread: then an unknown noun may still be one of theirs. */
  readonly complete: boolean;
  /** Names of declarations whose noun is not known: their only mistake is that word. */
  readonly undecided: ReadonlySet<string>;
  /** Kinds of declarations that have no name of their own: an undeclared name may be theirs. */
  readonly nameless: ReadonlySet<string>;
  /** What parameters become where experiments vary them. */
  readonly varied: ReadonlyMap<string, readonly Varied[]>;
  readonly problems: Diagnostic[];
  readonly occurrences: Occurrence[];
  readonly marks: Mark[];
  readonly blocks: Block[];
  /** What was found outside declarations, and in each of them. */
  readonly apart: { readonly head: Found; readonly pieces: readonly Piece[] };
}

/** A block, and what may stand in it. */
export interface Inside {
  readonly words: readonly Word[];
  readonly names: Names;
  /** How a message names the place: `in \`develop\``. */
  readonly where: string;
  readonly rules?: boolean;
  /** Its statements change those of another noun, whole or in part. */
  readonly changes?: boolean;
}

/** What stands in a slot. */
export type Written = Expression | RangeExpression;
