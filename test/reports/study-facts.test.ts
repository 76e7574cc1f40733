// What a file says of itself, in every kind of report.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { citationFile } from '../../reports/citation-file.ts';
import { crateMetadata } from '../../reports/crate.ts';
import { htmlReport } from '../../reports/html-report.ts';
import { personOf } from '../../reports/people.ts';
import { bibtexOf, latexReport, markdownReport } from '../../reports/written-report.ts';
import { analyseText, type ExperimentSpec, specify } from '../../language/index.ts';
import { sampleResults } from '../figures/sample.ts';
import { readerOf } from '../language/reader-of-texts.ts';

const text = `study {
  title "Small circuits"
  authors "Ada Lovelace <0000-0002-1825-0097>", "Grace Hopper"
  doi "https://doi.org/10.5281/zenodo.1234567"
  licence "CC-BY-4.0"
}
connect k { neurons 20;  wire 0.3;  weights normal(0, 1) }
experiment e { compare { a = k };  measure r = reciprocity(recurrent) }
`;
async function studyOf(source: string): Promise<ExperimentSpec['study']> {
  const { specification } = await specify(analyseText(source), readerOf());
  return specification?.experiments[0].study;
}
const sample = sampleResults({ conditions: { grown: 0.94, rewired: 0.92 } });
const withStudy = (study: ExperimentSpec['study']) => ({
  ...sample,
  experiment: { ...sample.experiment, ...(study && { study }) },
});
const nothing = { authors: [] };

describe('a study', () => {
  it('is in the canonical form as it is written, and nothing where nothing is said', async () => {
    assert.deepEqual(await studyOf(text), {
      title: 'Small circuits',
      authors: ['Ada Lovelace <0000-0002-1825-0097>', 'Grace Hopper'],
      doi: 'https://doi.org/10.5281/zenodo.1234567',
      licence: 'CC-BY-4.0',
    });
    assert.equal(await studyOf(text.slice(text.indexOf('connect'))), undefined);
  });
  it('stands in every document', async () => {
    const results = withStudy(await studyOf(text));
    const documents: readonly (readonly [name: string, text: string, parts: readonly RegExp[]])[] = [
      ['markdown', markdownReport([results]), [/Small circuits\. Ada Lovelace, Grace Hopper\./, /10\.5281/, /CC-BY-4/]],
      ['latex', latexReport([results]), [/Small circuits\. Ada Lovelace, Grace Hopper\./, /10\.5281/]],
      ['html', await htmlReport([{ results, source: text }]), [/<title>Small circuits: /, /<p>Small circuits\. Ada/]],
      ['bibtex', bibtexOf([results]), [/@misc\{study,/, /author = \{Ada Lovelace and Grace Hopper\}/, /\{10\.5281/]],
      [
        'cff',
        citationFile([results], nothing) ?? '',
        [/^title: "Small circuits"$/m, /^doi: "10\.5281\/zenodo\.1234567"$/m, /"Hopper"/, /^license: "CC-BY-4\.0"$/m],
      ],
      [
        'crate',
        crateMetadata([{ results, below: '' }], [], nothing),
        [/"name": "Small circuits"/, /"identifier": "https:\/\/doi\.org\/10\.5281/, /orcid\.org\/0000-0002-1825-0097/],
      ],
    ];
    for (const [name, written, parts] of documents) for (const part of parts) assert.match(written, part, name);
  });
  it('is in BibTeX with each sign that LaTeX reads as a command written out', () => {
    const written = bibtexOf([withStudy({ title: 'Rats & mice: 5 % {a_b} $1 #2 \\ ~ ^', authors: ['R&D_group {x'] })]);
    assert.ok(
      written.includes(
        'title = {{Rats \\& mice: 5 \\% \\textbraceleft{}a\\_b\\textbraceright{} \\$1 \\#2 ' +
          '\\textbackslash{} \\textasciitilde{} \\textasciicircum{}}},\n',
      ),
    );
    assert.ok(written.includes('author = {R\\&D\\_group \\textbraceleft{}x},\n'));
  });
  it('what is said beside the command goes before it', async () => {
    const results = withStudy(await studyOf(text));
    const cff = citationFile([results], { authors: [personOf('Mary Somerville')], licence: 'MIT' }) ?? '';
    assert.match(cff, /"Somerville"/);
    assert.doesNotMatch(cff, /Lovelace|CC-BY/);
  });
});
