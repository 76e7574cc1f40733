import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { checkFile } from '../../cli/read-source.ts';
import { specify } from '../../language/index.ts';
import { runExperiment } from '../../runs/index.ts';
import type { Results } from '../../results/contract.ts';
import { figuresOf } from '../../figures/index.ts';
import { projectFile } from '../data.ts';
import { allFinite } from '../numbers.ts';
import { demandSound } from '../figures/figure-rules.ts';

/**
 * Runs an experiment of an example, or of the file at a whole path (its first, unless named), and gives its results;
 * its figures are sound.
 */
export async function study(
  t: TestContext,
  name: string,
  { experiment, seeds, settings = {} }: { experiment?: string; seeds?: number[]; settings?: Record<string, string> },
): Promise<Results> {
  const file = path.isAbsolute(name) ? name : projectFile('examples', name);
  const out = fs.mkdtempSync(path.join(os.tmpdir(), 'anlage-study-'));
  t.after(() => fs.rmSync(out, { recursive: true, force: true }));
  const { source, analysis, reader } = await checkFile(file, {
    settings: Object.entries(settings).map(([setting, value]) => `${setting}=${value}`),
    seeds: seeds?.join(','),
  });
  const { specification, diagnostics } = await specify(analysis, reader);
  assert.ok(specification, JSON.stringify(diagnostics));
  const { status, results } = await runExperiment({
    specification,
    experiment: experiment ?? specification.experiments[0].name,
    source,
    file,
    out,
  });
  assert.equal(status, 'done');
  allFinite(results.summary, 'summary');
  allFinite(results.rows, 'rows');
  for (const figure of figuresOf(results)) demandSound(figure, results.experiment);
  return results;
}

export function mean(summary: Results['summary'], measure: string, condition: string): number {
  const found = summary.measures.find((each) => each.measure === measure && each.condition === condition);
  assert.ok(found, `${measure} of ${condition}`);
  return found.mean;
}
export function between(value: number, from: number, to: number): void {
  assert.ok(value >= from && value <= to, `${value} is not in ${from} .. ${to}`);
}
