/** The first tier: what a text says by itself. Synchronous, for every keystroke. */
import { linesOf, parse, ParsedParts } from '../grammar/index.ts';
import type { FileTree, Parsed } from '../grammar/tree.ts';
import type { FileScope } from './canonical/scope.ts';
import { importProblems } from './checks/file-checks.ts';
import { KeptChecks } from './checks/by-groups.ts';
import type { Finder } from './checks/check.ts';
import { checkText, checkTextAgain } from './checks/index.ts';
import { oddOneOut, withoutConsequences } from './consequences.ts';
import type { Diagnostic } from './diagnostic.ts';
import { faultsIn } from './checks/guarded.ts';
import { withParametersNamed } from './parameters-named.ts';
import { fileScope, type Imports } from './imports.ts';
import { quiet } from './quiet.ts';
import type { Walk } from './walk/walk-context.ts';
import { walkTree } from './walk/index.ts';
import { KeptWalk } from './walk/kept-walk.ts';

export interface TextAnalysis {
  readonly source: string;
  /** With the values of parameters put in where their names stand. */
  readonly tree: FileTree;
  /** Nouns that can be named in this file. */
  readonly scope: FileScope;
  readonly imports: Imports;
  /** Every name and every known word, with what it means. */
  readonly walk: Walk;
  /** Errors, warnings and hints of the text, in its order; those listed in `# warns:` are left out. */
  readonly diagnostics: readonly Diagnostic[];
  /** Codes of all of them, those left out too. */
  readonly given: ReadonlySet<string>;
}

/**
 * A line that cannot be read gives no second diagnostic about what was read of it; except that a word which is not
 * known, and is nearly one that is, explains what follows it.
 */
function oneForEachMistake(
  unread: readonly Diagnostic[],
  meant: readonly Diagnostic[],
  source: string,
): readonly Diagnostic[] {
  if (unread.length === 0) return meant;
  const lines = linesOf(source);
  const lineOf = ({ range }: Diagnostic): number => lines.lineOf(range.start);
  const placeOf = ({ range }: Diagnostic): string => `${range.start} ${range.end}`;
  const once = [...new Map(unread.toReversed().map((error) => [placeOf(error), error])).values()].reverse();
  const unreadLines = new Set(unread.map(lineOf));
  const spelling = meant.filter(
    (problem) => problem.code === 'L001' && problem.fixes && unreadLines.has(lineOf(problem)),
  );
  const explainedFrom = new Map<number, number>();
  for (const problem of spelling) {
    const line = lineOf(problem);
    explainedFrom.set(line, Math.min(problem.range.start, explainedFrom.get(line) ?? problem.range.start));
  }
  const explained = once.filter((error) => error.range.start < (explainedFrom.get(lineOf(error)) ?? Infinity));
  const damaged = new Set(unread.filter(({ code }) => code === 'L003').map(lineOf));
  const said = new Set(spelling);
  return [...explained, ...spelling, ...meant.filter((problem) => !said.has(problem) && !damaged.has(lineOf(problem)))];
}

/** An input that is no longer declared, and still used in its rules: that a signal sets it is not a second mistake. */
function withoutLostInputs(problems: readonly Diagnostic[], source: string): readonly Diagnostic[] {
  const text = ({ range }: Diagnostic): string => source.slice(range.start, range.end);
  const lost = new Set(problems.filter(({ code }) => code === 'G008').map(text));
  return lost.size === 0
    ? problems
    : problems.filter((problem) => !(problem.code === 'L004' && lost.has(text(problem))));
}

/**
 * `imports`: what `loadImports` has read; without it, names that could come from a used file are not objected to. The
 * third: of the same source, where it is known.
 */
export const analyseText = (
  source: string,
  imports: Imports = noImports,
  parsed: Parsed = parse(source),
): TextAnalysis => analysed(source, imports, parsed, { check: checkText });
const noImports: Imports = new Map();

/** Analyses a text again and again as it is changed: what nothing has changed for is neither read nor checked again. */
export class ChangingText {
  readonly #parts = new ParsedParts();
  readonly #walk = new KeptWalk();
  readonly #checks = new KeptChecks();

  /** The tree of the text as it is written, and its mistakes. */
  read(source: string): Parsed {
    return this.#parts.parse(source);
  }
  analyse(source: string, imports: Imports = noImports): TextAnalysis {
    const check: Finder = (view) => checkTextAgain(view, this.#checks, imports);
    this.#walk.forImports(imports);
    return analysed(source, imports, this.read(source), { check, kept: this.#walk });
  }

  /** Of another text, what the declaration around an offset says by itself. */
  try(source: string, imports: Imports, at: number): Pick<TextAnalysis, 'source' | 'tree' | 'scope' | 'walk'> {
    return analysed(source, imports, this.read(source), { check: () => [], at });
  }
}

/** What is wrong is looked for when it is asked for. */
function analysed(
  source: string,
  imports: Imports,
  { tree: written, errors }: Parsed,
  { check, at, kept }: { readonly check: Finder; readonly at?: number; readonly kept?: KeptWalk },
): TextAnalysis {
  const scope = fileScope(written, imports),
    { tree } = scope;
  const { guard, found: faults } = faultsIn(tree);
  const walk = walkTree(tree, source, scope, {
    complete: tree.uses.length === 0 || imports.size > 0,
    guard,
    at,
    kept,
    errors,
  });
  let looked: readonly Diagnostic[] | undefined;
  const all = (): readonly Diagnostic[] => (looked ??= lookFor());
  const lookFor = (): readonly Diagnostic[] =>
    oddOneOut(
      [
        ...withoutConsequences(
          oneForEachMistake(
            errors.map((error): Diagnostic => ({ ...error, severity: 'error' })),
            withoutLostInputs(walk.problems, source),
            source,
          ),
          { source, tree },
        ),
        ...importProblems(tree, imports),
        ...check({
          source,
          tree,
          walk,
          scope,
          networks: new Map(),
          errors: [...errors, ...walk.problems].map(({ range }) => range),
          guard,
        }),
        ...faults(),
      ],
      walk,
    ).sort((a, b) => a.range.start - b.range.start);
  let said: readonly Diagnostic[] | undefined;
  return {
    source,
    tree,
    scope,
    imports,
    walk,
    get diagnostics() {
      return (said ??= quiet(withParametersNamed(all(), scope, source), { tree }));
    },
    get given() {
      return new Set(all().map(({ code }) => code));
    },
  };
}
