/** A URI without its escapes; as it is where they are none. */
export function unescaped(uri: string): string {
  try {
    return decodeURIComponent(uri);
  } catch {
    return uri;
  }
}

/** The name of the file that a URI points to, without its folders. */
export const fileNameOf = (uri: string): string => unescaped(uri.slice(uri.lastIndexOf('/') + 1));

/**
 * The same for every spelling of the URI of a file: editors escape other characters than Node, and write drives
 * otherwise.
 */
export const fileKeyOf = (uri: string): string =>
  unescaped(uri).replace(/^file:\/\/\/([A-Za-z]):/, (_, drive: string) => `file:///${drive.toLowerCase()}:`);
