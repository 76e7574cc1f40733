/** `# warns:` — the warnings and hints a file says it gives are not repeated. */
import type { FileTree } from '../grammar/tree.ts';
import { warnsOf } from './checks/file-checks.ts';
import type { Diagnostic } from './diagnostic.ts';

export function quiet(
  diagnostics: readonly Diagnostic[],
  { tree }: { readonly tree: FileTree },
): readonly Diagnostic[] {
  const expected = new Set(warnsOf(tree).map(({ code }) => code));
  return expected.size === 0
    ? diagnostics
    : diagnostics.filter(({ code, severity }) => severity === 'error' || !expected.has(code));
}
