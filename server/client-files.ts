/**
 * Files that the server has no way to by itself, as in a browser, by their URIs: it asks the editor for them.
 * `anlage/size`: the bytes of a file, 0 of a folder, null where there is neither, or where it is none of the editor's
 * business; `anlage/names`: of the files in a folder; `anlage/bytes`: of a file whose size was told.
 */
export interface ClientFiles {
  size(uri: string): Promise<number | null>;
  names(uri: string): Promise<readonly string[]>;
  bytes(uri: string): Promise<Uint8Array>;
}

/** `path`, as a person writes it, from a folder. */
export function uriFrom(folder: string, path: string): string {
  const at = folder.indexOf('/', folder.indexOf('://') + 3);
  const parts = at < 0 ? [] : folder.slice(at + 1).split('/');
  for (const part of path.split('/'))
    if (part === '..') parts.pop();
    else if (part !== '.' && part !== '') parts.push(encodeURIComponent(part));
  return `${at < 0 ? folder : folder.slice(0, at)}/${parts.filter((part) => part !== '').join('/')}`;
}
export const folderOfUri = (uri: string): string => uri.slice(0, uri.lastIndexOf('/'));
