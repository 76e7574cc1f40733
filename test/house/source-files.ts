/** The repository's own source files, and what each imports. */
import fs from 'node:fs';
import path from 'node:path';
import { projectFile } from '../data.ts';

const made = new Set(['.git', '.vscode-test', 'build', 'dist', 'node_modules']);

/** Paths from the top of the repository, with `/`. */
export const sourceFiles: readonly string[] = filesIn('.').toSorted();

function filesIn(folder: string): readonly string[] {
  return fs.readdirSync(projectFile(folder), { withFileTypes: true }).flatMap((entry) => {
    const name = path.posix.join(folder, entry.name);
    if (entry.isDirectory()) return made.has(entry.name) ? [] : filesIn(name);
    return entry.isFile() && /\.(ts|mjs|cjs)$/.test(name) ? [name] : [];
  });
}

/** What a file imports, types and `import()` too: one of ours by its path from the top, another as it is written. */
export function importsOf(file: string): readonly string[] {
  const text = fs.readFileSync(projectFile(file), 'utf8');
  return [...text.matchAll(importing)].map(([, statement, call]) => {
    const name = statement ?? call;
    return name.startsWith('.') ? path.posix.join(path.posix.dirname(file), name) : name;
  });
}
/** `import … from '…'`, `export … from '…'`, `import '…'` at the beginning of a line; `import('…')` anywhere. */
const importing = /^(?:import|export)\s(?:[^'"`;]*\sfrom\s)?\s*'([^']+)'|\bimport\('([^']+)'\)/gm;

/** The folders of the first table in docs/architecture.md, in its order: each above those that may use it. */
export function folders(): readonly string[] {
  const page = fs.readFileSync(projectFile('docs', 'architecture.md'), 'utf8');
  const [table] = page.slice(page.indexOf('| folder |')).split('\n\n');
  return [...table.matchAll(/^\| `(\w+)\/` \|/gm)].map(([, folder]) => folder);
}
