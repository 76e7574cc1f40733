import { type Connection, type InitializeResult, MessageType, ShowMessageNotification } from 'vscode-languageserver';
import { type Answering, whileAsked } from './answering.ts';
import { dependencies, dependents, prepareHierarchy } from './call-hierarchy.ts';
import type { ClientFacts } from './client-facts.ts';
import type { Services } from './declaration-site.ts';
import { definition } from './definition.ts';
import { editFor } from './for-client.ts';
import { documentHighlights, references } from './references.ts';
import { prepareRename, rename } from './rename.ts';
import { rulesDefinition } from './rules-document.ts';
import { WorkspaceSymbols } from './workspace-symbols.ts';

export const navigationCapabilities = (client: ClientFacts): InitializeResult['capabilities'] => ({
  definitionProvider: true,
  referencesProvider: true,
  documentHighlightProvider: true,
  renameProvider: client.renamePreparation ? { prepareProvider: true } : true,
  workspaceSymbolProvider: true,
  callHierarchyProvider: true,
});

/** Where names are declared and used, in a document and in all files of the workspace. */
export function answerOfNames(
  connection: Connection,
  { positioned, orRules }: Answering,
  services: Services,
  client: () => ClientFacts,
): void {
  const symbols = new WorkspaceSymbols(services.workspace);
  connection.onDefinition(
    orRules(
      positioned((analysed, offset) => definition(analysed, offset, services)),
      rulesDefinition,
    ),
  );
  connection.onReferences(
    positioned((analysed, offset, { context }, signal) =>
      references(analysed, offset, context.includeDeclaration, { ...services, signal }, (reasons) =>
        connection.sendNotification(ShowMessageNotification.type, {
          type: MessageType.Warning,
          message: `There may be more references: ${reasons.join('; ')}.`,
        }),
      ),
    ),
  );
  connection.onDocumentHighlight(positioned(documentHighlights));
  connection.onPrepareRename(positioned((analysed, offset) => prepareRename(analysed, offset, services)));
  connection.onRenameRequest(
    positioned(async (analysed, offset, { newName }, signal) =>
      editFor(
        client(),
        await rename(analysed, offset, newName, { ...services, signal }),
        (uri) => services.documents.open.get(uri)?.version,
      ),
    ),
  );
  connection.onWorkspaceSymbol(({ query }, token) => whileAsked(token, (signal) => symbols.find(query, signal)));
  const { callHierarchy } = connection.languages;
  callHierarchy.onPrepare(positioned((analysed, offset) => prepareHierarchy(analysed, offset, services)));
  callHierarchy.onIncomingCalls(({ item }, token) =>
    whileAsked(token, (signal) => dependents(item, { ...services, signal })),
  );
  callHierarchy.onOutgoingCalls(({ item }, token) =>
    whileAsked(token, (signal) => dependencies(item, { ...services, signal })),
  );
}
