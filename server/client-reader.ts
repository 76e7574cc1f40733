import { imageSets } from '../catalogue/image-sets.ts';
import { FormatError } from '../formats/index.ts';
import type { Reader } from '../language/index.ts';
import { type ClientFiles, folderOfUri, uriFrom } from './client-files.ts';
import { fileNameOf } from './file-name-of.ts';

/** Reads files as a document names them, of an editor that gives them; `workspace`: the open folder around it. */
export function clientReader(files: ClientFiles, document: string, workspace: string | undefined): Reader {
  const sizes = new Map<string, number>();
  return {
    async locate(reference) {
      // what is known by its name is found where experiments are run
      if (Object.hasOwn(imageSets, reference)) return { found: true, location: `anlage:${reference}`, size: 0 };
      const tried: string[] = [];
      for (const folder of places(folderOfUri(document), workspace)) {
        const location = uriFrom(folder, reference);
        const size = await files.size(location);
        if (size !== null) {
          sizes.set(location, size);
          return { found: true, location, size };
        }
        tried.push(fileNameOf(folder) || folder);
      }
      return { found: false, tried };
    },
    async bytes(location, most = Number.POSITIVE_INFINITY) {
      const size = sizes.get(location) ?? (await files.size(location)) ?? 0;
      if (size > most)
        throw new Error(`${fileNameOf(location)} is too large: it has ${size} bytes, of at most ${most}.`);
      return files.bytes(location);
    },
    list: (location) => files.names(location),
    expression: noHdf5,
    recording: noHdf5,
    matrix: noHdf5,
  };
}

/** Beside the document, then `data/` of every folder from there up to the one that is open. */
function places(beside: string, workspace: string | undefined): readonly string[] {
  const above: string[] = [beside];
  while (workspace !== undefined && above[0] !== workspace && above[0].startsWith(workspace))
    above.unshift(folderOfUri(above[0]));
  return [beside, ...above.reverse().map((folder) => `${folder}/data`)];
}

const noHdf5 = (path: string): Promise<never> =>
  Promise.reject(
    new FormatError(`HDF5 files such as "${path}" are read in VS Code on a computer or a server, not in a browser.`),
  );
