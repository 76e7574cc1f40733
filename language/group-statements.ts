/**
 * What is said of the connections between groups: `wire E to I 0.2`, `weights I to E lognormal(0.9, 0.5)`,
 * `weights I * 4`. Such a statement becomes one of a word of its own, whose values stand in its items: the groups, then
 * what holds between them.
 */
import { ofText, withBlock } from '../grammar/index.ts';
import type {
  Block,
  Declaration,
  Expression,
  FileTree,
  Item,
  Name,
  Setting,
  Statement,
  Value,
} from '../grammar/tree.ts';

/** Names of the groups that the matrices of a file have. */
export const groupsIn = (declarations: readonly Declaration[]): ReadonlySet<string> =>
  new Set(declarations.flatMap((declaration) => (declaration.noun.text === 'connect' ? ownGroups(declaration) : [])));
const ownGroups = ofText(({ block }) => (block?.statements ?? []).flatMap(namesOf));
function namesOf(statement: Statement): readonly string[] {
  return statement.kind === 'setting' && statement.word.text === 'groups'
    ? statement.items.flatMap(({ word }) => word?.text ?? [])
    : [];
}

const withConnections: ReadonlySet<string> = new Set(['connect', 'experiment', 'dynamics', 'network']);

/** The tree with statements about groups in their own form. */
export function withGroupStatements(tree: FileTree, groups: ReadonlySet<string>): FileTree {
  if (groups.size === 0) return tree;
  const inValue = (value: Value): Value =>
    value.modifiers.some(({ kind }) => kind === 'block')
      ? { ...value, modifiers: value.modifiers.map((one) => (one.kind === 'block' ? inBlock(one) : one)) }
      : value;
  const inItem = (item: Item): Item => ({ ...item, value: inValue(item.value) });
  const inStatement = (statement: Statement): Statement => {
    if (statement.kind === 'assignment') return { ...statement, value: inValue(statement.value) };
    if (statement.kind !== 'setting') return statement;
    const own = betweenGroups(statement, groups);
    if (own) return own;
    return {
      ...statement,
      items: statement.items.map(inItem),
      phrases: statement.phrases.map((phrase) => ({ ...phrase, items: phrase.items.map(inItem) })),
      ...(statement.block && { block: inBlock(statement.block) }),
    };
  };
  const inBlock = (block: Block): Block => ({ ...block, statements: block.statements.map(inStatement) });
  return {
    ...tree,
    declarations: tree.declarations.map((declaration) => {
      if (!('block' in declaration && withConnections.has(declaration.noun.text))) return declaration;
      const { kind, noun, name, phrases, range } = declaration;
      return withBlock({ kind, noun, name, phrases, range }, declaration, () => inBlock(declaration.block!));
    }),
  };
}

function betweenGroups(setting: Setting, groups: ReadonlySet<string>): Setting | undefined {
  const { word, items, phrases } = setting;
  if (word.quoted || (word.text !== 'wire' && word.text !== 'weights')) return undefined;
  const [pre, ...others] = items;
  const [to] = phrases.length === 1 && phrases[0].label.text === 'to' ? phrases : [];
  const between = (text: string, all: readonly Item[]): Setting => ({
    ...setting,
    word: { ...word, text },
    items: all,
    phrases: [],
  });
  if (to && pre && others.length === 0) {
    const [post, ...rest] = to.items;
    const factor = post && timesOf(post.value, groups);
    if (word.text === 'weights' && factor && rest.length === 0)
      return between('weights times', [pre, itemOf(factor.group), itemOf(factor.value)]);
    return post?.word && rest.length === 0
      ? between(`${word.text} between`, [pre, itemOf(post.word), { value: post.value, range: post.value.range }])
      : undefined;
  }
  const factor = word.text === 'weights' && pre && !pre.word ? timesOf(pre.value, groups) : undefined;
  return factor && phrases.length === 0 && others.length === 0
    ? between('weights times', [itemOf(factor.group), itemOf(factor.value)])
    : undefined;
}
/** `I * 4`. */
function timesOf({ base, modifiers }: Value, groups: ReadonlySet<string>) {
  return base.kind === 'binary' &&
    base.operator === '*' &&
    base.left.kind === 'name' &&
    groups.has(base.left.text) &&
    modifiers.length === 0
    ? { group: base.left, value: base.right }
    : undefined;
}
const itemOf = (base: Expression | Name): Item => ({
  value: { kind: 'value', base, modifiers: [], range: base.range },
  range: base.range,
});
