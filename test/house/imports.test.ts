import assert from 'node:assert/strict';
import { builtinModules } from 'node:module';
import { describe, it } from 'node:test';
import { circles } from './circles.ts';
import { folders, importsOf, sourceFiles } from './source-files.ts';

const order = folders();
const topOf = (file: string): string => file.split('/')[0];
const files = sourceFiles.filter((file) => order.includes(topOf(file)));
const imports = new Map(files.map((file) => [file, importsOf(file)]));

/** Two files or folders that a common folder holds side by side, where the first of them imports the second. */
function siblings(from: string, to: string): readonly [string, string] | undefined {
  const [a, b] = [from.split('/'), to.split('/')];
  const depth = a.findIndex((part, at) => part !== b[at]);
  return depth < a.length - 1 && depth < b.length - 1
    ? [a.slice(0, depth + 1).join('/'), b.slice(0, depth + 1).join('/')]
    : undefined;
}

describe('the house', () => {
  it('is listed whole in docs/architecture.md', () => {
    assert.ok(order.length > 8, 'the table of folders was not found');
    for (const folder of order)
      assert.ok(
        files.some((file) => topOf(file) === folder),
        `${folder}/ has no sources`,
      );
    const besides = ['bench', 'scripts', 'test'];
    const others = new Set(sourceFiles.filter((file) => file.includes('/')).map(topOf));
    assert.deepEqual([...others].filter((folder) => !order.includes(folder)).sort(), besides);
  });
  it('a folder imports only from folders above it', () => {
    const upward = files.flatMap((file) =>
      (imports.get(file) ?? [])
        .filter((used) => sourceFiles.includes(used) && order.indexOf(topOf(used)) > order.indexOf(topOf(file)))
        .map((used) => `${file} → ${used}`),
    );
    assert.deepEqual(upward, []);
  });
  it('nothing in it imports tests, scripts or benchmarks', () => {
    const outward = files.flatMap((file) =>
      (imports.get(file) ?? [])
        .filter((used) => /^(bench|scripts|test)\//.test(used))
        .map((used) => `${file} → ${used}`),
    );
    assert.deepEqual(outward, []);
  });
  it('no files import each other in a circle', () => {
    const ours = new Map([...imports].map(([file, used]) => [file, used.filter((other) => imports.has(other))]));
    assert.deepEqual(circles(ours), []);
  });
  it('no folders that stand side by side import each other in a circle', () => {
    const between = new Map<string, string[]>();
    for (const [file, used] of imports)
      for (const other of used) {
        const [from, to] = (imports.has(other) && siblings(file, other)) || [];
        if (from !== undefined && to !== undefined) between.set(from, [...(between.get(from) ?? []), to]);
      }
    assert.ok(between.size > 20, 'hardly any folder imports another');
    assert.deepEqual(circles(between), []);
  });
  it('what an editor in a browser needs does not touch Node', () => {
    const portable = ['engine', 'formats', 'grammar', 'catalogue', 'language', 'making', 'results', 'figures'];
    const touching = files
      .filter((file) => portable.includes(topOf(file)))
      .flatMap((file) =>
        (imports.get(file) ?? [])
          .filter((used) => used.startsWith('node:') || builtinModules.includes(used))
          .map((used) => `${file} → ${used}`),
      );
    assert.deepEqual(touching, []);
  });
});

describe('circles', () => {
  it('are found with what leads around them, and nothing else', () => {
    const uses = { a: ['b'], b: ['c', 'e'], c: ['a'], d: ['a', 'd'], e: ['f'], f: [] };
    assert.deepEqual(circles(new Map(Object.entries(uses))), [['a', 'b', 'c'], ['d']]);
  });
});
