/** What is said of the value of a parameter, where its name stands: with the value, and without what would mend it. */
import { linesOf } from '../grammar/index.ts';
import type { FileScope } from './canonical/scope.ts';
import type { Diagnostic } from './diagnostic.ts';
import { usesOf } from './file-parameters.ts';

export function withParametersNamed(
  found: readonly Diagnostic[],
  { tree, parameters }: Pick<FileScope, 'tree' | 'parameters'>,
  source: string,
): readonly Diagnostic[] {
  if (parameters.size === 0 || found.length === 0) return found;
  const named = new Map(
    usesOf(tree).flatMap(({ parameter, range }) => (parameter ? [[range.start, parameter] as const] : [])),
  );
  return found.map((problem): Diagnostic => {
    const name = named.get(problem.range.start);
    const known = name && name.range.end === problem.range.end ? parameters.get(name.text) : undefined;
    if (!name || !known) return problem;
    const { fixes: _, ...rest } = problem;
    const { range } = known.declared.value;
    const where = known.path ? `in "${known.path}"` : `on line ${linesOf(source).lineOf(range.start) + 1}`;
    const text = known.path ? '' : ` is \`${source.slice(range.start, range.end)}\` and`;
    return { ...rest, message: `${problem.message} (\`${name.text}\`${text} stands ${where}.)` };
  });
}
