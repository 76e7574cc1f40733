import fs from 'node:fs';
import path from 'node:path';
import { isRunFolder } from './checked-folder.ts';
import { storeFolder } from './store.ts';

/** Folders of runs, and folders that hold a store. */
export interface PlacesOfRuns {
  readonly runs: readonly string[];
  readonly stores: readonly string[];
}

/** A run's folder itself, or what lies below; folders that no run of Anlage makes are not gone through. */
export function placesOfRuns(folder: string, depth = 3): PlacesOfRuns {
  if (isRunFolder(folder)) return { runs: [folder], stores: [] };
  const below = fs
    .readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !passedOver.has(entry.name))
    .map((entry) => path.join(folder, entry.name));
  const found = depth === 0 ? [] : below.map((each) => placesOfRuns(each, depth - 1));
  return {
    runs: found.flatMap(({ runs }) => runs),
    stores: [
      ...(fs.statSync(path.join(folder, storeFolder), { throwIfNoEntry: false })?.isDirectory() ? [folder] : []),
      ...found.flatMap(({ stores }) => stores),
    ],
  };
}
/** Beside the store: what was submitted to clusters. */
export const sweepsFolder = '.sweeps';
const passedOver: ReadonlySet<string> = new Set([storeFolder, sweepsFolder, 'node_modules', '.git']);
