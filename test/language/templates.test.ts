import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, it } from 'node:test';
import { checkFile } from '../../cli/read-source.ts';
import { writeStudy } from '../../cli/new-study.ts';
import { format } from '../../grammar/index.ts';
import { templates } from '../../language/index.ts';
import { temporaryFolder } from '../data/folders.ts';
import { study } from '../studies/example-study.ts';

describe('a template', () => {
  for (const template of templates()) {
    it(`${template.name} is laid out, checks without a word, and has a control, a claim and a plot`, async (t) => {
      const [file] = writeStudy(path.join(temporaryFolder(t), 'study.anl'), template);
      assert.equal(format(template.text), template.text);
      assert.deepEqual((await checkFile(file)).diagnostics, []);
    });
    it(`${template.name} runs, and its claims are judged`, async (t) => {
      const [file] = writeStudy(path.join(temporaryFolder(t), 'study.anl'), template);
      const { experiment, summary } = await study(t, file, { seeds: [1, 2] });
      assert.ok(experiment.conditions.length > 1, 'a control');
      assert.ok(experiment.plots.length > 0, 'a plot');
      assert.ok(summary.expectations.length > 0, 'a claim');
      for (const { text, verdict, observed } of summary.expectations)
        assert.notEqual(verdict, 'unknown', `${text}: ${observed}`);
    });
  }
  it('has a name of its own, and one sentence that says what it asks', () => {
    const all = templates();
    assert.equal(new Set(all.map(({ name }) => name)).size, all.length);
    for (const { name, description } of all) assert.match(description, /^[A-Z].{20,110}[.?]$/, name);
  });
});
