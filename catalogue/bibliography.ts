/** Citations as BibTeX. */
import { type CitationKey, citations } from './citations.ts';

/** The parts of a reference that is written `Authors (year) Title. Where.`. */
export interface Reference {
  readonly authors: readonly string[];
  readonly year: string;
  readonly title: string;
  /** Journal, volume and pages, as they are written. */
  readonly where: string;
}

/** @throws Error for a reference that is written otherwise */
export function referenceOf(key: CitationKey): Reference {
  const [, authors, year, title, where = ''] =
    /^(.+?) \((\d{4})\)[,:]? (\S+ .+?)(?:[.?!] (.+?))?\.?$/s.exec(citations[key]) ?? [];
  if (year === undefined) throw new Error(`the reference ${key} is not written as authors (year) title. where.`);
  return { authors: authors.split(/, | & /).map((name) => name.trim()), year, title, where };
}

/** One entry a reference, by keys such as `maslov-sneppen-2002`; `et al.` becomes `others`. */
export function bibtex(keys: readonly CitationKey[]): string {
  return keys
    .map((key) => {
      const { authors, year, title, where } = referenceOf(key);
      const [, journal, volume, pages] = /^(\D+?) (\d+), ([\w.–-]+)$/.exec(where) ?? [];
      const fields = {
        author: authors.flatMap(namesOf).join(' and '),
        title: `{${inBibtex(title)}}`,
        year,
        ...(journal
          ? { journal: inBibtex(journal), volume, pages: pages.replace('–', '--') }
          : where && { howpublished: inBibtex(where) }),
      };
      return entry(journal ? 'article' : 'misc', bibtexKey(key), fields);
    })
    .join('\n');
}
const bibtexKey = (key: string): string =>
  key
    .normalize('NFD')
    .replace(/[^\w]+/g, '-')
    .toLowerCase();

/** `@misc{key, …}`, a field a line. */
export const entry = (kind: string, key: string, fields: Readonly<Record<string, string>>): string =>
  `@${kind}{${key},\n${Object.entries(fields)
    .map(([name, value]) => `  ${name} = {${value}},\n`)
    .join('')}}\n`;

const namesOf = (name: string): string[] =>
  name === '…' ? [] : / et al\.$/.test(name) ? [inBibtex(name.replace(/ et al\.$/, '')), 'others'] : [inBibtex(name)];

/** A brace by its name: BibTeX counts one after a backslash too. */
const named: Readonly<Record<string, string>> = {
  '\\': 'backslash',
  '{': 'braceleft',
  '}': 'braceright',
  '~': 'asciitilde',
  '^': 'asciicircum',
};
/** Text as it stands in a field, each sign that LaTeX would read as a command written out. */
export const inBibtex = (text: string): string =>
  text.replace(/[&%#_$\\{}~^]/g, (sign) => (sign in named ? `\\text${named[sign]}{}` : `\\${sign}`));
