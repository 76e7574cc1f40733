// No line of a source file is longer than 120 characters; a line that is a single word, such as a URL, cannot be broken
// and may be. The formatter breaks code but leaves strings, comments and regular expressions as they are.
import fs from 'node:fs';
import path from 'node:path';
import { project } from './setup.mjs';

const widest = 120;
const made = new Set(['.git', '.vscode-test', 'build', 'dist', 'node_modules']);

function sourcesIn(folder) {
  return fs.readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const name = path.join(folder, entry.name);
    if (entry.isDirectory()) return made.has(entry.name) ? [] : sourcesIn(name);
    return entry.isFile() && /\.(ts|mjs|cjs|css)$/.test(name) ? [name] : [];
  });
}
const isTooLong = (line) => [...line].length > widest && /\s/.test(line.trim());

const found = sourcesIn(project).flatMap((file) =>
  fs
    .readFileSync(file, 'utf8')
    .split(/\r?\n/)
    .flatMap((line, i) =>
      isTooLong(line) ? [`${path.relative(project, file)}:${i + 1}: ${[...line].length} characters`] : [],
    ),
);
if (found.length > 0) {
  console.error(`${found.join('\n')}\nBreak these lines by hand: a line has at most ${widest} characters.`);
  process.exitCode = 1;
}
