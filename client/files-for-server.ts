import * as vscode from 'vscode';

/**
 * What a server without files of its own is given (server/client-files.ts): of open folders, and of what stands with
 * an open document. Bytes are given of what has been located.
 */
export function filesForServer(): Readonly<Record<string, (uri: string) => Promise<unknown>>> {
  const located = new Set<string>();
  const size = async (uri: string): Promise<number | null> => {
    if (!isOurs(vscode.Uri.parse(uri))) return null;
    try {
      const found = await vscode.workspace.fs.stat(vscode.Uri.parse(uri));
      located.add(uri);
      return found.type & vscode.FileType.Directory ? 0 : found.size;
    } catch {
      return null;
    }
  };
  return {
    'anlage/size': size,
    'anlage/names': async (uri) => {
      if (!located.has(uri)) throw new Error(`${uri} was not asked for before`);
      const entries = await vscode.workspace.fs.readDirectory(vscode.Uri.parse(uri));
      return entries.flatMap(([name, type]) => (type & vscode.FileType.Directory ? [] : [name])).sort();
    },
    'anlage/bytes': async (uri) => {
      if (!located.has(uri)) throw new Error(`${uri} was not asked for before`);
      return vscode.workspace.fs.readFile(vscode.Uri.parse(uri));
    },
  };
}

function isOurs(uri: vscode.Uri): boolean {
  const folders = [
    ...(vscode.workspace.workspaceFolders ?? []).map((folder) => folder.uri),
    ...vscode.workspace.textDocuments.map((document) => vscode.Uri.joinPath(document.uri, '..')),
  ];
  return folders.some(
    ({ scheme, authority, path }) =>
      uri.scheme === scheme &&
      uri.authority === authority &&
      (uri.path === path || uri.path.startsWith(path.endsWith('/') ? path : `${path}/`)),
  );
}
