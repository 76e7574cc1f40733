import fs from 'node:fs';
import path from 'node:path';
import { Failure } from '../../making/failure.ts';
import type { Reader } from '../../language/index.ts';
import { dataSetNamed, nodeReader, places } from '../../runs/data/index.ts';

/** The folder that an assistant works in: nothing outside it is read or written, but data in the data folders. */
export interface WorkingFolder {
  readonly root: string;
  /** Of a path within it, however it is written. @throws Failure for one that leads out of it */
  within(given: string): string;
  /** As a person reads a path within it. */
  shown(file: string): string;
  /** What a text beside a file sees: files of the folder, known data sets, and the data folders. */
  reader(file: string): Reader;
}

export function workingFolder(given: string): WorkingFolder {
  const root = fs.realpathSync(given);
  return {
    root,
    within(written) {
      if (written.includes('\0')) throw new Failure('usage', 'A path has no character of value 0 in it.');
      const whole = path.resolve(root, written);
      if (isIn(root, realPathOf(whole))) return whole;
      throw new Failure('usage', `${written} lies outside the working folder, ${root}: name a path in it.`);
    },
    shown: (file) => path.relative(root, file) || '.',
    reader: (file) => confined(root, file),
  };
}

function confined(root: string, file: string): Reader {
  const reader = nodeReader(file, { workspace: root });
  const dataFolders = (): readonly string[] =>
    places({ file, workspace: root }).flatMap(({ kind, folder }) => (kind === 'file' ? [] : [realPathOf(folder)]));
  const isOpen = (real: string): boolean => [root, ...dataFolders()].some((folder) => isIn(folder, real));
  return {
    ...reader,
    list: async (folder) => (isOpen(realPathOf(folder)) ? ((await reader.list?.(folder)) ?? []) : []),
    async locate(reference) {
      const where = await reader.locate(reference);
      if (!where.found || dataSetNamed(reference)) return where;
      const real = realPathOf(where.location);
      if (isOpen(real)) return where;
      return {
        found: false,
        tried: [`${where.location} (outside the working folder, where an assistant does not read)`],
        remedy: 'put it into the working folder, or name the folder that holds it in ANLAGE_DATA',
      };
    },
  };
}

const isIn = (folder: string, file: string): boolean => {
  const relative = path.relative(folder, file);
  return relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative);
};

/** Without links; of what is not there yet, the folder that is with the rest of the path behind it. */
function realPathOf(file: string, links = 0): string {
  try {
    return fs.realpathSync(file);
  } catch {
    const above = path.dirname(file);
    if (above === file || links > mostLinks) return file;
    const target = linkedBy(file);
    return target === undefined
      ? path.join(realPathOf(above, links), path.basename(file))
      : realPathOf(path.resolve(above, target), links + 1);
  }
}
/** A link to what is not there leads to it all the same. */
function linkedBy(file: string): string | undefined {
  try {
    return fs.readlinkSync(file);
  } catch {
    return undefined;
  }
}
const mostLinks = 40;
