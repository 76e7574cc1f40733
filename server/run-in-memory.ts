import { portableSha256 } from '../formats/portable-sha256.ts';
import { checksumFile, recordFile } from '../runs/keep/checksum-list.ts';
import { type CheckedFolder, checkedRun, type FolderOfRun } from '../runs/keep/read-run.ts';
import { type ClientFiles, uriFrom } from './client-files.ts';
import { unescaped } from './file-name-of.ts';

/**
 * What a run's folder holds, of an editor that gives its files. Which ones are needed is known when they are read:
 * what is asked for is got, with the same of all conditions and points, and reading begins anew.
 * @throws what `read` throws
 */
export async function readInMemory<T>(files: ClientFiles, folder: string, read: (run: CheckedFolder) => T): Promise<T> {
  /** Undefined where there is no such file. */
  const contents = new Map<string, Uint8Array | undefined>();
  const get = async (place: string): Promise<void> => {
    const uri = uriFrom(folder, place);
    contents.set(place, (await files.size(uri)) === null ? undefined : await files.bytes(uri));
  };
  await Promise.all([recordFile, checksumFile].map(get));
  const isThere = (await files.size(folder)) !== null;
  for (;;) {
    const wanted: string[] = [];
    try {
      return read(checkedRun(inMemory(folder, contents, isThere, (place) => wanted.push(place))));
    } catch (error) {
      if (wanted.length === 0) throw error;
    }
    await Promise.all(wanted.flatMap((place) => [place, ...namesakes(place, contents)]).map(get));
  }
}

function inMemory(
  folder: string,
  contents: ReadonlyMap<string, Uint8Array | undefined>,
  isThere: boolean,
  want: (place: string) => void,
): FolderOfRun {
  const name = unescaped(folder).replace(/^[\w+.-]+:\/\/[^/]*/, '');
  return {
    name,
    nameOf: (place) => `${name}/${place}`,
    isThere,
    isOfRun: [recordFile, checksumFile].some((file) => contents.get(file) !== undefined),
    bytes(place) {
      if (!contents.has(place)) want(place);
      const bytes = contents.get(place);
      if (!bytes) throw new Error(place);
      return bytes;
    },
    why: () => 'it is missing',
    sha256: portableSha256,
  };
}

/** The same of the run's other conditions and points (`wild-analysis.json`); none of a folder that is not whole. */
function namesakes(place: string, contents: ReadonlyMap<string, Uint8Array | undefined>): readonly string[] {
  const kind = kindOf(place);
  return new TextDecoder()
    .decode(contents.get(checksumFile))
    .split('\n')
    .map((line) => line.slice(66))
    .filter((each) => each !== place && !contents.has(each) && kindOf(each) === kind);
}
const kindOf = (place: string): string => place.replace(/^.*[-/]/, '');
