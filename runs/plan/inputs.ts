import path from 'node:path';
import { sharedMemory } from '../../engine/kernels/index.ts';
import { FieldError, fieldFiles, FormatError, readTensorflowHeader } from '../../formats/index.ts';
import { besideOf } from '../../language/saved-network.ts';
import type { DataNoun, ExperimentSpec, Noun } from '../../language/specification.ts';
import { canonical } from '../../making/canonical-json.ts';
import { sha256 } from '../data/sha256.ts';
import {
  fetchMissing,
  listedIn,
  loadImages,
  namesIn,
  nodeReader,
  notFound,
  type PlaceContext,
  checksumOf,
  steadyFiles,
} from '../data/index.ts';
import { imagesIn } from '../data/images.ts';
import { readBytes, type SharedMemory } from '../data/read.ts';
import { filesOfData, placesOf } from './jobs.ts';
import { Failure } from '../../making/failure.ts';
import { nounsIn } from '../../language/nouns-within.ts';
import { familiesIn, ofAllSubjects } from '../../language/of-subject.ts';
import type { TrainingData } from '../../making/trainer.ts';
import type { RunRecord } from '../../results/contract.ts';

/** What an experiment reads: where it lies and the checksum of everything, by reference. */
export interface Inputs {
  /** Images, decoded while their checksum was taken, in memory that threads can share. */
  readonly openData: Readonly<Record<string, TrainingData>>;
  readonly locations: Readonly<Record<string, string>>;
  readonly checksums: Readonly<Record<string, string>>;
  readonly files: RunRecord['files'];
  /** The reference of a file that is no longer the one whose checksum was taken. */
  readonly changed: () => string | undefined;
}

/** @throws Failure for what is not found or cannot be read. */
export async function readInputs(
  experiment: ExperimentSpec,
  context: PlaceContext,
  fetching: Parameters<typeof fetchMissing>[2] = {},
  shared: SharedMemory = sharedMemory,
): Promise<Inputs> {
  const whole = ofAllSubjects(experiment),
    nouns = nounsIn(whole);
  const openData: Record<string, TrainingData> = {};
  const folders: Record<string, string> = {};
  const checksums: Record<string, string> = {};
  const files: { reference: string; sha256: string }[] = [];
  for (const reference of distinct(nouns.flatMap((noun) => (isOfImages(noun) ? [noun.reference] : [])))) {
    await fetchMissing(reference, context, fetching);
    const { train, test, location, files: read } = await loadImages(reference, context, { shared });
    openData[reference] = { train, test };
    folders[reference] = location;
    checksums[reference] = sha256(canonical(read));
    files.push(...read);
  }
  const paths = await locationsOf(whole, context);
  const changed = steadyFiles(paths);
  const read = await checksumsOfFiles(nouns, paths);
  files.push(...read.files, ...(await filesBesideJobs(experiment, paths, context)));
  return {
    openData,
    locations: { ...folders, ...paths },
    checksums: { ...checksums, ...read.checksums },
    files,
    changed,
  };
}

/** What claims are held against, and what says the groups of subjects: no job reads them or is known by them. */
async function filesBesideJobs(
  experiment: ExperimentSpec,
  paths: Inputs['locations'],
  context: PlaceContext,
): Promise<Inputs['files']> {
  const published = experiment.expectations.flatMap((claim) => claim.published ?? []);
  const groups = familiesIn(experiment).flatMap(({ family }) => family?.table?.path ?? []);
  return Promise.all(
    distinct([...published, ...groups])
      .filter((reference) => !(reference in paths))
      .map(async (reference) => ({ reference, sha256: await checksumOf(await locate(reference, context)) })),
  );
}

/** The checksums of what an experiment reads, where it lies. @throws Failure as `readInputs` */
export async function checksumsAt(experiment: ExperimentSpec, locations: Inputs['locations']): Promise<Checksums> {
  const nouns = nounsIn(ofAllSubjects(experiment));
  const checksums: Record<string, string> = {};
  const paths = { ...locations };
  for (const reference of distinct(nouns.flatMap((noun) => (isOfImages(noun) ? [noun.reference] : [])))) {
    checksums[reference] = sha256(canonical((await imagesIn(reference, locations[reference])).files));
    delete paths[reference];
  }
  return { ...checksums, ...(await checksumsOfFiles(nouns, paths)).checksums };
}
type Checksums = Inputs['checksums'];

/** `files`: each by itself; `checksums`: that of a network or a field, which are in several, is of all of them. */
async function checksumsOfFiles(
  nouns: readonly Noun[],
  paths: Inputs['locations'],
): Promise<Pick<Inputs, 'checksums' | 'files'>> {
  const checksums: Record<string, string> = {};
  for (const [reference, path] of Object.entries(paths)) checksums[reference] = await checksumOf(path);
  const files = Object.entries(checksums).map(([reference, sum]) => ({ reference, sha256: sum }));
  // a network goes by the name of the first
  for (const { path } of savedIn(nouns))
    checksums[path] = sha256(canonical((await filesOf(path, paths[path])).map((reference) => checksums[reference])));
  for (const folder of fieldsIn(nouns))
    checksums[folder] = sha256(
      canonical(listedIn(paths)(folder).map((name) => [name, checksums[`${folder}/${name}`]])),
    );
  return { checksums, files };
}

/**
 * Where the files of matrices and recordings lie that something depends on, by reference. @throws Failure for what is
 * not found
 */
export async function locationsOf(value: unknown, context: PlaceContext): Promise<Readonly<Record<string, string>>> {
  const stored = nounsIn(value).flatMap((noun) =>
    noun.noun === 'connect' && 'path' in noun.source && noun.source.kind !== 'field'
      ? [noun.source.path, ...placesOf(noun.source)]
      : noun.noun === 'data' && !isOfImages(noun)
        ? filesOfData(noun)
        : [],
  );
  const locations: Record<string, string> = {};
  for (const reference of distinct(stored)) locations[reference] = await locate(reference, context);
  for (const folder of fieldsIn(nounsIn(value)))
    for (const [reference, location] of await partsOf(folder, context)) locations[reference] = location;
  for (const { path } of savedIn(nounsIn(value))) {
    locations[path] ??= await locate(path, context);
    for (const reference of await filesOf(path, locations[path]))
      locations[reference] ??= await locate(reference, context);
  }
  return locations;
}

const isOfImages = (noun: Noun): noun is DataNoun => noun.noun === 'data' && !noun.recording && !noun.table;

/** Folders of fields. */
const fieldsIn = (nouns: readonly Noun[]): readonly string[] =>
  distinct(
    nouns.flatMap((noun) => (noun.noun === 'connect' && noun.source.kind === 'field' ? [noun.source.path] : [])),
  );
/** The files of a field, each as `FOLDER/NAME` and where it lies. @throws Failure where it is none */
async function partsOf(folder: string, context: PlaceContext): Promise<readonly (readonly [string, string])[]> {
  const location = await locate(folder, context),
    names = await namesIn(location);
  try {
    return Object.values(fieldFiles(names)).map((name) => [`${folder}/${name}`, path.join(location, name)] as const);
  } catch (error) {
    if (!(error instanceof FieldError)) throw error;
    throw new Failure('usage', `${folder}: ${error.message.replace(/\.$/, '')} (${error.code}).`, { cause: error });
  }
}

/** Networks of files that something begins with. */
const savedIn = (nouns: readonly Noun[]) =>
  nouns.flatMap((noun) => (noun.noun === 'network' && noun.begun ? [noun.begun] : []));
/** All files of such a network, the one that names the others first. @throws Failure where it is none */
async function filesOf(reference: string, location: string): Promise<readonly string[]> {
  try {
    const { files } = readTensorflowHeader(await readBytes(location));
    return [reference, ...files.map((name) => besideOf(reference, name))];
  } catch (error) {
    throw error instanceof FormatError
      ? new Failure('usage', `${reference}: ${error.message}`, { cause: error })
      : error;
  }
}

async function locate(reference: string, { file, ...places }: PlaceContext): Promise<string> {
  const where = await nodeReader(file, places).locate(reference);
  if (where.found) return where.location;
  throw new Failure('usage', notFound(reference, where.tried, where.remedy ?? 'correct the path'));
}

const distinct = (references: readonly string[]): string[] => [...new Set(references)];
