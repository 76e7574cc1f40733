import type { Expression, Name, Value } from '../grammar/index.ts';
import type { TextAnalysis } from '../language/index.ts';
import type { ConnectingName, NounKind, Slot, Type, Word } from '../language/vocabulary/index.ts';

/** What may stand at a place of the text, for completion and help. */
export type Allowed =
  /** `after`: the noun before; `isFirst`: nothing stands before it. */
  | { readonly kind: 'declaration'; readonly after?: string; readonly isFirst: boolean }
  /** The version behind `language`. */
  | { readonly kind: 'version' }
  /** A word or name that begins a statement. */
  | {
      readonly kind: 'statement';
      readonly words: readonly Word[];
      readonly used: ReadonlySet<string>;
      readonly holds: 'settings' | 'rules' | 'conditions';
      readonly experiment: boolean;
      /** The words that the statements before and behind begin with. */
      readonly after?: string;
      readonly next?: string;
      /** Names that may begin a statement: genes. */
      readonly names: Names;
    }
  /** `options`: words that may stand in its place, where it is one more of a list. */
  | {
      readonly kind: 'value';
      readonly type: Type;
      readonly slot?: Slot;
      readonly names: Names;
      readonly options?: readonly Slot[];
      /** Arguments of the call around it that are not given yet. */
      readonly unnamed?: readonly Slot[];
      /** What may stand in place of the value: a label and its own. */
      readonly behind?: Behind;
      /** Whether another argument stands before it. */
      readonly isLaterArgument?: boolean;
      /** What stands in the same list already. */
      readonly given?: ReadonlySet<string>;
      /** Columns of the table that stands before the dot. */
      readonly columns?: readonly string[];
      /** What is defined by it: its name, and in an experiment how well each measure fits its conditions. */
      readonly defines?: { readonly name: string; readonly fits: (measure: string) => number };
      /** Kinds of nouns that other conditions are. */
      readonly others?: ReadonlySet<string>;
      /** Files whose columns it may name, the likeliest first. */
      readonly tables?: readonly string[];
      /** The noun whose `like` stands there: what is like it in turn cannot be meant. */
      readonly likeOf?: string;
    }
  | { readonly kind: 'rule'; readonly names: Names }
  /** `behind`: what may stand there in place of a unit. */
  | { readonly kind: 'unit'; readonly type?: Type; readonly behind?: Behind }
  /** `left`: what it is compared with, where it stands on the right. */
  | { readonly kind: 'claim'; readonly names: Names; readonly left?: Expression }
  /** `before`: the levels that are written in front of it; `left` as of a claim. */
  | {
      readonly kind: 'condition';
      readonly names: Names;
      readonly before: readonly Name[];
      readonly left?: Expression;
    }
  /** What is replaced in a noun, or taken from it. */
  | { readonly kind: 'changed'; readonly how: 'with' | 'without'; readonly base: Value['base'] }
  /** Behind a whole value: labels, options, `with` and the like. */
  | Behind;
export interface Behind {
  readonly kind: 'behind';
  readonly words: readonly ConnectingName[];
  /** Signs of comparison. */
  readonly signs?: readonly string[];
  readonly options: readonly Slot[];
  readonly labelled: Readonly<Record<string, readonly Slot[]>>;
  /** Of the words, the one that is written most. */
  readonly likely?: ConnectingName;
  /** Labels without which it says nothing. */
  readonly needed?: readonly string[];
}
export type Names = TextAnalysis['walk']['blocks'][number]['names'];

export const nounTypeOf = (nouns: readonly NounKind[]): Type => ({
  says: 'the name of a noun',
  example: '',
  nouns,
  calls: nouns,
});
export const behindNoun: readonly ConnectingName[] = ['with', 'without'];
