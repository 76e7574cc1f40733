// docs/adding.md, followed: every recipe in a copy of the sources, then one step after the other left out.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { projectFile } from '../data.ts';
import { type Change, make, type Recipe, recipesOf } from './recipes.ts';

const copy = fs.mkdtempSync(path.join(os.tmpdir(), 'anlage-adding-'));
const recipes = recipesOf(fs.readFileSync(projectFile('docs', 'adding.md'), 'utf8')).filter(
  ({ changes }) => changes.length > 0,
);
const changes = recipes.flatMap((recipe) => recipe.changes);

const notCopied = new Set(['node_modules', 'dist', '.git', '.vscode-test', 'examples']);
before(() => {
  const project = projectFile();
  for (const name of fs.readdirSync(project).filter((each) => !notCopied.has(each)))
    fs.cpSync(path.join(project, name), path.join(copy, name), { recursive: true });
  fs.symlinkSync(path.join(project, 'node_modules'), path.join(copy, 'node_modules'), 'junction');
});
after(() => fs.rmSync(copy, { recursive: true, force: true }));

/** The copy as the page leaves it, but for what `leftOut` takes away. */
function follow(leftOut: (change: Change) => Change | undefined = (change) => change): void {
  for (const { file } of changes) {
    if (fs.existsSync(projectFile(file))) fs.copyFileSync(projectFile(file), path.join(copy, file));
    else fs.rmSync(path.join(copy, file), { force: true });
  }
  for (const change of changes) {
    const left = leftOut(change);
    if (left) make(copy, left);
  }
}
/** A test runner inside a test must not take itself for a part of it. */
const { NODE_TEST_CONTEXT: _, ...environment } = process.env;
const node = (...words: string[]) =>
  spawnSync(process.execPath, words, { cwd: copy, encoding: 'utf8', env: { ...environment, NODE_OPTIONS: '' } });
const compile = (): string => node('node_modules/typescript/bin/tsc', '-b').stdout;
function use() {
  const folder = fs.mkdtempSync(path.join(copy, 'used-'));
  const { status, stderr } = node('--import', 'tsx', 'test/adding/new-words.ts', folder);
  assert.equal(status, 0, stderr);
  return JSON.parse(fs.readFileSync(path.join(folder, 'said.json'), 'utf8')) as {
    readonly errors: readonly string[];
    readonly rows: readonly { readonly measure: string; readonly condition: string; readonly value: number }[];
    readonly figures: readonly { readonly name: string; readonly kinds: readonly string[] }[];
    readonly unshown: readonly string[];
  };
}

describe('every recipe followed', () => {
  it('compiles', () => {
    follow();
    assert.equal(compile(), '');
  });
  it('and its word checks, runs, and stands in the table and the figures', () => {
    const { errors, rows, figures, unshown } = use();
    assert.deepEqual([errors, unshown], [[], []]);
    const value = (measure: string, condition: string) =>
      rows.find((row) => row.measure === measure && row.condition === condition)?.value ?? Number.NaN;
    assert.ok(value('leading', 'wild') > 0 && value('leading', 'wild') < 1);
    assert.equal(value('mean', 'negated'), -value('mean', 'wild'));
    assert.ok(value('recall', 'rest') > 0.4);
    assert.ok(value('accuracy', 'reader') > 0.5 && value('self', 'reader') >= 0);
    assert.deepEqual(
      figures.map(({ name, kinds }) => [name, kinds[0]]),
      [
        ['leading-by-condition', 'dots'],
        ['strengths', 'curves'],
      ],
    );
  });
  it('without `npm run docs`, the test of the vocabulary says so', () => {
    const { stdout } = node('test/run.mjs', 'language/vocabulary');
    assert.match(stdout, /npm run docs/);
  });
  it('without a line that says how it is read, a measure is asked for', () => {
    follow((change) => (change.file.endsWith('shown-measures.ts') ? undefined : change));
    assert.deepEqual(use().unshown, ['autapses', 'slowest']);
  });
});

/** Steps whose omission the compiler must report, and a word of what it says; a property is left out of a record. */
interface Omission {
  readonly recipe: string;
  readonly says: RegExp;
  /** The step, or the property of the one record. */
  readonly step: number | string;
}
const omissions: readonly Omission[] = [
  { recipe: 'A measure of spectra or of activity', step: 'gives', says: /'gives' is missing/ },
  { recipe: 'A plot', step: 'needs', says: /'needs' is missing/ },
  { recipe: 'A control', step: 'draws', says: /'draws' is missing/ },
  { recipe: 'A task', step: 'behind', says: /'behind' is missing/ },
  { recipe: 'A distribution of weights', step: 0, says: /catalogue\/distributions\.ts.*'laplace' does not exist/s },
  { recipe: 'A distribution of weights', step: 2, says: /catalogue\/distributions\.ts.*'laplace' is missing/s },
  { recipe: 'A distribution of weights', step: 3, says: /test\/connectivity\/laws\.test\.ts.*'laplace' is missing/s },
  { recipe: 'An optimiser', step: 0, says: /catalogue\/optimisers\.ts.*'averaged' is missing/s },
  { recipe: 'An optimiser', step: 1, says: /catalogue\/optimisers\.ts.*'averaged' does not exist/s },
  { recipe: 'An optimiser', step: 2, says: /engine\/training\/tensorflow-updates\.ts.*'averaged' is missing/s },
  { recipe: 'An optimiser', step: 3, says: /test\/kernels\/updates\.test\.ts.*'averaged' is missing/s },
  { recipe: 'An optimiser', step: 4, says: /test\/kernels\/updates\.test\.ts.*'averaged' is missing/s },
  { recipe: 'A noun', step: 0, says: /language\/nouns\/(index|probe-noun)\.ts.*probe/s },
  { recipe: 'A noun', step: 2, says: /language\/nouns\/index\.ts.*probe/s },
];
const recipeNamed = (title: string): Recipe => {
  const found = recipes.find((recipe) => recipe.title === title);
  assert.ok(found, title);
  return found;
};
const isProperty = (line: string, name: string): boolean => new RegExp(`^\\+ +${name}: .*,$`).test(line);
function without(omission: Omission, change: Change): Change | undefined {
  const steps = recipeNamed(omission.recipe).changes;
  if (typeof omission.step === 'number') return change === steps[omission.step] ? undefined : change;
  const { step } = omission;
  return steps.includes(change) ? { ...change, lines: change.lines.filter((line) => !isProperty(line, step)) } : change;
}
/** Omissions of different recipes are compiled together. */
function rounds(): Omission[][] {
  const together: Omission[][] = [];
  for (const omission of omissions) {
    const free = together.find((round) => round.every(({ recipe }) => recipe !== omission.recipe));
    if (free) free.push(omission);
    else together.push([omission]);
  }
  return together;
}
describe('a step left out', () => {
  for (const round of rounds())
    it(`is a compile error: ${round.map(({ recipe, step }) => `${recipe}, ${step}`).join('; ')}`, () => {
      follow((change) => {
        const omission = round.find(({ recipe }) => recipeNamed(recipe).changes.includes(change));
        return omission ? without(omission, change) : change;
      });
      const said = compile();
      for (const { says, recipe } of round) assert.match(said, says, `${recipe}: ${said}`);
    });
});
