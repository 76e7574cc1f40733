/** Checks of family L that need the whole file. */
import type { Comment, FileTree, Range } from '../../grammar/tree.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { declarations, type View } from '../view.ts';
import { laterLanguage, noLanguage, notGiven, unused, unusable } from './language-checks.ts';
import { type Imports, joined } from '../imports.ts';

export function languageLine({ tree, errors }: View): readonly Diagnostic[] {
  if (tree.language)
    return tree.language.version.value > 1
      ? [laterLanguage(tree.language.version.text, tree.language.version.range)]
      : [];
  const [first] = tree.declarations;
  return first && !errors.some(({ start }) => start < first.range.start) ? [noLanguage(first.noun.range)] : [];
}

/** Nouns on which no experiment depends, inputs that nothing reads, variables that nothing uses. */
export function unusedNames(view: View): readonly Diagnostic[] {
  const { tree, walk } = view;
  const spoken = claimsAndPlots(view);
  const uses = walk.occurrences.filter(
    ({ defines, kind, range }) =>
      !defines && !(kind === 'variable' && spoken.some(({ start, end }) => range.start >= start && range.end <= end)),
  );
  const used = new Set(uses.flatMap(({ declaration }) => (declaration ? [declaration.start] : [])));
  const idle = walk.occurrences.filter(
    ({ defines, kind, declaration }) =>
      defines && (kind === 'input' || kind === 'variable') && declaration && !used.has(declaration.start),
  );
  const found = idle.map(({ name, range, kind }) =>
    unused(name, range, kind === 'input' ? 'The input' : 'The variable'),
  );
  const experiments = declarations(view, 'experiment');
  if (experiments.length === 0) return found;
  const needed = new Set(experiments);
  for (const declaration of needed) {
    for (const use of uses) {
      if (use.range.start < declaration.range.start || use.range.end > declaration.range.end || !use.declaration)
        continue;
      const other = tree.declarations.find(({ name }) => name.range.start === use.declaration?.start);
      if (other) needed.add(other);
    }
  }
  const lone = tree.declarations.filter(
    (declaration) =>
      !needed.has(declaration) &&
      !['genes', 'experiment'].includes(declaration.noun.text) &&
      walk.occurrences.some(({ defines, range }) => defines && range.start === declaration.name.range.start),
  );
  const onlyOne = experiments.every(
    ({ block }) =>
      !block?.statements.some((statement) => statement.kind === 'setting' && statement.word.text === 'compare'),
  );
  return [
    ...found,
    ...lone
      .filter(({ noun }) => !(onlyOne && noun.text === 'network'))
      .map(({ name, noun }) => unused(name.text, name.range, `The \`${noun.text}\` noun`)),
  ];
}

/** Where a variable is spoken of, and changes nothing. */
const claimsAndPlots = (view: View): readonly Range[] =>
  declarations(view, 'experiment').flatMap(({ block }) =>
    (block?.statements ?? [])
      .filter(
        (statement) =>
          statement.kind === 'expectation' || (statement.kind === 'setting' && statement.word.text === 'plot'),
      )
      .map(({ range }) => range),
  );

/** `# warns: C024 S061` before the first declaration: the codes, each with its place. */
export function warnsOf(tree: FileTree): readonly { readonly code: string; readonly range: Range }[] {
  const first = tree.declarations[0]?.range.start ?? Number.POSITIVE_INFINITY;
  return tree.comments.filter(({ range }) => range.start < first).flatMap(codesIn);
}
function codesIn({ text, range }: Comment): readonly { readonly code: string; readonly range: Range }[] {
  const [, before, list] = /^(#?\s*warns:)(.*)$/.exec(text) ?? [];
  if (list === undefined) return [];
  return [...list.matchAll(/[A-Z]\d{3}/g)].map((found) => {
    const start = range.start + (text.startsWith('#') ? 0 : 1) + before.length + found.index;
    return { code: found[0], range: { start, end: start + found[0].length } };
  });
}
export function missingWarnings(tree: FileTree, given: ReadonlySet<string>): readonly Diagnostic[] {
  return warnsOf(tree)
    .filter(({ code }) => !given.has(code))
    .map(({ code, range }) => notGiven(code, range));
}

/** What is wrong with the files of `use`. */
export function importProblems(tree: FileTree, imports: Imports): readonly Diagnostic[] {
  return tree.uses.flatMap(({ path }) => {
    const problem =
      imports.get(joined('', path.value))?.problem ??
      [...imports.values()].find(
        (imported) => imported.problem?.kind === 'cycle' && imported.problem.chain.includes(joined('', path.value)),
      )?.problem;
    if (!problem) return [];
    if (problem.kind === 'missing')
      return [
        unusable(
          path.range,
          `"${path.value}" was not found. Looked in ` +
            `${problem.tried.join(', ')}.${problem.remedy ? ` ${problem.remedy}` : ''}`,
        ),
      ];
    if (problem.kind === 'unreadable')
      return [unusable(path.range, `"${path.value}" cannot be read: ${problem.reason}`)];
    return [
      unusable(
        path.range,
        `Files use each other in a circle: ${problem.chain.join(' → ')}. Move what both need into a third file.`,
      ),
    ];
  });
}
