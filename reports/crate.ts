/** A run as a research object: RO-Crate 1.1 with the profile Process Run Crate 0.5 (https://w3id.org/ro/crate/1.1). */
import { citations } from '../catalogue/citations.ts';
import type { Results } from '../results/contract.ts';
import { readableRanges } from '../results/number-ranges.ts';
import { crateName, methodsOf } from '../runs/index.ts';
import type { Person } from './people.ts';
import { doiAddress, studyFacts } from './study-facts.ts';

/** A file of the crate, by its path from the top, with `/`. */
export interface CrateFile {
  readonly place: string;
  readonly size: number;
  readonly sha256: string;
}
export interface CratedRun {
  readonly results: Results;
  /** What stands before the places of its own files. */
  readonly below: string;
}
export interface CrateRights {
  readonly authors: readonly Person[];
  /** An identifier of SPDX, or the address of a text. */
  readonly licence?: string;
}
/** What is said beside the command goes before what the study says of itself. */
export function rightsOf([first]: readonly Results[], { authors, licence }: CrateRights): CrateRights {
  const study = studyFacts(first);
  const terms = licence ?? study.licence;
  return {
    authors: authors.length > 0 ? authors : study.authors,
    ...(terms !== undefined && { licence: terms }),
  };
}
type Entity = Readonly<Record<string, unknown>> & { readonly '@id': string };

const process = 'https://w3id.org/ro/wfrun/process/0.5';

/** The text of `ro-crate-metadata.json`: every file with its size and checksum, and what made them of what. */
export function crateMetadata(runs: readonly CratedRun[], files: readonly CrateFile[], said: CrateRights): string {
  const [{ results }] = runs;
  const { title, doi } = studyFacts(results),
    { authors, licence } = rightsOf(
      runs.map((run) => run.results),
      said,
    );
  const people = authors.map(personEntity);
  const rights = licenceEntity(licence);
  const sources = [...new Set(runs.flatMap((run) => methodsOf(run.results).sources))].sort();
  const references = sources.map(
    (key): Entity => ({
      '@id': `#reference-${encodeURIComponent(key)}`,
      '@type': 'CreativeWork',
      name: citations[key],
    }),
  );
  const data = dataEntities(runs);
  const software = softwareEntity(results);
  const root: Entity = {
    '@id': './',
    '@type': 'Dataset',
    name:
      title ?? runs.map((run) => `${run.results.experiment.name}, run ${run.results.run.key.slice(0, 12)}`).join('; '),
    ...(doi !== undefined && { identifier: doiAddress(doi) }),
    description: runs.map((run) => methodsOf(run.results).paragraph).join(' '),
    datePublished: (results.run.finished ?? results.run.started).slice(0, 10),
    license: rights ? reference(rights) : 'No licence is stated: ask the authors how this may be used.',
    ...(people.length > 0 && { author: people.map(reference) }),
    conformsTo: { '@id': process },
    hasPart: files.map(({ place }) => ({ '@id': idOf(place) })),
    mentions: runs.map(({ results: of }) => ({ '@id': actionId(of) })),
    ...(references.length > 0 && { citation: references.map(reference) }),
  };
  const graph: Entity[] = [
    {
      '@id': crateName,
      '@type': 'CreativeWork',
      conformsTo: { '@id': 'https://w3id.org/ro/crate/1.1' },
      about: { '@id': './' },
    },
    root,
    { '@id': process, '@type': 'CreativeWork', name: 'Process Run Crate', version: '0.5' },
    ...people,
    ...(rights ? [rights] : []),
    software,
    ...runs.map((run) => actionEntity(run, files, people)),
    ...data,
    ...references,
    ...files.map(fileEntity),
  ];
  const context = ['https://w3id.org/ro/crate/1.1/context', { sha256: 'http://schema.org/sha256' }];
  return `${JSON.stringify({ '@context': context, '@graph': graph }, null, 2)}\n`;
}

const reference = ({ '@id': id }: Entity) => ({ '@id': id });
/** A relative address. */
const idOf = (place: string): string => place.split('/').map(encodeURIComponent).join('/');
const actionId = ({ experiment }: Results): string => `#run-${encodeURIComponent(experiment.name)}`;
const dataId = (name: string): string => `#data-${encodeURIComponent(name)}`;

const personEntity = ({ name, orcid, email }: Person, index: number): Entity => ({
  '@id': orcid ?? `#author-${index + 1}`,
  '@type': 'Person',
  name,
  ...(email && { email }),
});
function licenceEntity(licence: string | undefined): Entity | undefined {
  if (licence === undefined) return undefined;
  const isAddress = /^https?:\/\//.test(licence);
  return {
    '@id': isAddress ? licence : `https://spdx.org/licenses/${encodeURIComponent(licence)}`,
    '@type': 'CreativeWork',
    name: licence,
    description: `The licence ${licence}.`,
  };
}
const softwareEntity = ({ run: { version, engine } }: Results): Entity => ({
  '@id': '#anlage',
  '@type': 'SoftwareApplication',
  name: 'Anlage',
  ...(version && { softwareVersion: version }),
  description: `Engine ${engine}.`,
});

/** What runs read and the crate does not hold, each once. */
function dataEntities(runs: readonly CratedRun[]): Entity[] {
  const files = runs.flatMap(({ results: { run } }) => run.files);
  return [...new Map(files.map((file) => [file.reference, file])).values()].map(({ reference: name, sha256 }) => ({
    '@id': dataId(name),
    '@type': 'CreativeWork',
    name,
    description: 'Data that was read. It is not in the crate; its checksum tells whether another copy is the same.',
    sha256,
  }));
}

const statuses: Readonly<Record<string, string>> = {
  done: 'CompletedActionStatus',
  cached: 'CompletedActionStatus',
  failed: 'FailedActionStatus',
  cancelled: 'FailedActionStatus',
};
function actionEntity({ results, below }: CratedRun, files: readonly CrateFile[], people: readonly Entity[]): Entity {
  const { run, experiment } = results;
  const own = files.filter(({ place }) => place.startsWith(below));
  const text = `${below}spec.anl`;
  return {
    '@id': actionId(results),
    '@type': 'CreateAction',
    name: `Run of ${experiment.name}`,
    description: `Backend ${run.backend}; ${run.machine}; seeds ${readableRanges(experiment.seeds)}.`,
    instrument: { '@id': '#anlage' },
    ...(people.length > 0 && { agent: reference(people[0]) }),
    startTime: run.started,
    ...(run.finished && { endTime: run.finished }),
    actionStatus: { '@id': `http://schema.org/${statuses[run.status] ?? 'ActiveActionStatus'}` },
    object: [{ '@id': idOf(text) }, ...run.files.map(({ reference: name }) => ({ '@id': dataId(name) }))],
    result: own.filter(({ place }) => place !== text).map(({ place }) => ({ '@id': idOf(place) })),
  };
}

const fileEntity = ({ place, size, sha256 }: CrateFile): Entity => ({
  '@id': idOf(place),
  '@type': 'File',
  name: place,
  ...descriptionOf(place),
  encodingFormat: formats[place.slice(place.lastIndexOf('.'))] ?? 'application/octet-stream',
  contentSize: String(size),
  sha256,
});
const formats: Readonly<Record<string, string>> = {
  '.anl': 'text/plain',
  '.bib': 'text/x-bibtex',
  '.cff': 'application/yaml',
  '.csv': 'text/csv',
  '.html': 'text/html',
  '.json': 'application/json',
  '.jsonl': 'application/jsonl',
  '.pdf': 'application/pdf',
  '.svg': 'image/svg+xml',
};
const descriptions: Readonly<Record<string, string>> = {
  'CITATION.cff': 'How to cite this.',
  SHA256SUMS: 'Checksums of the files of the run, as sha256sum --check reads them.',
  'log.jsonl': 'What happened while it ran, one JSON object a line.',
  'measures.csv': 'Every value, by condition, seed and point of the sweep.',
  'references.bib': 'Where definitions come from.',
  'report.html': 'The run as a page: claims, tables, figures, methods.',
  'report.pdf': 'The same to be printed.',
  'run.json': 'The record of the run: versions, machine, data, times.',
  'spec.anl': 'The text that was run.',
  'spec.json': 'What the text means: the canonical specification, defaults filled in.',
  'summary.json': 'Means, intervals, comparisons and verdicts.',
};
function descriptionOf(place: string): { readonly description?: string } {
  const description = descriptions[place.slice(place.lastIndexOf('/') + 1)];
  return description ? { description } : {};
}
