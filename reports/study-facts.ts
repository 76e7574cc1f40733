/** What the file of a run says of itself: who made it, how it is called, cited and used. */
import { type Person, readDoi, readPerson } from '../formats/index.ts';
import type { Results } from '../results/contract.ts';

export interface StudyFacts {
  readonly title?: string;
  readonly authors: readonly Person[];
  /** Without the address before it. */
  readonly doi?: string;
  readonly licence?: string;
}

export function studyFacts({ experiment: { study = {} } }: Results): StudyFacts {
  const { title, authors = [], doi, licence } = study;
  const identifier = doi === undefined ? undefined : readDoi(doi);
  return {
    ...(title !== undefined && { title }),
    authors: authors.flatMap((text) => readPerson(text) ?? []),
    ...(identifier !== undefined && { doi: identifier }),
    ...(licence !== undefined && { licence }),
  };
}
export const doiAddress = (doi: string): string => `https://doi.org/${doi}`;

/** `What grows: rapid, slow`: the study and its experiments; these alone where it has no title. */
export function titleOf(runs: readonly Results[]): string {
  const names = runs.map(({ experiment }) => experiment.name).join(', ');
  const [first] = runs;
  const title = first && studyFacts(first).title;
  return title === undefined ? names : `${title}: ${names}`;
}
/** `What grows. Ada Lovelace, Grace Hopper. https://doi.org/10.5281/1. CC-BY-4.0`; empty where nothing is said. */
export function studyLine(results: Results): string {
  const { title, authors, doi, licence } = studyFacts(results);
  return [title, authors.map(({ name }) => name).join(', '), doi && doiAddress(doi), licence && `Licence: ${licence}`]
    .filter(Boolean)
    .join('. ');
}
