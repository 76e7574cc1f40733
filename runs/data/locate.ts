import fs from 'node:fs/promises';
import path from 'node:path';
import { type DataSet, dataSetNamed, remedyFor } from './datasets.ts';
import { type Place, type PlaceContext, places } from './places.ts';
import { otherThanFile } from './plain-file.ts';
import { type ImageFiles, recognise } from './recognise.ts';

export type Whereabouts =
  | {
      readonly found: true;
      readonly location: string;
      readonly size: number;
      readonly place: Place;
      readonly images?: ImageFiles /** The parts of a set of images that are not there, where some are. */;
      readonly missing?: readonly string[];
    }
  /** `tried` in order, each a path and why it was looked at; `remedy` is a command or a step. */
  | { readonly found: false; readonly tried: readonly string[]; readonly remedy: string };

/**
 * Finds what a reference in a file means: a built-in name (`mnist`: the folder that holds all its files) or the path of
 * a file or folder.
 * `size` is in bytes, of a folder of images that of the files used. Never throws.
 */
export async function locate(reference: string, context: PlaceContext = {}): Promise<Whereabouts> {
  const set = dataSetNamed(reference);
  const tried: string[] = [];
  // the file's own name is said with the reference: of each place, its folder
  const isNamedOnce = !set && !path.isAbsolute(reference);
  for (const place of path.isAbsolute(reference)
    ? [{ kind: 'file', folder: path.parse(reference).root, says: 'as written' } as const]
    : places(context, set?.package?.name)) {
    for (const candidate of set ? setFolders(set, place) : [path.resolve(place.folder, reference)]) {
      const { hit, why } = await look(candidate, set !== undefined);
      if (hit) return { found: true, place, ...hit };
      if (why !== undefined || !set || candidate === setFolders(set, place)[0])
        tried.push(`${isNamedOnce ? place.folder : candidate} (${why === undefined ? '' : `${why}; `}${place.says})`);
    }
  }
  return {
    found: false,
    tried,
    remedy: set ? remedyFor(set) : 'correct the path, or name the folder that holds it in ANLAGE_DATA',
  };
}

type Look = {
  readonly hit?: {
    readonly location: string;
    readonly size: number;
    readonly images?: ImageFiles;
    readonly missing?: readonly string[];
  };
  readonly why?: string;
};

async function look(candidate: string, mustHoldImages: boolean): Promise<Look> {
  try {
    const stat = await fs.stat(candidate);
    if (!stat.isDirectory()) {
      if (mustHoldImages) return { why: 'a file, not a folder' };
      const wrong = otherThanFile(stat);
      return wrong === undefined ? { hit: { location: candidate, size: stat.size } } : { why: `${wrong}, not a file` };
    }
    const images = recognise(await fs.readdir(candidate));
    if (images && 'missing' in images)
      return mustHoldImages
        ? { why: `without ${images.missing.join(', ')}` }
        : { hit: { location: candidate, size: 0, missing: images.missing } };
    if (!images) return mustHoldImages ? { why: 'no image files in it' } : { hit: { location: candidate, size: 0 } };
    const sizes = await Promise.all(
      namesOf(images).map(async (name) => (await fs.stat(path.join(candidate, name))).size),
    );
    return { hit: { location: candidate, size: sizes.reduce((sum, size) => sum + size, 0), images } };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return code === 'ENOENT' || code === 'ENOTDIR'
      ? {}
      : { why: code === 'EACCES' || code === 'EPERM' ? 'permission denied' : `cannot be read: ${code}` };
  }
}

export function namesOf(images: ImageFiles): readonly string[] {
  switch (images.layout) {
    case 'idx':
      return [images.train.images, images.train.labels, images.test.images, images.test.labels];
    case 'cifar':
      return [...images.train, ...images.test];
    case 'digits':
      return [images.table];
  }
}

/**
 * In a place, a set's folder under any of its names, or the place itself when it bears such a name (MNIST and
 * Fashion-MNIST have the same file names).
 */
function setFolders(set: DataSet, place: Place): readonly string[] {
  if (place.kind === 'package') return [path.join(place.folder, set.package!.folder)];
  const below = set.folders.map((name) => path.join(place.folder, name));
  return set.folders.includes(path.basename(place.folder)) ? [...below, place.folder] : below;
}
