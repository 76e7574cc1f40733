import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { projectFile } from '../data.ts';

const pagesIn = (folder: string): string[] =>
  fs
    .readdirSync(projectFile(folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => path.join(folder, name));
const pages = ['', 'docs', 'docs/decisions'].flatMap(pagesIn);
const decisions = pagesIn('docs/decisions').filter((page) => path.basename(page) !== 'README.md');
/** A path of the project in backquotes: `engine/random/stream.ts`, `docs/reference/`. */
const named = new RegExp(
  '`((?:engine|formats|grammar|catalogue|language|making|results|runs|figures|server|views|client|cli' +
    '|scripts|test|bench|docs|examples|syntaxes)/[\\w./-]*)`',
  'g',
);
const read = (page: string): string => fs.readFileSync(projectFile(page), 'utf8');
/** As GitHub names a heading. */
const anchors = (text: string): string[] =>
  [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading]) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );

for (const page of pages) {
  test(`${page}: links lead somewhere`, () => {
    for (const [, target] of read(page).matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^https?:/.test(target)) continue;
      const [file, anchor] = target.split('#');
      const place = file === '' ? page : path.join(path.dirname(page), file);
      assert.ok(fs.existsSync(projectFile(place)), target);
      assert.ok(anchor === undefined || anchors(read(place)).includes(anchor), target);
    }
  });
  test(`${page}: the files it names are there`, () => {
    for (const [, file] of read(page).matchAll(named)) assert.ok(fs.existsSync(projectFile(file)), file);
  });
}

test('every decision is listed, and says when to look again', () => {
  const list = read('docs/decisions/README.md');
  assert.ok(decisions.length > 0);
  for (const decision of decisions) {
    assert.ok(list.includes(`(${path.basename(decision)})`), decision);
    for (const part of ['Context', 'Decision', 'Consequences', 'Look again'])
      assert.match(read(decision), new RegExp(`^\\*\\*${part}`, 'm'), decision);
  }
});
