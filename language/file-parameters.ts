/**
 * `let N = 400`: a parameter of a file, whose value stands wherever its name does. A name becomes a group that holds
 * the value and knows the name, so that everything that reads a tree reads numbers; `canonical` takes the name instead
 * where an experiment varies it.
 */
import { withBlock } from '../grammar/index.ts';
import type {
  Argument,
  AtClause,
  Block,
  ClaimTest,
  Declaration,
  Expression,
  FileTree,
  Group,
  Let,
  Name,
  Phrase,
  Range,
  RangeExpression,
  Setting,
  Statement,
  Value,
} from '../grammar/tree.ts';
import { isPlainName } from '../grammar/words.ts';

/** A parameter as a file knows it: its own, or that of a file it uses. */
export interface Parameter {
  readonly declared: Let;
  /** With the values of other parameters put in; absent where there is none. */
  readonly value?: Expression;
  /** Why there is none, where it is not that another has none. */
  readonly fault?: 'circular' | 'large';
  /** The file that declares it, as a `use` names it; empty for the first file. */
  readonly path: string;
  /** The used file that has a parameter of this name too. */
  readonly hides?: string;
}
export type Parameters = ReadonlyMap<string, Parameter>;

/** Those of a file, and those of the files that it uses: its own go before theirs. */
export function parametersOf(lets: readonly Let[], path: string, imported: Parameters): Parameters {
  const own = new Map<string, Let>();
  for (const declared of lets)
    if (declared.name.text && !own.has(declared.name.text)) own.set(declared.name.text, declared);
  const found = new Map<string, Parameter>(imported),
    underway = new Set<string>(),
    faults = new Map<string, NonNullable<Parameter['fault']>>();
  const resolved = (name: string): Parameter | undefined => {
    const declared = own.get(name),
      known = found.get(name);
    if (!declared || known?.declared === declared) return known;
    if (underway.has(name)) {
      faults.set(name, 'circular');
      return undefined;
    }
    if (underway.size > mostParts) {
      faults.set(name, 'large');
      return undefined;
    }
    underway.add(name);
    let isWhole = true;
    const value = replaced(declared.value, (written) => {
      const other = canMean(written, own.get(written.text) ?? imported.get(written.text)?.declared)
        ? resolved(written.text)
        : undefined;
      isWhole &&= other?.value !== undefined || !(own.has(written.text) || imported.has(written.text));
      return other?.value && standingAt(written, other.value);
    });
    underway.delete(name);
    if (isWhole && sizeOf(value) > mostParts) faults.set(name, 'large');
    const fault = faults.get(name),
      hidden = imported.get(name)?.path,
      parameter: Parameter = {
        declared,
        path,
        ...(hidden !== undefined && { hides: hidden }),
        ...(isWhole && !fault && { value }),
        ...(fault && { fault }),
      };
    found.set(name, parameter);
    return parameter;
  };
  for (const name of own.keys()) resolved(name);
  return found;
}

/** Parameters made of parameters could grow without end. */
const mostParts = 1000;
const sizeOf = (value: Expression): number =>
  value.kind === 'group'
    ? 1 + sizeOf(value.expression)
    : value.kind === 'binary'
      ? 1 + sizeOf(value.left) + sizeOf(value.right)
      : value.kind === 'unary'
        ? 1 + sizeOf(value.operand)
        : 1;

/** The tree with the values put in. Gene rules name genes alone, and what an experiment varies stays a name in it. */
export function withParameters(tree: FileTree, parameters: Parameters): FileTree {
  if (parameters.size === 0) return tree;
  const nouns = new Set(tree.declarations.map(({ name }) => name.text));
  const standFor =
    (hidden: ReadonlySet<string>): Put =>
    (written) => {
      const known = hidden.has(written.text) || nouns.has(written.text) ? undefined : parameters.get(written.text);
      return known?.value && canMean(written, known.declared) ? standingAt(written, known.value) : undefined;
    };
  return {
    ...tree,
    lets: tree.lets.map((declared) => {
      const value = parameters.get(declared.name.text);
      return value?.declared === declared && value.value ? { ...declared, value: value.value } : declared;
    }),
    declarations: tree.declarations.map((declaration) =>
      declaration.noun.text === 'genes'
        ? declaration
        : inDeclaration(declaration, standFor(variedBy(declaration, tree))),
    ),
  };
}

/** Where the name of a parameter stands for its value. */
export function usesOf(node: unknown): readonly Group[] {
  if (typeof node !== 'object' || node === null) return [];
  if (Array.isArray(node)) return node.flatMap(usesOf);
  const found = (node as Partial<Group>).kind === 'group' && (node as Group).parameter ? [node as Group] : [];
  return found.length > 0 ? found : Object.values(node).flatMap(usesOf);
}

/** Names of the parameters in a part of a tree, those that they are made of too. */
export const parametersWithin = (node: unknown): readonly string[] =>
  usesOf(node).flatMap(({ parameter, expression }) => [parameter?.text ?? '', ...parametersWithin(expression)]);

const variedBy = (declaration: Declaration, tree: FileTree): ReadonlySet<string> =>
  new Set(variablesIn(declaration, tree).keys());
/** Variables of an experiment, and of those that it is `like`: where each is varied. */
export function variablesIn(declaration: Declaration, tree: FileTree): ReadonlyMap<string, Setting> {
  const names = new Map<string, Setting>(),
    seen = new Set<Declaration>();
  for (let one: Declaration | undefined = declaration; one && !seen.has(one); ) {
    seen.add(one);
    for (const statement of one.block?.statements ?? [])
      if (isVariable(statement)) {
        const name = variedName(statement);
        if (name && !names.has(name.text)) names.set(name.text, statement);
      }
    const like: Expression | RangeExpression | undefined = one.phrases.find(({ label }) => label.text === 'like')
      ?.items[0]?.value.base;
    one = like?.kind === 'name' ? tree.declarations.find(({ name }) => name.text === like.text) : undefined;
  }
  return names;
}
/** A name, in quotes where it needs them. */
export function variableName(value: Value | undefined): Name | undefined {
  const base = value?.base;
  if (base?.kind === 'string' && !isPlainName(base.value))
    return { kind: 'name', text: base.value, quoted: true, range: base.range };
  return base?.kind === 'name' && value?.modifiers.length === 0 ? base : undefined;
}
/** The variable of `vary`, also where a block with its choices follows. */
export const variedName = ({ items: [item] }: Setting): Name | undefined =>
  item &&
  variableName(
    item.value.modifiers.every(({ kind }) => kind === 'block') ? { ...item.value, modifiers: [] } : item.value,
  );
const isVariable = (statement: Statement): statement is Setting =>
  statement.kind === 'setting' && (statement.word.text === 'vary' || statement.word.text === 'choose');

/** In quotes a name is that of a parameter whose name needs them; else it is text. */
const canMean = ({ quoted }: Name, declared: Let | undefined): boolean =>
  declared !== undefined && (!quoted || (declared.name.quoted && !isPlainName(declared.name.text)));

/** What stands for a name; undefined where it stands for itself. */
type Put = (written: Name) => Group | undefined;

const standingAt = (parameter: Name, value: Expression): Group => ({
  kind: 'group',
  expression: movedTo(parameter.range, value),
  range: parameter.range,
  parameter,
});
/** The value with every part of it where its name stands: a mistake is told of there. */
function movedTo<Node>(range: Range, node: Node): Node {
  if (Array.isArray(node)) return node.map((part) => movedTo(range, part)) as Node;
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node).map(([key, part]) => [key, key === 'range' && 'start' in part ? range : movedTo(range, part)]),
  ) as Node;
}

function replaced(written: Expression, put: Put): Expression;
function replaced(written: Expression | RangeExpression, put: Put): Expression | RangeExpression;
function replaced(written: Expression | RangeExpression, put: Put): Expression | RangeExpression {
  switch (written.kind) {
    case 'name':
      return put(written) ?? written;
    case 'string':
      return put({ kind: 'name', text: written.value, quoted: true, range: written.range }) ?? written;
    case 'group':
      return {
        ...written,
        expression: replaced(written.expression, put),
        ...(written.at && { at: written.at.map((clause) => inClause(clause, put)) }),
      };
    case 'unary':
      return { ...written, operand: replaced(written.operand, put) };
    case 'binary':
      return { ...written, left: replaced(written.left, put), right: replaced(written.right, put) };
    case 'range':
      return {
        ...written,
        from: replaced(written.from, put),
        to: replaced(written.to, put),
        ...(written.by && { by: replaced(written.by, put) }),
      };
    case 'call':
      return { ...written, arguments: written.arguments.map((given) => inArgument(given, put)) };
    case 'of':
      return { ...written, measure: replaced(written.measure, put) };
    case 'number':
    case 'member':
    case 'error':
      return written;
  }
}
const inArgument = (given: Argument, put: Put): Argument => ({ ...given, value: replaced(given.value, put) });
const inValue = (value: Value, put: Put): Value => ({
  ...value,
  base: replaced(value.base, put),
  modifiers: value.modifiers.map((modifier) =>
    modifier.kind === 'block'
      ? inBlock(modifier, put)
      : modifier.kind === 'with'
        ? { ...modifier, value: replaced(modifier.value, put) }
        : modifier,
  ),
});
const inPhrase = (phrase: Phrase, put: Put): Phrase => ({
  ...phrase,
  items: phrase.items.map((item) => ({ ...item, value: inValue(item.value, put) })),
});
const inBlock = (block: Block, put: Put): Block => ({
  ...block,
  statements: block.statements.map((statement) => inStatement(statement, put)),
});
const inClause = (clause: AtClause, put: Put): AtClause => ({ ...clause, value: replaced(clause.value, put) });
const inTest = (test: ClaimTest, put: Put): ClaimTest =>
  test.kind === 'in'
    ? { ...test, range: replaced(test.range, put) as RangeExpression }
    : { ...test, right: replaced(test.right, put), ...(test.within && { within: replaced(test.within, put) }) };
function inDeclaration(declaration: Declaration, put: Put): Declaration {
  const { kind, noun, name, range } = declaration;
  const head = { kind, noun, name, range, phrases: declaration.phrases.map((phrase) => inPhrase(phrase, put)) };
  return 'block' in declaration ? withBlock(head, declaration, () => inBlock(declaration.block!, put)) : head;
}

function inStatement(statement: Statement, put: Put): Statement {
  switch (statement.kind) {
    case 'regulation':
      return statement;
    case 'assignment':
      return { ...statement, value: inValue(statement.value, put) };
    case 'definition':
      return { ...statement, value: replaced(statement.value, put) };
    case 'expectation':
      return {
        ...statement,
        left: replaced(statement.left, put),
        test: inTest(statement.test, put),
        at: statement.at.map((clause) => inClause(clause, put)),
      };
    case 'row':
      return { ...statement, value: replaced(statement.value, put), test: inTest(statement.test, put) };
    case 'claims': {
      const { published } = statement;
      return {
        ...statement,
        left: replaced(statement.left, put),
        ...(published?.within && { published: { ...published, within: replaced(published.within, put) } }),
        ...(statement.block && { block: inBlock(statement.block, put) }),
        at: statement.at.map((clause) => inClause(clause, put)),
      };
    }
    case 'setting':
      return {
        ...statement,
        items: statement.items.map((item) => ({ ...item, value: inValue(item.value, put) })),
        phrases: statement.phrases.map((phrase) => inPhrase(phrase, put)),
        ...(statement.block && { block: inBlock(statement.block, put) }),
      };
  }
}
