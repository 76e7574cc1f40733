import {
  type CodeAction,
  type CompletionItem,
  CompletionItemKind,
  type CompletionList,
  type DocumentSymbol,
  type Hover,
  InsertTextFormat,
  MarkupContent,
  MarkupKind,
  type SignatureHelp,
  type SymbolInformation,
  SymbolKind,
  type TextEdit,
  type WorkspaceEdit,
} from 'vscode-languageserver';
import type { ClientFacts } from './client-facts.ts';

/** Answers as the editor can take them. Everywhere else they are made as if it could take everything. */

export const hoverFor = (client: ClientFacts, hover: Hover | null): Hover | null =>
  hover && MarkupContent.is(hover.contents)
    ? { ...hover, contents: markup(hover.contents, client.markdown.hover) }
    : hover;

export const signatureFor = (client: ClientFacts, help: SignatureHelp | null): SignatureHelp | null =>
  help && {
    ...help,
    signatures: help.signatures.map((signature) => ({
      ...signature,
      documentation: documentation(signature.documentation, client.markdown.signature),
      parameters: signature.parameters?.map((parameter) => ({
        ...parameter,
        documentation: documentation(parameter.documentation, client.markdown.signature),
      })),
    })),
  };

/** An answer is a list by itself where nothing is left out of it. */
export function completionFor(
  client: ClientFacts,
  { isIncomplete, items: offered }: CompletionList,
  later: LaterDocumentation,
): CompletionList | CompletionItem[] {
  const items = offered
    .map((full) => (client.snippets ? full : withoutSnippet(full)))
    .map((item) => ({
      ...item,
      kind: client.completionKinds.has(item.kind!) ? item.kind : CompletionItemKind.Value,
      textEdit: client.replacing ? item.textEdit : inserting(item.textEdit),
      documentation: documentation(item.documentation, client.markdown.completion),
    }));
  const sent = client.laterDocumentation ? later.keep(items) : items;
  return isIncomplete ? { isIncomplete, items: sent } : sent;
}
const inserting = (edit: CompletionItem['textEdit']): TextEdit | undefined =>
  edit && 'insert' in edit ? { range: edit.insert, newText: edit.newText } : edit;

/** What the completions of the last answer mean, for an editor that asks for it when it shows one. */
export class LaterDocumentation {
  #answer = 0;
  #documented: readonly CompletionItem['documentation'][] = [];

  keep(items: readonly CompletionItem[]): CompletionItem[] {
    this.#answer++;
    this.#documented = items.map((item) => item.documentation);
    return items.map(({ documentation: kept, ...item }, index) =>
      kept === undefined ? item : { ...item, data: [this.#answer, index] },
    );
  }
  resolved(item: CompletionItem): CompletionItem {
    const [answer, index] = Array.isArray(item.data) ? item.data : [];
    return answer === this.#answer ? { ...item, documentation: this.#documented[index] } : item;
  }
}

/** Nested, or one after another, each with what it stands in. */
export function symbolsFor(
  client: ClientFacts,
  uri: string,
  symbols: readonly DocumentSymbol[],
): DocumentSymbol[] | SymbolInformation[] {
  const kindOf = (kind: SymbolKind): SymbolKind => (client.symbolKinds.has(kind) ? kind : SymbolKind.Variable);
  const nested = ({ kind, children, ...rest }: DocumentSymbol): DocumentSymbol => ({
    ...rest,
    kind: kindOf(kind),
    ...(children && { children: children.map(nested) }),
  });
  return client.nestedSymbols
    ? symbols.map(nested)
    : flatSymbols(uri, symbols).map((symbol) => ({ ...symbol, kind: kindOf(symbol.kind) }));
}

export const flatSymbols = (
  uri: string,
  symbols: readonly DocumentSymbol[],
  container?: string,
): readonly SymbolInformation[] =>
  symbols.flatMap(({ name, kind, range, children = [] }) => [
    { name, kind, location: { uri, range }, ...(container !== undefined && { containerName: container }) },
    ...flatSymbols(uri, children, name),
  ]);

export function actionsFor(client: ClientFacts, actions: readonly CodeAction[]): CodeAction[] {
  if (!client.codeActions) return [];
  return actions.map(({ isPreferred, ...action }) => (client.preferredActions ? { ...action, isPreferred } : action));
}

/** `versionOf`: of an open document. */
export const editFor = (
  client: ClientFacts,
  changes: Readonly<Record<string, TextEdit[]>>,
  versionOf: (uri: string) => number | undefined,
): WorkspaceEdit =>
  client.versionedEdits
    ? {
        documentChanges: Object.entries(changes).map(([uri, edits]) => ({
          textDocument: { uri, version: versionOf(uri) ?? null },
          edits,
        })),
      }
    : { changes };

const markup = ({ kind, value }: MarkupContent, markdown: boolean): MarkupContent =>
  markdown || kind === MarkupKind.PlainText ? { kind, value } : { kind: MarkupKind.PlainText, value: inPlain(value) };

function documentation(
  text: string | MarkupContent | undefined,
  markdown: boolean,
): string | MarkupContent | undefined {
  if (text === undefined || typeof text === 'string') return text;
  return markdown ? text : inPlain(text.value);
}

/** Without the marks of Markdown; code stays, also with marks in it. */
function inPlain(markdown: string): string {
  return markdown
    .split(/^```.*\n([\s\S]*?)\n?```$/m)
    .map((part, index) =>
      index % 2 === 1
        ? part
        : part
            .split(/`([^`\n]+)`/)
            .map((piece, inner) => (inner % 2 === 1 ? piece : piece.replace(/\*\*/g, '').replace(/^_(.*)_$/gm, '$1')))
            .join(''),
    )
    .join('');
}

function withoutSnippet({ insertTextFormat, textEdit, ...item }: CompletionItem): CompletionItem {
  if (!textEdit || insertTextFormat !== InsertTextFormat.Snippet) return { ...item, textEdit };
  const newText = textEdit.newText.replace(/\$\{\d+:([^}]*)\}|\$\{?\d+\}?/g, '$1');
  return { ...item, textEdit: { ...textEdit, newText } };
}
