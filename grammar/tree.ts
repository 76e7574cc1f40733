/**
 * The syntax tree of an `.anl` file. Plain readonly data; ranges are UTF-16 offsets `[start, end)` into the source.
 * A damaged file still gives a tree: what could not be read is an `ErrorExpression`, a missing name is an empty `Name`.
 */
export interface Range {
  readonly start: number;
  readonly end: number;
}
interface Ranged {
  readonly range: Range;
}

export interface Name extends Ranged {
  readonly kind: 'name';
  readonly text: string;
  readonly quoted: boolean;
}

export interface NumberLiteral extends Ranged {
  readonly kind: 'number';
  /** The number as written, unit not applied: `10_000` is 10000. */
  readonly value: number;
  readonly text: string;
  /** A unit written directly after the number: `um`, `um/h`, `%`, `cells`. */
  readonly unit?: Unit;
}
export interface Unit extends Ranged {
  readonly kind: 'unit';
  readonly text: string;
}
export interface StringLiteral extends Ranged {
  readonly kind: 'string';
  readonly value: string;
}
export interface Member extends Ranged {
  readonly kind: 'member';
  readonly object: Name;
  readonly property: Name;
}
export interface Argument extends Ranged {
  readonly name?: Name;
  readonly value: Expression | RangeExpression;
}
/** `isPrefix`: written without brackets, `trained rnn`. */
export interface Call extends Ranged {
  readonly kind: 'call';
  readonly isPrefix?: true;
  readonly callee: Name;
  readonly arguments: readonly Argument[];
}
export type UnaryOperator = '-' | 'not';
export type BinaryOperator = 'or' | 'and' | '<' | '<=' | '>' | '>=' | '=' | '+' | '-' | '*' | '/' | '^';
/** `symbol` is the spelling used: `!` or `not`, `&` or `and`, `|` or `or`. */
export interface Unary extends Ranged {
  readonly kind: 'unary';
  readonly operator: UnaryOperator;
  readonly symbol: string;
  readonly operand: Expression;
}
export interface Binary extends Ranged {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly symbol: string;
  readonly left: Expression;
  readonly right: Expression;
}
/** `parameter`: the name that was written, where its value was put in (`language/file-parameters.ts`). */
export interface Group extends Ranged {
  readonly kind: 'group';
  readonly expression: Expression;
  readonly parameter?: Name;
  /** `(accuracy at size = 16)`, inside `expect`: the points of the sweep that are meant. */
  readonly at?: readonly AtClause[];
}
/**
 * `accuracy of grown`, inside `expect` and `measure` only. `levels`: the names that a condition of several factors is
 * made of, as in `functional.grid`.
 */
export interface OfCondition extends Ranged {
  readonly kind: 'of';
  readonly measure: Expression;
  readonly condition: Name;
  readonly levels?: readonly Name[];
}
export interface ErrorExpression extends Ranged {
  readonly kind: 'error';
}
export type Expression = (
  | NumberLiteral
  | StringLiteral
  | Name
  | Member
  | Call
  | Unary
  | Binary
  | Group
  | OfCondition
  | ErrorExpression
) &
  Chosen<Name>;
/** What was written where a choice was put in (`language/experiments/choices.ts`). */
interface Chosen<Written> {
  readonly asWritten?: Written;
}

export interface RangeExpression extends Ranged {
  readonly kind: 'range';
  readonly from: Expression;
  readonly to: Expression;
  readonly by?: Expression;
  /** `by *2`: each value is `by` times the one before. */
  readonly isGeometric?: true;
}

export interface WithClause extends Ranged {
  readonly kind: 'with';
  readonly name: Name;
  readonly value: Expression;
}
export interface WithoutClause extends Ranged {
  readonly kind: 'without';
  readonly name: Name;
}
export interface Value extends Ranged, Chosen<Value> {
  readonly kind: 'value';
  readonly base: Expression | RangeExpression;
  readonly modifiers: readonly (Block | WithClause | WithoutClause)[];
}
/**
 * `steps 1`: a word and its value; without a word, just a value. A block that follows a setting's own items belongs to
 * the last value (`matrix net { … }`); after a phrase or the word alone it is the setting's (`train on digits { … }`,
 * `compare { … }`).
 */
export interface Item extends Ranged {
  readonly word?: Name;
  readonly value: Value;
}
/** `within 60 um`, `every 12 h`, `to neuron`. */
export interface Phrase extends Ranged {
  readonly label: Name;
  readonly items: readonly Item[];
}

export interface Block extends Ranged {
  readonly kind: 'block';
  readonly statements: readonly Statement[];
  readonly closed: boolean;
}

export interface Regulation extends Ranged {
  readonly kind: 'regulation';
  readonly source: Name;
  readonly sign: '->' | '-|';
  readonly target: Name;
}
export interface Assignment extends Ranged {
  readonly kind: 'assignment';
  readonly name: Name;
  readonly symbol: ',' | '=';
  readonly value: Value;
}
export interface Definition extends Ranged {
  readonly kind: 'definition';
  readonly word: Name;
  readonly name: Name;
  readonly value: Expression;
}
export type Comparison = '<' | '<=' | '>' | '>=' | '=';
export interface AtClause extends Ranged {
  readonly name: Name;
  readonly value: Expression;
}
export type ClaimTest =
  | {
      readonly kind: 'compare';
      readonly operator: Comparison;
      readonly right: Expression;
      readonly within?: Expression;
    }
  | { readonly kind: 'in'; readonly range: RangeExpression };
export interface Expectation extends Ranged {
  readonly kind: 'expectation';
  readonly every: boolean;
  readonly left: Expression;
  readonly test: ClaimTest;
  readonly at: readonly AtClause[];
}
/** `2.4: 0.41 .. 0.62`: what is claimed where the variable of its table has this value. */
export interface ClaimRow extends Ranged {
  readonly kind: 'row';
  readonly value: Expression;
  readonly test: ClaimTest;
}
/**
 * `expect alpha by partners { 2.4: 0.41 .. 0.62 }`: a claim for each value of a variable; or `matches "table.csv"
 * within 0.05`, where the block holds `column`s of the file.
 */
export interface ClaimTable extends Ranged {
  readonly kind: 'claims';
  readonly every: boolean;
  readonly left: Expression;
  readonly by: Name;
  readonly published?: {
    readonly word: Name;
    readonly path: StringLiteral;
    readonly within?: Expression | RangeExpression;
  };
  readonly block?: Block;
  readonly at: readonly AtClause[];
}
/** `part`: of `recurrent.matrix x`, whose word is `recurrent.matrix`, the words before and behind the point. */
export interface Setting extends Ranged {
  readonly kind: 'setting';
  readonly word: Name;
  readonly part?: { readonly of: Name; readonly name: Name };
  readonly items: readonly Item[];
  readonly phrases: readonly Phrase[];
  readonly block?: Block;
}
export type Statement = Regulation | Assignment | Definition | Expectation | ClaimTable | ClaimRow | Setting;

export interface LanguageLine extends Ranged {
  readonly kind: 'language';
  readonly version: NumberLiteral;
}
export interface Use extends Ranged {
  readonly kind: 'use';
  readonly path: StringLiteral;
}
/** `let tau = 20 ms`: a parameter of the file. */
export interface Let extends Ranged {
  readonly kind: 'let';
  readonly name: Name;
  readonly value: Expression;
}
/** `study { title "…" }`: what the file is about, of whom, and who may use it. */
export interface Study extends Ranged {
  readonly kind: 'study';
  readonly word: Name;
  readonly block?: Block;
}
export interface Declaration extends Ranged {
  readonly kind: 'declaration';
  /** `genes`, `develop`, `connect`, … or an unknown word. */
  readonly noun: Name;
  readonly name: Name;
  readonly phrases: readonly Phrase[];
  readonly block?: Block;
}
/** From `#` to the end of the line; or a pasted `targets, factors` line, which is skipped likewise. */
export interface Comment extends Ranged {
  readonly text: string;
}
export interface FileTree extends Ranged {
  readonly kind: 'file';
  readonly language?: LanguageLine;
  readonly uses: readonly Use[];
  readonly lets: readonly Let[];
  readonly studies: readonly Study[];
  readonly declarations: readonly Declaration[];
  readonly comments: readonly Comment[];
}
/** One per mistake, at the user's own text. Codes L002 (unclosed block) and L003 (unexpected text). */
export interface SyntaxError {
  readonly code: 'L002' | 'L003';
  readonly message: string;
  readonly range: Range;
  /** What would mend it, where that is known: a reserved word as a name is put in quotes. */
  readonly fixes?: readonly {
    readonly title: string;
    readonly edits: readonly { readonly range: Range; readonly text: string }[];
  }[];
}
export interface Parsed {
  readonly tree: FileTree;
  readonly errors: readonly SyntaxError[];
}
