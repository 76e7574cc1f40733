/** A walk over the whole tree: every declaration against its noun. */
import { takingOut, takingOutOf } from '../checks/check.ts';
import type { Assignment, Block, Declaration, FileTree, Range, Study } from '../../grammar/tree.ts';
import { missing, twice, unexpected, unknownWord, renamed } from '../checks/language-checks.ts';
import { oneRule, twoRules, withDefinitions } from '../checks/gene-checks.ts';
import { withInherited } from '../canonical/inherited.ts';
import { type FileScope, type Scope, scopeIn } from '../canonical/scope.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { Guard } from '../guard.ts';
import { fitted } from '../match.ts';
import { nounEntry, nouns } from '../nouns/index.ts';
import { connecting, type NounEntry, type Word } from '../vocabulary/index.ts';
import { studyWords } from '../vocabulary/study-words.ts';
import { type KeptWalk, visited } from './kept-walk.ts';
import type { Found, Piece, Walk } from './walk-context.ts';
import { noNames } from './walk-context.ts';
import { variedIn } from './walk-varied.ts';
import { checkChosen } from './walk-choices.ts';
import { checkExperiment } from './walk-experiment.ts';
import { genesKnownTo, occur } from './walk-names.ts';
import { nounType } from './walk-kinds.ts';
import { checkParameters } from './walk-parameters.ts';
import { checkBlock, checkFit, checkRequired } from './walk-statements.ts';
import { checkTable } from './walk-tables.ts';

export interface WalkOptions {
  readonly complete: boolean;
  /** How each declaration is tried; what was said of it before it failed stays. */
  readonly guard: Guard;
  /** Where only the declaration around an offset is asked for. */
  readonly at?: number;
  /** What was found in the text as it was, and where this one could not be read. */
  readonly kept?: KeptWalk;
  readonly errors?: readonly { readonly range: Range }[];
}

export function walkTree(
  tree: FileTree,
  source: string,
  scope: FileScope,
  { complete, guard, at, kept, errors = [] }: WalkOptions,
): Walk {
  const walk: Walk = {
    source,
    scope,
    complete,
    undecided: new Set(tree.declarations.filter(({ noun }) => !nounEntry(noun.text)).map(({ name }) => name.text)),
    nameless: namelessKinds(tree, scope),
    varied: variedIn(tree, scope),
    problems: [],
    occurrences: [],
    marks: [],
    blocks: [],
    apart: { head: { occurrences: [], marks: [], blocks: [] }, pieces: [] },
  };
  guard(() => checkParameters(walk, tree), undefined);
  const inheriting = scopeIn(scope);
  for (const study of tree.studies) guard(() => walkStudy(walk, study, tree), undefined);
  const visit = (own: Walk, declaration: Declaration): void => walkDeclaration(own, declaration, inheriting);
  const visits = { visit, guard, errors };
  return withPieces(
    walk,
    kept?.walk(walk, tree, visits) ??
      tree.declarations
        .filter(({ range }) => at === undefined || (range.start <= at && at <= range.end))
        .map((declaration) => visited(declaration, walk, visits)),
  );
}

/** What was found in declarations is put together when it is asked for. */
function withPieces(walk: Walk, pieces: readonly Piece[]): Walk {
  const { occurrences, marks, blocks } = walk;
  const all: { -readonly [Part in keyof Found]?: Walk[Part] } = {};
  return {
    ...walk,
    get occurrences() {
      return (all.occurrences ??= [...occurrences, ...pieces.flatMap((piece) => piece.occurrences)]);
    },
    get marks() {
      return (all.marks ??= [...marks, ...pieces.flatMap((piece) => piece.marks)]);
    },
    get blocks() {
      return (all.blocks ??= [...blocks, ...pieces.flatMap((piece) => piece.blocks)]);
    },
    apart: { head: { occurrences, marks, blocks }, pieces },
  };
}

function walkStudy(walk: Walk, study: Study, { studies }: FileTree): void {
  walk.marks.push({ range: study.word.range, meaning: { kind: 'word', entry: studyWord } });
  if (studies[0] !== study) walk.problems.push(twice('study', study.word.range, 'The block', 'Keep one of them.'));
  if (study.block) checkBlock(walk, study.block, { words: studyWords, names: noNames, where: 'in `study`' });
}
const studyWord: Word = { word: 'study', ...connecting.study };

/** Nouns of declarations whose name is missing, or another's. */
function namelessKinds(tree: FileTree, scope: FileScope): ReadonlySet<string> {
  return new Set(
    tree.declarations
      .filter(
        (declaration) =>
          !declaration.name.text || scope.declared.get(declaration.name.text)?.declaration !== declaration,
      )
      .map(({ noun }) => noun.text),
  );
}

function walkDeclaration(walk: Walk, declaration: Declaration, inheriting: Scope): void {
  const { noun, name } = declaration;
  const entry = nounEntry(noun.text);
  if (!entry) {
    walk.problems.push(
      unknownWord(
        noun.text,
        noun.range,
        nouns.map((known) => known.noun),
        'as a noun',
      ),
    );
    return;
  }
  walk.marks.push({ range: noun.range, meaning: { kind: 'noun', entry } });
  const first = walk.scope.declared.get(name.text);
  if (name.text) occur(walk, name.range, name.text, entry.noun, { range: name.range }, true);
  if (first && first.file === walk.scope && first.declaration !== declaration)
    walk.problems.push(
      twice(
        name.text,
        name.range,
        'The name',
        undefined,
        renamed(name.text, name.range, (other) => walk.scope.declared.has(other)),
      ),
    );
  checkHeader(walk, declaration, entry);
  if (entry.noun === 'experiment') {
    checkChosen(walk, declaration, withInherited(declaration, inheriting), checkExperiment);
    return;
  }
  const genes = genesKnownTo(declaration, walk.scope);
  if (entry.rules) declareGenes(walk, declaration);
  if (entry.rules && !declaration.block?.statements.length && declaration.phrases.length === 0 && name.text)
    walk.problems.push(missing(name.range, `\`genes ${name.text}\``, 'rules', 'Sox2, Sox2 & !Tbr1'));
  const before = walk.problems.length;
  const given = declaration.block
    ? checkBlock(walk, declaration.block, {
        words: entry.words,
        names: { ...noNames, genes },
        where: `in \`${entry.noun}\``,
        rules: entry.rules,
        changes: declaration.phrases.some(({ label }) => label.text === 'like'),
      })
    : [];
  if (entry.noun === 'data' && walk.problems.length === before) checkTable(walk, declaration);
  if (entry.rules && declaration.block?.closed) offerDefinitions(walk, declaration.block, before);
  const alike = declaration.phrases.some(({ label }) => label.text === 'like');
  const broken = declaration.block && !declaration.block.closed;
  const unsure = walk.problems.slice(before).some(({ code }) => code === 'L001' || code === 'L003');
  if (!alike && !broken && !unsure)
    checkRequired(
      walk,
      entry.words.filter(({ word }) => word !== 'input' || entry.noun === 'network'),
      given,
      name.range,
      `\`${entry.noun} ${name.text}\``,
      declaration.block ?? declaration.range.end,
    );
}

function checkHeader(walk: Walk, declaration: Declaration, entry: NounEntry): void {
  const labels = {
    ...entry.labels,
    like: [
      { name: 'like', type: nounType(entry.noun), documentation: 'The noun this one is a variant of.', optional: true },
    ],
  };
  const form = { labels, example: entry.example.split('\n')[0].replace(/\s*\{.*$/, '') };
  const before = walk.problems.length;
  checkFit(
    walk,
    fitted([], declaration.phrases, form),
    form,
    declaration.phrases,
    noNames,
    declaration.noun.range,
    entry.noun,
  );
  if (walk.problems.length > before || !declaration.name.text) return;
  const given = new Set(declaration.phrases.map(({ label }) => label.text));
  for (const label of entry.requires ?? []) {
    if (!given.has(label) && !given.has('like'))
      walk.problems.push(
        missing(
          declaration.name.range,
          `\`${entry.noun} ${declaration.name.text}\``,
          `\`${label}\` and ${entry.labels[label][0].type.says}`,
          form.example,
        ),
      );
  }
}

/** A gene that nothing defines is told of once, where it is used first, and can be defined from there. */
function offerDefinitions({ problems, source }: Walk, block: Block, from: number): void {
  const nameOf = ({ range }: Diagnostic): string => source.slice(range.start, range.end);
  const found = problems.slice(from);
  const usesOf = new Map<string, Diagnostic[]>();
  for (const problem of found) {
    if (problem.code !== 'G008') continue;
    const uses = usesOf.get(nameOf(problem)) ?? [];
    usesOf.set(nameOf(problem), uses);
    uses.push(problem);
  }
  problems.splice(
    from,
    problems.length,
    ...found.flatMap((problem) => {
      if (problem.code !== 'G008') return [problem];
      const uses = usesOf.get(nameOf(problem)) ?? [];
      return uses[0] === problem ? [withDefinitions(problem, uses.length, block, source)] : [];
    }),
  );
}

/** Genes, inputs and their doubles. (Fates are declared where their definitions are walked.) */
function declareGenes(walk: Walk, declaration: Declaration): void {
  const rules = new Map<string, Assignment>(),
    fates = new Set<string>(),
    inputs = new Set<string>();
  const genes = genesKnownTo(declaration, walk.scope);
  for (const statement of declaration.block?.statements ?? []) {
    if (statement.kind === 'assignment' && statement.name.text) {
      const { name } = statement;
      const first = rules.get(name.text);
      if (first) walk.problems.push(twoRules(name.text, name.range, oneRule(first, statement, walk.source)));
      else rules.set(name.text, statement);
      occur(walk, name.range, name.text, 'gene', { range: genes.genes.get(name.text)?.range ?? name.range }, true);
    } else if (statement.kind === 'setting' && statement.word.text === 'input') {
      for (const { value } of statement.items) {
        if (value.base.kind !== 'name') continue;
        const { text } = value.base;
        if (inputs.has(text))
          walk.problems.push(twice(text, value.range, 'The input', undefined, [takingOutOf(value.range, walk.source)]));
        inputs.add(text);
        occur(walk, value.range, text, 'input', { range: genes.inputs.get(text)?.range ?? value.range }, true);
      }
    } else if (statement.kind === 'definition' && statement.word.text === 'fate') {
      if (fates.has(statement.name.text))
        walk.problems.push(
          twice(statement.name.text, statement.name.range, 'The fate', undefined, [
            takingOut(statement.range, walk.source),
          ]),
        );
      fates.add(statement.name.text);
    }
  }
  for (const [name, { range }] of genes.inputs)
    if (rules.has(name) && !genes.inputs.get(name)?.path)
      walk.problems.push(
        unexpected(range, `\`${name}\` is an input, set from outside, and has a rule as well. Remove one of them.`),
      );
}
