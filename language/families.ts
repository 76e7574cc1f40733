/** Data over files: `data rats from "rats/*.npy"`. Each file is of a subject, which bears its name. */
import { decodeText, missing, readCsv } from '../formats/index.ts';
import type { Expression, FileTree, Range } from '../grammar/tree.ts';
import { walk } from '../grammar/tree-walk.ts';
import { describeDeclaration } from './canonical/description.ts';
import { scopeIn } from './canonical/scope.ts';
import { fileless, inNoGroup, inNoTable, noFiles, oneUnreadable, twoFiles } from './checks/family-checks.ts';
import type { Diagnostic } from './diagnostic.ts';
import { dataOf } from './nouns/data-noun.ts';
import { familiesIn, ofSubject } from './of-subject.ts';
import { expressionOf, isPattern } from './patterns.ts';
import { fileOf } from './read-files.ts';
import { largestTable, type Reader } from './reader.ts';
import { recordingSays } from './recording-files.ts';
import type { DataNoun, ExperimentSpec, Subject } from './specification.ts';
import type { TextAnalysis } from './text-analysis.ts';
import { allowed } from './view.ts';

export interface Families {
  /** Subjects with their files, by the pattern that these match and how they are grouped. */
  readonly members: ReadonlyMap<string, readonly Subject[]>;
  readonly diagnostics: readonly Diagnostic[];
}
const keyOf = ({ reference, family }: DataNoun): string => JSON.stringify([reference, family]);

/** The files that a text's data over files are of. */
export async function readFamilies(analysis: TextAnalysis, reader: Reader): Promise<Families> {
  const members = new Map<string, readonly Subject[]>();
  const diagnostics: Diagnostic[] = [];
  const scope = scopeIn(analysis.scope);
  for (const { declaration, file } of analysis.scope.declared.values()) {
    const from = declaration.noun.text === 'data' ? fileOf(declaration) : undefined;
    if (!from || !isPattern(from.path)) continue;
    const noun = allowed(() => dataOf(describeDeclaration(declaration, file, scope)));
    if (!noun?.family || members.has(keyOf(noun))) continue;
    const range = file === analysis.scope ? from.range : { start: 0, end: 0 };
    const found = await membersOf(noun, range, reader);
    members.set(keyOf(noun), found.subjects);
    diagnostics.push(...found.diagnostics);
  }
  const all = [...members.values()].flat();
  return { members, diagnostics: diagnostics.length > 0 ? diagnostics : straysOf(all, analysis.tree) };
}

async function membersOf(
  noun: DataNoun,
  range: Range,
  reader: Reader,
): Promise<{ readonly subjects: readonly Subject[]; readonly diagnostics: readonly Diagnostic[] }> {
  const { reference, family = {} } = noun;
  const found = await matching(reference, reader);
  if ('problem' in found) return { subjects: [], diagnostics: [noFiles(reference, range, found.problem)] };
  const names = namesOf(found.paths, reference);
  const double = names.find((name, place) => names.indexOf(name) < place);
  if (double !== undefined) return { subjects: [], diagnostics: [twoFiles(reference, range, double)] };
  const subjects = found.paths.map((path, place) => ({ name: names[place], files: { [reference]: path }, at: {} }));
  const { by, table } = family;
  if (by === undefined) return { subjects, diagnostics: [] };
  if (!table)
    return {
      subjects: subjects.map((subject, place) => ({ ...subject, at: { [by]: folderOf(found.paths[place]) } })),
      diagnostics: [],
    };
  const levels = await levelsIn(table, by, reader);
  if ('problem' in levels) return { subjects: [], diagnostics: [fileless(table.path, range, levels.problem)] };
  const without = names.filter((name) => !levels.found.get(name));
  return without.length > 0
    ? { subjects: [], diagnostics: [inNoTable(without, range, table.path, by)] }
    : {
        subjects: subjects.map((subject) => ({ ...subject, at: { [by]: levels.found.get(subject.name) as string } })),
        diagnostics: [],
      };
}

/** Files of them that do not hold a recording as it is to be read, each by itself: the others are computed. */
export async function unreadableOf(
  { members }: Families,
  analysis: TextAnalysis,
  reader: Reader,
): Promise<readonly Diagnostic[]> {
  const found: Diagnostic[] = [];
  const scope = scopeIn(analysis.scope);
  for (const { declaration, file } of analysis.scope.declared.values()) {
    const from = declaration.noun.text === 'data' && file === analysis.scope ? fileOf(declaration) : undefined;
    if (!from || !isPattern(from.path)) continue;
    const noun = allowed(() => dataOf(describeDeclaration(declaration, file, scope)));
    for (const subject of (noun && members.get(keyOf(noun))) ?? []) {
      const own = ofSubject(noun, subject) as DataNoun;
      const says = own.recording && (await recordingSays({ ...own, recording: own.recording }, reader));
      if (says && 'wrong' in says) found.push(oneUnreadable(says.file, from.range, says.wrong));
    }
  }
  return found;
}

/** What claims say of groups that no subject is in. */
function straysOf(subjects: readonly Subject[], tree: FileTree): readonly Diagnostic[] {
  const levels = new Map<string, Set<string>>();
  for (const { at } of subjects)
    for (const [by, level] of Object.entries(at)) levels.set(by, (levels.get(by) ?? new Set()).add(level));
  if (levels.size === 0) return [];
  const found: Diagnostic[] = [];
  const look = (by: string, value: Expression): void => {
    const known = levels.get(by);
    const written = writtenLevel(value);
    const isThere = value.kind !== 'number' && known?.has(written ?? '');
    if (known && written !== undefined && !isThere) found.push(inNoGroup(value.range, by, written, [...known].sort()));
  };
  walk(tree, (node) => {
    if ('kind' in node && node.kind === 'claims')
      for (const row of node.block?.statements ?? []) if (row.kind === 'row') look(node.by.text, row.value);
    if (!('kind' in node) && 'name' in node && 'value' in node && node.name && 'text' in node.name)
      look(node.name.text, node.value as Expression);
    return undefined;
  });
  return found;
}
const writtenLevel = (value: Expression): string | undefined =>
  value.kind === 'name'
    ? value.text
    : value.kind === 'string'
      ? value.value
      : value.kind === 'number'
        ? String(value.value)
        : undefined;

/** The files of a pattern in the order of their paths, as they could be written. */
async function matching(
  pattern: string,
  reader: Reader,
): Promise<{ readonly paths: readonly string[] } | { readonly problem: string }> {
  const segments = pattern.split('/');
  const first = segments.findIndex(isPattern);
  const prefix = segments.slice(0, first).join('/');
  const located = await reader.locate(prefix === '' && !pattern.startsWith('/') ? '.' : prefix || '/');
  if (!located.found) return { problem: `the folder \`${prefix}\` was not found in ${located.tried.join(', ')}` };
  if (!reader.list) return { problem: 'folders cannot be looked into here' };
  let reached: readonly { readonly path: string; readonly location: string }[] = [
    { path: segments.slice(0, first).join('/'), location: located.location },
  ];
  for (const [place, segment] of segments.slice(first).entries()) {
    const isLast = place === segments.length - first - 1;
    const holds = expressionOf(segment);
    const next: { path: string; location: string }[] = [];
    for (const { path, location } of reached) {
      const names = isLast ? await reader.list(location) : ((await reader.folders?.(location)) ?? []);
      for (const name of names.filter((one) => holds.test(one) && !one.startsWith('.')))
        next.push({ path: path === '' ? name : `${path}/${name}`, location: `${location}/${name}` });
    }
    reached = next;
  }
  const paths = reached.map(({ path }) => path).sort();
  return paths.length > 0 ? { paths } : { problem: `no file in \`${located.location}\` matches` };
}
/** Without folder and ending; where two files would have one name, what of their paths the pattern leaves open. */
function namesOf(paths: readonly string[], pattern: string): readonly string[] {
  const plain = paths.map((path) => path.slice(path.lastIndexOf('/') + 1).replace(/(\.[A-Za-z0-9]{1,5}){1,2}$/, ''));
  if (new Set(plain).size === plain.length) return plain;
  const open = pattern
    .split('/')
    .flatMap((segment, place, { length }) => (isPattern(segment) && place < length - 1 ? [place] : []));
  return paths.map((path, at) => [...open.map((place) => path.split('/')[place]), plain[at]].join('/'));
}
const folderOf = (path: string): string => path.split('/').at(-2) ?? '';

/** The level of each subject: a column of a table, beside the column of their names. */
async function levelsIn(
  { path, by: names }: { readonly path: string; readonly by: string },
  column: string,
  reader: Reader,
): Promise<{ readonly found: ReadonlyMap<string, string> } | { readonly problem: string }> {
  const located = await reader.locate(path);
  if (!located.found) return { problem: `it was not found in ${located.tried.join(', ')}` };
  try {
    const { header, rows } = readCsv(decodeText(await reader.bytes(located.location, largestTable)));
    const [name, level] = [names, column].map((one) => header.indexOf(one));
    const lacking = name < 0 ? names : level < 0 ? column : undefined;
    if (lacking !== undefined)
      return {
        problem: `it has no column \`${lacking}\`: its columns are ${header.map((one) => `\`${one}\``).join(', ')}`,
      };
    const found = new Map<string, string>();
    for (const row of rows) {
      const [own, said] = [row[name].trim(), row[level].trim()];
      const before = found.get(own);
      if (before !== undefined && before !== said)
        return { problem: `\`${own}\` stands twice in it, with \`${before}\` and \`${said}\`` };
      if (!missing.test(said)) found.set(own, said);
    }
    return { found };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

/** An experiment with its subjects, and the variables that they are grouped by; or why it cannot have them. */
export function withSubjects(
  experiment: ExperimentSpec,
  { members }: Families,
): ExperimentSpec | { readonly reason: string } {
  const families = familiesIn([experiment.conditions, experiment.choices]);
  if (families.length === 0) return experiment;
  const subjects = new Map<string, Subject>();
  const levels = new Map<string, Set<string>>();
  for (const family of families)
    for (const { name, files, at } of members.get(keyOf(family)) ?? []) {
      const known = subjects.get(name);
      const other = Object.entries(at).find(([by, level]) => known && by in known.at && known.at[by] !== level);
      if (other)
        return {
          reason: `\`${name}\` is in two groups of \`${other[0]}\`: ${known?.at[other[0]]} and ${other[1]}.`,
        };
      subjects.set(name, { name, files: { ...known?.files, ...files }, at: { ...known?.at, ...at } });
      for (const [by, level] of Object.entries(at)) levels.set(by, (levels.get(by) ?? new Set()).add(level));
    }
  const clash = experiment.vary.find(({ name }) => levels.has(name));
  if (clash) return { reason: `\`${clash.name}\` is varied, and subjects are grouped by it: rename the variable.` };
  return {
    ...experiment,
    vary: [...experiment.vary, ...[...levels].map(([name, found]) => ({ name, values: [...found].sort() }))],
    subjects: [...subjects.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}
