/** How to cite a study, as GitHub, Zenodo and Zotero read it: Citation File Format 1.2.0. */
import type { Results } from '../results/contract.ts';
import { type CrateRights, rightsOf } from './crate.ts';
import { studyFacts, titleOf } from './study-facts.ts';
import type { Person } from './people.ts';

/** Undefined where no author is known: the format wants one. */
export function citationFile(runs: readonly Results[], rights: CrateRights): string | undefined {
  const [{ run }] = runs;
  const { doi } = studyFacts(runs[0]),
    { authors, licence } = rightsOf(runs, rights);
  if (authors.length === 0) return undefined;
  const isSpdx = licence !== undefined && !/^https?:/.test(licence);
  return `${[
    'cff-version: 1.2.0',
    'message: Please cite this study as below.',
    'type: dataset',
    `title: ${quoted(studyFacts(runs[0]).title ?? titleOf(runs))}`,
    'authors:',
    ...authors.flatMap(personLines),
    `date-released: ${quoted((run.finished ?? run.started).slice(0, 10))}`,
    `version: ${quoted(run.key.slice(0, 12))}`,
    ...(doi !== undefined ? [`doi: ${quoted(doi)}`] : []),
    ...(isSpdx ? [`license: ${quoted(licence)}`] : licence ? [`license-url: ${quoted(licence)}`] : []),
    'references:',
    '  - type: software',
    '    title: Anlage',
    '    authors:',
    '      - name: The Anlage developers',
    ...(run.version ? [`    version: ${quoted(run.version)}`] : []),
  ].join('\n')}\n`;
}

/** A last word is the family's; `Lovelace, Ada` says it otherwise. */
function personLines({ name, orcid, email }: Person): string[] {
  const [, family, given] = /^([^,]+), (.+)$/.exec(name) ?? [];
  const words = name.split(' ');
  const parts = {
    'family-names': family ?? words[words.length - 1],
    'given-names': given ?? words.slice(0, -1).join(' '),
    orcid,
    email,
  };
  const lines = Object.entries(parts).flatMap(([key, value]) => (value ? [`${key}: ${quoted(value)}`] : []));
  return lines.map((line, index) => `${index === 0 ? '  - ' : '    '}${line}`);
}
/** A string of JSON is one of YAML. */
const quoted = (text: string): string => JSON.stringify(text);
