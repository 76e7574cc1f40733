import { type CodeAction, CodeActionKind, type Range as LspRange } from 'vscode-languageserver';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Name } from '../grammar/index.ts';
import { warnsOf } from '../language/checks/file-checks.ts';
import type { Diagnostic, Fix } from '../language/index.ts';
import { placesNaming, type Services } from './declaration-site.ts';
import { type Shown, toLspDiagnostic } from './diagnostics.ts';
import type { Analysed } from './documents.ts';
import { toLspRange, toRange, touches } from './lsp-ranges.ts';
import { type Refactoring, refactoringsAt } from './refactorings.ts';

export const fixAllKind = `${CodeActionKind.SourceFixAll}.anlage`;
export const actionKinds = [CodeActionKind.QuickFix, CodeActionKind.Refactor, fixAllKind];

/** What is asked for: a range, and kinds, where not all. */
export interface ActionsAsked {
  readonly range: LspRange;
  readonly only?: readonly string[];
}

/** Fixes of the diagnostics that touch a range; all fixes of the text, where that is asked for. */
export function codeActions(
  document: TextDocument,
  diagnostics: readonly Diagnostic[],
  { range: asked, only }: ActionsAsked,
  shown: Shown,
): CodeAction[] {
  const range = toRange(document, asked);
  const touched = isAsked(CodeActionKind.QuickFix, only)
    ? diagnostics.filter((diagnostic) => touches(diagnostic.range, range))
    : [];
  const all = only && isAsked(fixAllKind, only) ? fixOfAll(diagnostics) : undefined;
  return [
    ...touched.flatMap((diagnostic) =>
      (diagnostic.fixes ?? []).map((fix, index) => ({
        ...action(document, fix, CodeActionKind.QuickFix),
        isPreferred: index === 0,
        diagnostics: [toLspDiagnostic(document, diagnostic, shown)],
      })),
    ),
    ...(all ? [action(document, all, fixAllKind)] : []),
  ];
}

/** What else a text of the language offers: refactorings, and that a warning is meant. */
export async function furtherActions(
  { document, analysis }: Analysed,
  diagnostics: readonly Diagnostic[],
  { range: asked, only }: ActionsAsked,
  shown: Shown,
  services: Services,
): Promise<CodeAction[]> {
  const range = toRange(document, asked);
  const meant = isAsked(CodeActionKind.QuickFix, only)
    ? diagnostics.filter(({ severity, range: at }) => severity !== 'error' && touches(at, range))
    : [];
  const offered = isAsked(CodeActionKind.Refactor, only, true) ? refactoringsAt(analysis, range.start) : [];
  const refactorings: Refactoring[] = [];
  for (const each of offered.filter(({ kind }) => isAsked(kind, only)))
    if (!each.takesAway || !(await isUsedElsewhere(document, each.takesAway, services))) refactorings.push(each);
  return [
    ...meant.map((diagnostic) => ({
      ...action(document, asMeant(analysis, diagnostic.code), CodeActionKind.QuickFix),
      diagnostics: [toLspDiagnostic(document, diagnostic, shown)],
    })),
    ...refactorings.map((fix) => action(document, fix, fix.kind)),
  ];
}

async function isUsedElsewhere(document: TextDocument, { text, range }: Name, services: Services): Promise<boolean> {
  const { uri } = document;
  const { files } = await placesNaming({ uri, range: toLspRange(document, range), holds: 'anlage' }, text, services);
  return files.some(({ analysed }) => analysed.document.uri !== uri);
}

const action = (document: TextDocument, { title, edits }: Fix, kind: string): CodeAction => ({
  title,
  kind,
  edit: {
    changes: {
      [document.uri]: edits.map(({ range, text }) => ({ range: toLspRange(document, range), newText: text })),
    },
  },
});

/** A kind asked for holds those below it; `orBelow`: whether one below is asked for. */
const isAsked = (kind: string, only: readonly string[] | undefined, orBelow = false): boolean =>
  only === undefined ||
  only.some((one) => kind === one || kind.startsWith(`${one}.`) || (orBelow && one.startsWith(`${kind}.`)));

/** Of each diagnostic that has one way out, that; of two that would change the same text, the first. */
function fixOfAll(diagnostics: readonly Diagnostic[]): Fix | undefined {
  const only = diagnostics.flatMap(({ fixes = [] }) => (fixes.length === 1 ? [fixes[0]] : []));
  const edits: Fix['edits'][number][] = [];
  for (const fix of only)
    if (!fix.edits.some(({ range }) => edits.some((other) => touches(range, other.range)))) edits.push(...fix.edits);
  return edits.length > 0 ? { title: 'Fix all that has one way out', edits } : undefined;
}

/** A code added to `# warns:`, which is written where there is none. */
function asMeant({ tree, source }: Analysed['analysis'], code: string): Fix {
  const title = `Say that ${code} is meant (\`# warns:\`)`;
  const last = warnsOf(tree).at(-1);
  if (last) return { title, edits: [{ range: { start: last.range.end, end: last.range.end }, text: `, ${code}` }] };
  const start = source.startsWith('\uFEFF') ? 1 : 0;
  return { title, edits: [{ range: { start, end: start }, text: `# warns: ${code}\n` }] };
}
