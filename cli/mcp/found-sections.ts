import fs from 'node:fs';
import type { InstalledPage } from '../installed-pages.ts';

interface Section {
  readonly page: InstalledPage;
  readonly heading: string;
  readonly text: string;
}
const most = 6;
const longest = 1800;
/** A word of the heading counts as so many of the text, of which no more are counted. */
const inHeading = 6;
const mostCounted = 3;

/** The sections that hold most of the words, rare words before common ones; none where no word is found. */
export function foundSections(query: string, pages: readonly InstalledPage[]): readonly Section[] {
  const words = [...new Set(query.toLowerCase().match(/[a-z0-9_]{2,}/g) ?? [])].slice(0, 20);
  const sections = pages.flatMap(sectionsOf).map((section) => ({ section, counts: words.map(countIn(section)) }));
  const rarity = words.map((_, i) => {
    const holding = sections.filter(({ counts }) => counts[i] > 0).length;
    return holding === 0 ? 0 : Math.log(1 + sections.length / holding);
  });
  return sections
    .map(({ section, counts }) => ({ section, score: counts.reduce((sum, count, i) => sum + count * rarity[i], 0) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .slice(0, most)
    .map(({ section }) => ({ ...section, text: cut(section.text) }));
}

function sectionsOf(page: InstalledPage): readonly Section[] {
  return fs
    .readFileSync(page.file, 'utf8')
    .split(/^(?=#{1,3} )/m)
    .map((text) => ({ page, heading: /^#+ (.*)/.exec(text)?.[1] ?? '', text: text.replace(/^#.*\n+/, '').trim() }))
    .filter(({ text }) => text !== '');
}

const countIn =
  ({ heading, text }: Section) =>
  (word: string): number => {
    const whole = new RegExp(`(?<![a-z0-9])${word}(?![a-z0-9])`, 'g');
    const count = text.toLowerCase().match(whole)?.length ?? 0;
    return Math.min(count, mostCounted) + (whole.test(heading.toLowerCase()) ? inHeading : 0);
  };
const cut = (text: string): string => (text.length > longest ? `${text.slice(0, longest)} …` : text);
