import type { DocumentLink } from 'vscode-languageserver';
import { stringsIn } from '../grammar/index.ts';
import { warnsOf } from '../language/checks/file-checks.ts';
import type { Analysed, Documents } from './documents.ts';
import { toLspRange } from './lsp-ranges.ts';

/** Files in quotes that are found, each to itself; codes in `# warns:`, each to its page. */
export async function documentLinks(
  { document, analysis: { tree } }: Analysed,
  documents: Documents,
  pageOf: (code: string) => string | undefined = () => undefined,
): Promise<DocumentLink[]> {
  const quoted = stringsIn(tree);
  const files = await documents.urisOf(document.uri, new Set(quoted.map(({ value }) => value)));
  const linked = [
    ...quoted.map(({ value, range }) => ({
      target: files.get(value),
      range: { start: range.start + 1, end: range.end - 1 },
    })),
    ...warnsOf(tree).map(({ code, range }) => ({ target: pageOf(code), range })),
  ];
  return linked.flatMap(({ target, range }) =>
    target === undefined ? [] : [{ range: toLspRange(document, range), target }],
  );
}
