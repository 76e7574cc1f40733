/** The name of the file that a URI points to, without its folders. */
export const fileNameOf = (uri: string): string => decodeURIComponent(uri.slice(uri.lastIndexOf('/') + 1));
