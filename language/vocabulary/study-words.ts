/** Words of `study { … }`. */
import type { Type, Word } from '../../catalogue/entry.ts';

const text = (example: string): Type => ({ says: 'a text in double quotes', example, file: true });

export const studyWords: readonly Word[] = [
  {
    word: 'title',
    documentation: 'What the study is called: in its reports, and where it is cited.',
    example: 'title "What grows learns sooner"',
    items: [{ name: 'title', documentation: 'The title.', type: text('"What grows learns sooner"') }],
  },
  {
    word: 'authors',
    documentation: 'Whose it is, in their order, each with an ORCID or an address behind the name where there is one.',
    example: 'authors "Ada Lovelace <0000-0002-1825-0097>", "Grace Hopper"',
    items: [{ name: 'authors', many: true, documentation: 'Names.', type: text('"Ada Lovelace"') }],
  },
  {
    word: 'doi',
    documentation: 'The identifier under which it is or will be found.',
    example: 'doi "10.5281/zenodo.1234567"',
    items: [{ name: 'doi', documentation: 'The DOI.', type: text('"10.5281/zenodo.1234567"') }],
  },
  {
    word: 'licence',
    documentation: 'Under which terms it may be used: an identifier of the SPDX list, or the address of a text.',
    example: 'licence "CC-BY-4.0"',
    items: [{ name: 'licence', documentation: 'The licence.', type: text('"CC-BY-4.0"') }],
  },
];
