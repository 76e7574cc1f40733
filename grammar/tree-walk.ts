import type {
  Argument,
  AtClause,
  Comment,
  Declaration,
  Expression,
  FileTree,
  Item,
  LanguageLine,
  Let,
  Phrase,
  Range,
  RangeExpression,
  Statement,
  Study,
  StringLiteral,
  Unit,
  Use,
  Value,
} from './tree.ts';

/** Anything of the tree that has a place in the text. */
export type Node =
  | FileTree
  | LanguageLine
  | Use
  | Let
  | Study
  | Declaration
  | Statement
  | Phrase
  | Item
  | Value
  | Value['modifiers'][number]
  | Argument
  | AtClause
  | Expression
  | RangeExpression
  | Unit
  | Comment;

/** Visits a node and everything below it, parents first; `visit` may return false to pass over what is below. */
export function walk(
  node: Node,
  visit: (node: Node, parents: readonly Node[]) => boolean | undefined,
  parents: readonly Node[] = [],
): void {
  if (visit(node, parents) === false) return;
  const path = [...parents, node];
  for (const child of children(node)) walk(child, visit, path);
}

/**
 * The nodes around an offset, the file first, the smallest last. A node holds its end too; of two that touch, the later
 * is taken.
 */
export function nodesAt(tree: FileTree, offset: number): readonly Node[] {
  const path: Node[] = [];
  for (
    let node: Node | undefined = tree;
    node;
    node = children(node).findLast(({ range }) => range.start <= offset && offset <= range.end)
  )
    path.push(node);
  return path;
}

/** What stands in quotes in a node and below it, such as files. */
export function stringsIn(node: Node): readonly StringLiteral[] {
  const found: StringLiteral[] = [];
  walk(node, (inner) => {
    if ('kind' in inner && inner.kind === 'string') found.push(inner);
    return undefined;
  });
  return found;
}

/** The nodes directly below, in the order of the text. */
function children(node: Node): readonly Node[] {
  const found: Node[] = [];
  const collect = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) value.forEach(collect);
    else if (isNode(value)) found.push(value);
    else Object.values(value).forEach(collect);
  };
  for (const [key, value] of Object.entries(node)) if (key !== 'range') collect(value);
  return found.sort((a, b) => a.range.start - b.range.start);
}
function isNode(value: object): value is Node {
  return 'range' in value && typeof (value.range as Range).start === 'number' && !('kind' in (value.range as object));
}
