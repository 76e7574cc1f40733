/** Checks of family L that need the whole file. */
import { nodesAt } from '../../grammar/index.ts';
import type { Comment, Declaration, FileTree, Range } from '../../grammar/tree.ts';
import type { Diagnostic, Fix } from '../diagnostic.ts';
import { likeOf } from '../canonical/description.ts';
import { declarations, type View } from '../view.ts';
import { type Check, diagnostic, replaceBy, takingOut, takingOutOf } from './check.ts';
import { claimsAndPlots, lastBegun, namesUsed, type NameUses } from './name-uses.ts';
import { exampleGenes, unusable } from './language-checks.ts';
import { type Imports, joined } from '../imports.ts';
import { parametersWithin } from '../file-parameters.ts';

const L007: Check = {
  code: 'L007',
  severity: 'error',
  tier: 'text',
  find: languageLine,
  title: 'later language version',
  explanation:
    'The file is written for a later version of the language than this tool knows. Update Anlage, or write ' +
    '`language 1`.',
  bad: `language 9\n${exampleGenes}`,
  good: `language 1\n${exampleGenes}`,
};
const laterLanguage = (version: string, range: Range): Diagnostic =>
  diagnostic(
    L007,
    range,
    `This file is written for language ${version}; this version of Anlage knows language 1. Update Anlage, ` +
      `or write \`language 1\`.`,
    [replaceBy(range, '1')],
  );

const L009: Check = {
  code: 'L009',
  severity: 'hint',
  tier: 'text',
  find: languageLine,
  title: '`language 1` left out',
  explanation: 'Without it the file is read as language 1, now and later; saying so tells a reader.',
  bad: exampleGenes,
  good: `language 1\n${exampleGenes}`,
};
const noLanguage = (range: Range): Diagnostic =>
  diagnostic(L009, range, 'The file does not say which language it is written in. Begin it with `language 1`.', [
    {
      title: 'Begin with `language 1`',
      edits: [{ range: { start: range.start, end: range.start }, text: 'language 1\n' }],
    },
  ]);

function languageLine({ tree, errors }: View): readonly Diagnostic[] {
  if (tree.language)
    return tree.language.version.value > 1
      ? [laterLanguage(tree.language.version.text, tree.language.version.range)]
      : [];
  const [first] = tree.declarations;
  return first && !errors.some(({ start }) => start < first.range.start) ? [noLanguage(first.noun.range)] : [];
}

const L006: Check = {
  code: 'L006',
  severity: 'warning',
  tag: 'unnecessary',
  tier: 'text',
  find: unusedNames,
  title: 'declared and never used',
  explanation:
    'A noun that no experiment depends on, an input that no rule reads, or a variable or parameter that nothing ' +
    'uses has no effect. (Gene rules are studied by themselves, and a file without experiments is for others to use: ' +
    'neither is reported.)',
  bad: `language 1
${exampleGenes}data digits from mnist
experiment fates {
  compare { mouse = mouse }
}
`,
  good: `language 1
${exampleGenes}experiment fates {
  compare { mouse = mouse }
}
`,
};
const unused = (name: string, range: Range, what: string, fix: Fix): Diagnostic =>
  diagnostic(L006, range, `${what} \`${name}\` is declared and never used. Use it or remove it.`, [fix]);
/**
 * By where a name begins: an input is one of several, a variable and a parameter stand in a statement of their own. A
 * declaration is looked through once.
 */
function takingOutNames({ tree, source }: View): (range: Range) => Fix {
  const wholes = new Map<number, Range>(tree.lets.map(({ name, range }) => [name.range.start, range]));
  const several = new Set<number>(),
    seen = new Set<Declaration>();
  const look = (declaration: Declaration): void => {
    if (seen.has(declaration)) return;
    seen.add(declaration);
    for (const statement of declaration.block?.statements ?? []) {
      if (statement.kind !== 'setting') continue;
      const isList = statement.word.text === 'input' && statement.items.length > 1;
      for (const { value } of statement.items) {
        if (isList) several.add(value.range.start);
        else wholes.set(value.range.start, statement.range);
      }
    }
  };
  return (range) => {
    const around = tree.declarations[lastBegun(tree.declarations, range.start)];
    if (around) look(around);
    return several.has(range.start) ? takingOutOf(range, source) : takingOut(wholes.get(range.start) ?? range, source);
  };
}

/**
 * Nouns on which no experiment depends, inputs that nothing reads, variables that nothing uses: of a text without
 * errors, as a use may stand in what could not be read.
 */
function unusedNames(view: View): readonly Diagnostic[] {
  if (view.errors.length > 0) return [];
  const { tree, walk } = view;
  const experiments = declarations(view, 'experiment');
  const { head, each } = namesUsed(view);
  const used = new Set<string>();
  for (const { used: places } of [head, ...each]) for (const place of places) used.add(place);
  // what an experiment inherits may use them
  const inheriting = tree.declarations.flatMap((one) =>
    one.noun.text === 'experiment' && likeOf(one) ? [one.range] : [],
  );
  const idleIn = ({ declared }: NameUses, { occurrences }: View['walk']['apart']['head']): readonly Occurrence[] =>
    declared
      .filter(({ place }) => !used.has(place))
      .map(({ turn }) => occurrences[turn])
      .filter(
        ({ kind, declaration }) =>
          (kind !== 'parameter' || experiments.length > 0) &&
          !(
            kind === 'variable' &&
            inheriting.some(({ start, end }) => declaration!.start >= start && declaration!.end <= end)
          ),
      );
  const idle = [idleIn(head, walk.apart.head), ...each.map((names, index) => idleIn(names, walk.apart.pieces[index]))];
  const takingOutName = takingOutNames(view);
  const found = [
    ...idle.flat().map(({ name, range, kind }) => unused(name, range, `The ${kind}`, takingOutName(range))),
    ...variedInVain(view),
  ];
  if (experiments.length === 0) return found;
  const turns = new Map(tree.declarations.map(({ name }, index) => [name.text, index]));
  const needed = new Set(tree.declarations.flatMap(({ noun }, index) => (noun.text === 'experiment' ? [index] : [])));
  for (const index of needed)
    for (const name of each[index].nouns) {
      const other = turns.get(name);
      if (other !== undefined) needed.add(other);
    }
  const lone = tree.declarations.filter(
    ({ noun }, index) => !needed.has(index) && !['genes', 'experiment'].includes(noun.text) && each[index].isNamed,
  );
  if (lone.length === 0) return found;
  const onlyOne = experiments.every(
    ({ block }) =>
      !block?.statements.some((statement) => statement.kind === 'setting' && statement.word.text === 'compare'),
  );
  return [
    ...found,
    ...lone
      .filter(({ noun }) => !(onlyOne && noun.text === 'network'))
      .map(({ name, noun, range }) =>
        unused(name.text, name.range, `The \`${noun.text}\` noun`, takingOut(range, view.source)),
      ),
  ];
}

type Occurrence = View['walk']['occurrences'][number];
/** Parameters that an experiment varies and that nothing it is made of uses. */
function variedInVain(view: View): readonly Diagnostic[] {
  const { walk, tree, source } = view;
  if (walk.varied.size === 0) return [];
  const uses = walk.occurrences.filter(({ defines }) => !defines);
  const spoken = declarations(view, 'experiment').flatMap(claimsAndPlots);
  const isWithin = (range: Range) => (one: Range) => range.start >= one.start && range.end <= one.end;
  return [...walk.varied].flatMap(([name, experiments]) =>
    experiments.flatMap(({ at, experiment, declarations }) => {
      const isUsed = [...declarations].some(
        ({ block, phrases, range: own }) =>
          parametersWithin([block, phrases]).includes(name) ||
          uses.some(
            ({ name: used, kind, range }) =>
              kind === 'parameter' &&
              used === name &&
              range.start !== at.start &&
              isWithin(range)(own) &&
              !spoken.some(isWithin(range)),
          ),
      );
      return isUsed
        ? []
        : [
            diagnostic(
              L006,
              at,
              `\`${name}\` is varied, and nothing that \`experiment ${experiment}\` is made of uses it: every ` +
                'point of the sweep would be the same. Use it, or remove this line.',
              nodesAt(tree, at.start).flatMap((node) =>
                'kind' in node && node.kind === 'setting' ? [takingOut(node.range, source)] : [],
              ),
            ),
          ];
    }),
  );
}
const L008: Check = {
  code: 'L008',
  severity: 'error',
  tier: 'science',
  find: 'study',
  title: 'a listed warning was not given',
  explanation:
    '`# warns: CODE` on the first lines lists the warnings a file is meant to give. The check is quiet ' +
    'about those, and fails when one of them is missing.',
  bad: `# warns: G006
language 1
${exampleGenes}`,
  good: `language 1\n${exampleGenes}`,
};
const notGiven = (code: string, range: Range): Diagnostic =>
  diagnostic(
    L008,
    range,
    `The file says that it warns ${code}, and it does not. Remove ${code} from \`# warns:\`, or restore ` +
      `what used to give it.`,
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
            `${problem.tried.join(', ')}. To get it: ${problem.remedy ?? 'check the name'}.`,
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

export const fileChecks = { L006, L007, L008, L009 };
