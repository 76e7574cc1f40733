import fs from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { decodeText } from '../formats/index.ts';
import { largestText } from '../language/index.ts';
import { readBytes } from '../runs/data/index.ts';
import type { FolderTexts, TextList } from './host.ts';

/** More files or folders than these are not looked through: what is asked of all of them must end soon. */
const mostFiles = 2000;
const mostFolders = 20_000;

/** Folders of packages and of tools hold no texts of the user; that of a run holds a copy. */
const isApart = (name: string): boolean => name.startsWith('.') || name === 'node_modules';
const markOfRun = 'run.json';

/** The `.anl` files of folders on this machine. */
export const folderTexts: FolderTexts = {
  list: async (folder, below) => {
    const start = fileURLToPath(folder);
    const uris: string[] = [];
    const unknown: string[] = [];
    const waiting = [start];
    for (let looked = 0; waiting.length > 0; looked++) {
      if (looked >= mostFolders || uris.length >= mostFiles) {
        unknown.push(`${start} holds more than ${mostFiles.toLocaleString('en')} files or too many folders`);
        break;
      }
      const next = waiting.pop()!;
      const found = await entriesOf(next);
      if (typeof found === 'string') unknown.push(found);
      else if (next === start || !found.some(({ name }) => name === markOfRun)) {
        for (const entry of found) {
          const place = path.join(next, entry.name);
          if (entry.isDirectory() && below !== 'alone' && !isApart(entry.name)) waiting.push(place);
          else if (entry.name.endsWith('.anl') && !entry.isDirectory()) uris.push(pathToFileURL(place).href);
        }
      }
    }
    return { uris, unknown } satisfies TextList;
  },
  read: async (uri) => decodeText(await readBytes(fileURLToPath(uri), largestText)),
};

async function entriesOf(folder: string) {
  try {
    return await fs.readdir(folder, { withFileTypes: true });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' ? [] : `${folder} cannot be looked into (${code ?? message})`;
  }
}
