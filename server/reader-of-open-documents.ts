import type { Reader } from '../language/index.ts';

/** A reader that gives open documents as they are in the editor; `textAt` knows the text of a location that is open. */
export function readerOfOpenDocuments(reader: Reader, textAt: (location: string) => string | undefined): Reader {
  return {
    ...reader,
    bytes: async (location, most) => {
      const text = textAt(location);
      return text === undefined ? reader.bytes(location, most) : new TextEncoder().encode(text);
    },
  };
}
