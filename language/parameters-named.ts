/**
 * What is said of the value of a parameter, where its name stands first: with the value, and without what would mend
 * it. A parameter that is wrong itself is told of where it is declared.
 */
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
  const uses = usesOf(tree).flatMap(({ parameter }) => parameter ?? []);
  const byStart = new Map(uses.map((name) => [name.range.start, name]));
  const said = new Set<string>();
  return found.flatMap((problem): readonly Diagnostic[] => {
    const { range: at, code } = problem;
    const own = byStart.get(at.start);
    const isWhole = own?.range.end === at.end;
    const isOfUnits = code.startsWith('U');
    const names = isWhole
      ? [own]
      : isOfUnits
        ? uses.filter(({ range }) => at.start <= range.start && range.end <= at.end)
        : [];
    const [name] = names,
      known = name && names.length === 1 ? parameters.get(name.text) : undefined;
    if (!name || !known) return [problem];
    const isOfLet = ({ range, severity }: Diagnostic): boolean =>
      severity === 'error' && known.declared.range.start <= range.start && range.end <= known.declared.range.end;
    if (!known.path && found.some(isOfLet)) return [];
    const mistake = `${name.text} ${isOfUnits ? 'U' : code}`;
    if (said.has(mistake)) return [];
    said.add(mistake);
    if (!isWhole) return [problem];
    const { fixes: _, ...rest } = problem;
    const { range } = known.declared.value;
    const where = known.path ? `in "${known.path}"` : `on line ${linesOf(source).lineOf(range.start) + 1}`;
    const text = known.path ? '' : ` is \`${source.slice(range.start, range.end)}\` and`;
    return [{ ...rest, message: `${problem.message} (\`${name.text}\`${text} stands ${where}.)` }];
  });
}
