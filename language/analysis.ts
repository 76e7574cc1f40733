/** The first tier: what a text says by itself. Synchronous, for every keystroke. */
import { parse } from '../grammar/index.ts';
import type { FileTree } from '../grammar/tree.ts';
import type { FileScope } from './canonical/scope.ts';
import type { Diagnostic } from './diagnostic.ts';
import { fileScope, type Imports } from './imports.ts';
import type { Walk } from './walk/context.ts';
import { walkTree } from './walk/index.ts';

export interface TextAnalysis {
  readonly source: string;
  readonly tree: FileTree;
  /** Nouns that can be named in this file. */
  readonly scope: FileScope;
  readonly imports: Imports;
  /** Every name and every known word, with what it means. */
  readonly walk: Walk;
  /** False while the text uses files that have not been read. */
  readonly complete: boolean;
  /** Errors, warnings and hints of the text; those listed in `# warns:` are left out. */
  readonly diagnostics: readonly Diagnostic[];
}

export function analyseText(source: string, imports: Imports = new Map()): TextAnalysis {
  const { tree, errors } = parse(source);
  const scope = fileScope(tree, imports);
  const complete = tree.uses.length === 0 || imports.size > 0;
  const walk = walkTree(tree, source, scope, complete);
  return { source, tree, scope, imports, complete, walk, diagnostics: [...errors.map((error) => ({ ...error, severity: 'error' as const })), ...walk.problems] };
}
