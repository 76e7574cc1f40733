import fs from 'node:fs';
import path from 'node:path';
import { Failure } from '../making/failure.ts';
import { citationFile } from '../reports/citation-file.ts';
import { type CrateFile, crateMetadata, type CratedRun } from '../reports/crate.ts';
import { personOf } from '../reports/people.ts';
import { reportKinds } from '../reports/report.ts';
import type { Reported } from '../reports/reported.ts';
import { fileNameOfName } from '../results/names-as-files.ts';
import { crateName, filesOfRun } from '../runs/index.ts';
import { writeNamedFile } from '../runs/keep/named-file.ts';
import { sha256 } from '../runs/data/sha256.ts';
import { say, type Speech } from './terminal.ts';

export interface CrateOptions {
  /** The folder that it becomes. */
  readonly crate?: string;
  readonly author?: readonly string[];
  readonly licence?: string;
}

/**
 * The files of runs and their reports in a folder of their own, with what an archive wants to know of them. Data that
 * runs read is named with its checksum, and not copied. @throws Failure
 */
export async function writeCrate(
  runs: readonly (Reported & { readonly folder: string })[],
  { crate, author = [], licence }: CrateOptions,
  speech: Speech,
): Promise<void> {
  if (crate === undefined) return;
  const rights = { authors: author.map(personOf), ...(licence !== undefined && { licence }) };
  if (fs.existsSync(crate) && (!fs.statSync(crate).isDirectory() || fs.readdirSync(crate).length > 0))
    throw new Failure('usage', `${crate} is there already: a crate becomes a new folder, or an empty one.`);
  const files: CrateFile[] = [];
  // a folder beside it, which gets its name when all is there
  const written = `${path.resolve(crate)}.${process.pid}.tmp`;
  const put = (place: string, content: string | Uint8Array): void => {
    const file = path.join(written, ...place.split('/'));
    makeFolder(path.dirname(file));
    const bytes = Buffer.from(content);
    writeNamedFile(file, bytes);
    files.push({ place, size: bytes.length, sha256: sha256(bytes) });
  };
  const crated: CratedRun[] = [];
  let citation: string | undefined;
  try {
    for (const { folder, results } of runs) {
      const below = runs.length === 1 ? '' : `${fileNameOfName(results.experiment.name)}/`;
      for (const { place, bytes } of filesOfRun(folder)) put(`${below}${place}`, bytes);
      crated.push({ results, below });
    }
    put('report.html', (await reportKinds.html.write(runs)).content);
    put('report.pdf', (await reportKinds.pdf.write(runs)).content);
    put('references.bib', (await reportKinds.bibtex.write(runs)).content);
    citation = citationFile(
      runs.map(({ results }) => results),
      rights,
    );
    if (citation !== undefined) put('CITATION.cff', citation);
    writeNamedFile(path.join(written, crateName), crateMetadata(crated, files, rights));
    if (fs.existsSync(crate)) fs.rmdirSync(crate);
    fs.renameSync(written, crate);
  } catch (error) {
    fs.rmSync(written, { recursive: true, force: true });
    throw error;
  }
  if (speech.quiet) return;
  say(`The crate is in ${crate}: ${files.length + 1} files`);
  if (citation === undefined) say('It has no CITATION.cff: name who made it with --author "Name <ORCID>"');
  if (licence === undefined) say('It states no licence: name one with --licence, such as CC-BY-4.0');
}

function makeFolder(folder: string): void {
  try {
    fs.mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new Failure('usage', `The folder ${folder} cannot be made: ${(error as Error).message}.`, { cause: error });
  }
}
