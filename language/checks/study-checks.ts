/** Family L: what a study says of itself. */
import { licences } from '../../catalogue/licences.ts';
import { readDoi, readPerson } from '../../formats/index.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { textsBehind } from '../study-texts.ts';
import type { View } from '../view.ts';
import { type Check, diagnostic, suggestion } from './check.ts';

const study = (statement: string): string => `language 1
study { title "Small circuits";  ${statement} }
genes mouse {
  update asynchronous
  Sox2, Sox2
}
`;
const L021: Check = {
  code: 'L021',
  severity: 'error',
  tier: 'text',
  find: illFormed,
  title: 'a DOI or an author that cannot be one',
  explanation:
    'A DOI begins with `10.`, a number and a slash; an author is a name, with an ORCID or an address behind it in ' +
    '`< >` where there is one. The last digit of an ORCID tells whether the others are right.',
  bad: study('doi "zenodo.1234567"'),
  good: study('doi "10.5281/zenodo.1234567"'),
};
const L022: Check = {
  code: 'L022',
  severity: 'warning',
  tier: 'text',
  find: unknownLicences,
  title: 'a licence that is not known',
  explanation:
    'Archives know licences by their identifiers in the SPDX list (spdx.org/licenses). This is none of those that ' +
    'are known here; the address of a text, `https://…`, is taken as it is.',
  bad: study('licence "CC-BY-4"'),
  good: study('licence "CC-BY-4.0"'),
};
export const studyChecks = { L021, L022 };

function illFormed({ tree: { studies } }: View): readonly Diagnostic[] {
  return studies.flatMap(({ block }) => [
    ...textsBehind(block, 'doi')
      .filter(({ text }) => readDoi(text) === undefined)
      .map(({ text, range }) =>
        diagnostic(L021, range, `\`${text}\` is no DOI: write for example \`"10.5281/zenodo.1234567"\`.`),
      ),
    ...textsBehind(block, 'authors')
      .filter(({ text }) => readPerson(text) === undefined)
      .map(({ text, range }) =>
        diagnostic(
          L021,
          range,
          `\`${text}\` names no author: write a name, and behind it an ORCID or an address where there is one, ` +
            '`"Ada Lovelace <0000-0002-1825-0097>"`.',
        ),
      ),
  ]);
}
function unknownLicences({ tree: { studies } }: View): readonly Diagnostic[] {
  return studies.flatMap(({ block }) =>
    textsBehind(block, 'licence')
      .filter(({ text }) => !licences.includes(text) && !/^https?:\/\/\S+$/.test(text))
      .map(({ text, range }) => {
        const near = suggestion(text, licences, range, (name) => `"${name}"`);
        return diagnostic(
          L022,
          range,
          `\`${text}\` is no licence of the SPDX list that is known here.` +
            (near.text || ' Write one, such as `"CC-BY-4.0"`, or the address of its text.'),
          near.fixes,
        );
      }),
  );
}
