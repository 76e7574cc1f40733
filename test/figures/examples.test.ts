// Every figure of every example: of results of its shape with invented numbers, and, where a test runs an example, of
// what it found (test/studies/example-study.ts).
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { test } from 'node:test';
import { readSource } from '../../cli/read-source.ts';
import { figuresOf } from '../../figures/index.ts';
import { parse } from '../../grammar/index.ts';
import { analyseText, loadImports, specify } from '../../language/index.ts';
import { nodeReader } from '../../runs/data/index.ts';
import { projectFile } from '../data.ts';
import { demandSound } from './figure-rules.ts';
import { inventedResults } from './invented-results.ts';

const examples = fs.readdirSync(projectFile('examples')).filter((name) => name.endsWith('.anl'));
for (const name of examples)
  test(`${name}: its figures are well-formed and legible, their captions and units true`, async (t) => {
    const file = projectFile('examples', name);
    const source = readSource(file);
    const reader = nodeReader(file);
    const parsed = parse(source);
    const { specification, diagnostics } = await specify(
      analyseText(source, await loadImports(parsed, reader, file), parsed),
      reader,
    );
    if (!specification) return t.skip(`it needs data: ${diagnostics.map(({ message }) => message).join(' ')}`);
    assert.ok(specification.experiments.length > 0);
    for (const experiment of specification.experiments) {
      const figures = figuresOf(inventedResults(experiment));
      assert.equal(figures.length, experiment.plots.length);
      for (const figure of figures) demandSound(figure, experiment);
    }
  });
