import {
  type ClientCapabilities,
  CompletionItemKind,
  type DiagnosticTag,
  MarkupKind,
  SymbolKind,
} from 'vscode-languageserver';

/** What the editor can take, made once of what it declares. What it does not declare is not used. */
export interface ClientFacts {
  readonly snippets: boolean;
  /** Whether a completion may say what it replaces beside what it goes before. */
  readonly replacing: boolean;
  /** Whether it may be asked later what a completion means. */
  readonly laterDocumentation: boolean;
  /** Whether it says what made it ask for completions. */
  readonly completionContext: boolean;
  /** Whether text may be Markdown, by where it is shown. */
  readonly markdown: { readonly hover: boolean; readonly completion: boolean; readonly signature: boolean };
  readonly completionKinds: ReadonlySet<CompletionItemKind>;
  readonly symbolKinds: ReadonlySet<SymbolKind>;
  readonly nestedSymbols: boolean;
  /** Whether code actions may be more than commands, and whether one of them may be preferred. */
  readonly codeActions: boolean;
  readonly preferredActions: boolean;
  readonly renamePreparation: boolean;
  /** Whether an edit may say of which version of a document it is. */
  readonly versionedEdits: boolean;
  readonly diagnosticVersions: boolean;
  readonly diagnosticTags: ReadonlySet<DiagnosticTag>;
  readonly diagnosticPages: boolean;
  readonly relatedInformation: boolean;
  readonly hintRefresh: boolean;
  readonly folders: boolean;
  /** Whether the server may ask to hear of changed files. */
  readonly fileWatching: boolean;
}

/** The first and the last of a run of kinds. */
const between = <K extends number>(first: K, last: K): readonly K[] =>
  Array.from({ length: last - first + 1 }, (_, index) => (first + index) as K);

export function factsOf({ textDocument = {}, workspace = {} }: ClientCapabilities): ClientFacts {
  const { completion, hover, signatureHelp, documentSymbol, codeAction, rename, publishDiagnostics } = textDocument;
  const takesMarkdown = (formats: readonly MarkupKind[] | undefined): boolean =>
    formats?.includes(MarkupKind.Markdown) ?? false;
  return {
    snippets: completion?.completionItem?.snippetSupport === true,
    replacing: completion?.completionItem?.insertReplaceSupport === true,
    laterDocumentation: completion?.completionItem?.resolveSupport?.properties.includes('documentation') ?? false,
    completionContext: completion?.contextSupport === true,
    markdown: {
      hover: takesMarkdown(hover?.contentFormat),
      completion: takesMarkdown(completion?.completionItem?.documentationFormat),
      signature: takesMarkdown(signatureHelp?.signatureInformation?.documentationFormat),
    },
    completionKinds: new Set(
      completion?.completionItemKind?.valueSet ?? between(CompletionItemKind.Text, CompletionItemKind.Reference),
    ),
    symbolKinds: new Set(documentSymbol?.symbolKind?.valueSet ?? between(SymbolKind.File, SymbolKind.Array)),
    nestedSymbols: documentSymbol?.hierarchicalDocumentSymbolSupport === true,
    codeActions: codeAction?.codeActionLiteralSupport !== undefined,
    preferredActions: codeAction?.isPreferredSupport === true,
    renamePreparation: rename?.prepareSupport === true,
    versionedEdits: workspace.workspaceEdit?.documentChanges === true,
    diagnosticVersions: publishDiagnostics?.versionSupport === true,
    diagnosticTags: new Set(publishDiagnostics?.tagSupport?.valueSet),
    diagnosticPages: publishDiagnostics?.codeDescriptionSupport === true,
    relatedInformation: publishDiagnostics?.relatedInformation === true,
    hintRefresh: workspace.inlayHint?.refreshSupport === true,
    folders: workspace.workspaceFolders === true,
    fileWatching: workspace.didChangeWatchedFiles?.dynamicRegistration === true,
  };
}
