import { installedPages } from '../installed-pages.ts';
import { pageOf } from '../explain-command.ts';
import { foundSections } from './found-sections.ts';
import { uriOfPage } from './resources.ts';
import { text } from './tool-arguments.ts';
import { type Tool, tool } from './tool.ts';

/** Tools about the language. */
export const readingTools: readonly Tool[] = [
  tool({
    name: 'explain',
    title: 'Explain a code',
    description:
      'What a code of a diagnostic or of a note of a run means (S061, L003), with a text that gives it and one that ' +
      'does not.',
    takes: { code: text('A letter and three digits.') },
    effect: 'reads',
    call: async ({ code }) => ({ value: pageOf(code) }),
  }),
  tool({
    name: 'search',
    title: 'Search the manual',
    description:
      'Sections of the manual and of the reference (every noun, setting, measure, control, task and plot of the ' +
      'language, with an example each) that hold the words of a query, best first. Search before writing a word that ' +
      'you have not seen: the language is small, and words of other languages are refused.',
    takes: { query: text('Words: "knock out gene fate", "memory capacity", "rewired".') },
    effect: 'reads',
    call: async ({ query }) => ({
      value: {
        sections: foundSections(query, installedPages('manual')).map(({ page, heading, text: excerpt }) => ({
          page: uriOfPage(page),
          heading,
          text: excerpt,
        })),
      },
    }),
  }),
];
