/** `use "file"`: the nouns of other files. Reading is async; what was read is handed to the synchronous analysis. */
import { decodeText } from '../formats/index.ts';
import { parse } from '../grammar/index.ts';
import type { FileTree, Parsed } from '../grammar/tree.ts';
import type { Declared, FileScope } from './canonical/scope.ts';
import { groupsIn, withGroupStatements } from './group-statements.ts';
import { nouns } from './nouns/index.ts';
import { type Parameter, parametersOf, withParameters } from './file-parameters.ts';
import { isNoun } from './vocabulary/index.ts';
import { largestText, type Reader } from './reader.ts';

/** An imported file, by its path from the first file. `problem` says why it gives nothing. */
export interface Imported {
  readonly path: string;
  readonly source: string;
  readonly tree: FileTree;
  readonly problem?: ImportProblem;
}
export type ImportProblem =
  /** `tried`: as a reader says; `there`: the studies where it should be. */
  | { readonly kind: 'missing'; readonly tried: readonly string[]; readonly there: readonly string[] }
  | { readonly kind: 'unreadable'; readonly reason: string }
  | { readonly kind: 'cycle'; readonly chain: readonly string[] };
export type Imports = ReadonlyMap<string, Imported>;

/** More files than anyone means to use: folders that are linked into each other have no end. */
const mostFiles = 1000;
const tooMany = (): string =>
  `more than ${mostFiles.toLocaleString('en')} files are used, directly and through others.`;
const entries: FileScope['entries'] = new Map(nouns.map((entry) => [entry.noun, entry]));

/**
 * Reads every file that a file uses, and those that they use. `own` is the path of the first file, so that a cycle back
 * to it is seen.
 */
export async function loadImports(parsed: Parsed, reader: Reader, own = ''): Promise<Imports> {
  const imports = new Map<string, Imported>();
  const visit = async (tree: FileTree, folder: string, chain: readonly string[]): Promise<void> => {
    for (const use of tree.uses) {
      const path = joined(folder, use.path.value);
      if (chain.includes(path)) {
        imports.set(path, {
          path,
          source: '',
          tree: parse('').tree,
          problem: { kind: 'cycle', chain: [...chain.slice(chain.indexOf(path)), path] },
        });
        continue;
      }
      if (imports.has(path)) continue;
      if (imports.size >= mostFiles) {
        imports.set(path, {
          path,
          source: '',
          tree: parse('').tree,
          problem: { kind: 'unreadable', reason: tooMany() },
        });
        return;
      }
      const located = await reader.locate(path);
      if (!located.found) {
        imports.set(path, {
          path,
          source: '',
          tree: parse('').tree,
          problem: { kind: 'missing', tried: located.tried, there: await studiesWhere(path, reader, chain) },
        });
        continue;
      }
      try {
        const source = decodeText(await reader.bytes(located.location, largestText));
        const inner = parse(source);
        imports.set(path, {
          path,
          source,
          tree: inner.tree,
          ...(inner.errors.length > 0 && { problem: { kind: 'unreadable', reason: inner.errors[0].message } }),
        });
        await visit(inner.tree, folderOf(path), [...chain, path]);
      } catch (error) {
        imports.set(path, {
          path,
          source: '',
          tree: parse('').tree,
          problem: { kind: 'unreadable', reason: error instanceof Error ? error.message : String(error) },
        });
      }
    }
  };
  await visit(parsed.tree, '', own ? [own.slice(own.search(/[^\\/]*$/))] : []);
  return imports;
}

/** The other `.anl` files of the folder in which a path should lie. */
async function studiesWhere(path: string, reader: Reader, chain: readonly string[]): Promise<readonly string[]> {
  const [beside] = reader.places?.() ?? [];
  if (beside === undefined || !reader.list) return [];
  const folder = joined(`${beside}/`, folderOf(path)).replace(/[\\/]$/, '');
  const names = await reader.list(folder).catch(() => []);
  return names.filter((name) => name.endsWith('.anl') && !chain.includes(joined(folderOf(path), name)));
}

/**
 * A file's nouns with those it imports; a noun of the file itself goes before an imported one of the same name.
 * Experiments stay at home.
 */
export const fileScope = (tree: FileTree, imports: Imports): FileScope => scopeOfFile(tree, '', imports, new Map());

/** `known`: files that several others use are looked through once; one that is being looked through uses itself. */
function scopeOfFile(tree: FileTree, path: string, imports: Imports, known: Map<string, FileScope>): FileScope {
  const declared = new Map<string, Declared>(),
    imported = new Map<string, Parameter>(),
    file: { -readonly [Part in keyof FileScope]: FileScope[Part] } = {
      declared,
      parameters: new Map(),
      groups: new Set(),
      tree,
      path,
      entries,
    };
  known.set(path, file);
  for (const use of tree.uses) {
    const other = joined(folderOf(path), use.path.value);
    const used = imports.get(other);
    if (!used) continue;
    const scope = known.get(other) ?? scopeOfFile(used.tree, other, imports, known);
    for (const [name, found] of scope.declared)
      if (found.declaration.noun.text !== 'experiment') declared.set(name, found);
    for (const [name, found] of scope.parameters) imported.set(name, found);
  }
  file.parameters = parametersOf(tree.lets, path, imported);
  file.groups = groupsIn([...tree.declarations, ...[...declared.values()].map(({ declaration }) => declaration)]);
  file.tree = withGroupStatements(withParameters(tree, file.parameters), file.groups);
  const own = new Set<string>();
  for (const declaration of file.tree.declarations) {
    const name = declaration.name.text;
    if (name && isNoun(declaration.noun.text) && !own.has(name)) {
      own.add(name);
      declared.set(name, { declaration, file });
    }
  }
  return file;
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);
/** `folder` + relative path, with `.` and `..` resolved. */
export function joined(folder: string, path: string): string {
  if (path.startsWith('/') || /^[A-Za-z]:[\\/]/.test(path)) return path;
  const parts: string[] = [];
  for (const part of `${folder}${path}`.split('/')) {
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}
