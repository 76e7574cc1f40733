import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, it } from 'node:test';
import { sourceFiles } from './source-files.ts';

describe('names of files', () => {
  it('are words joined by hyphens', () => {
    const kebab = /^[a-z][a-z0-9]*(-[a-z0-9]+)*(\.(test|bench|e2e|suite))?\.(ts|mjs|cjs)$/;
    assert.deepEqual(
      sourceFiles.filter((file) => !kebab.test(path.posix.basename(file))),
      [],
    );
  });
  it('tell the file in the tab of an editor', () => {
    // A folder's index and its runner are named by the folder; a test by the folder that it mirrors.
    const named = sourceFiles.filter((file) => !/(^|\/)(index\.ts|run\.mjs|.*\.test\.ts)$/.test(file));
    const byName = new Map<string, string[]>();
    for (const file of named) {
      const name = path.posix.basename(file);
      byName.set(name, [...(byName.get(name) ?? []), file]);
    }
    assert.deepEqual(
      [...byName.values()].filter((alike) => alike.length > 1),
      [],
    );
  });
});
