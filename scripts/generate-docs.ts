// Writes docs/reference/ and docs/diagnostics/ from the vocabulary and the catalogue of checks, and the tools of
// package.json from those of `anlage mcp`; with --check, says whether they are up to date.
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { withTools } from '../cli/mcp/contributed-tools.ts';
import { referencePages } from './reference-pages.ts';

const docs = path.join(path.dirname(fileURLToPath(import.meta.url)), '..', 'docs');
const stale: string[] = [];
const manifest = fs.readFileSync(path.join(docs, '..', 'package.json'), 'utf8');
for (const [name, text] of Object.entries({ ...referencePages(), '../package.json': withTools(manifest) })) {
  const file = path.join(docs, name);
  const before = fs.existsSync(file) ? fs.readFileSync(file, 'utf8') : undefined;
  if (before === text) continue;
  stale.push(name);
  if (process.argv.includes('--check')) continue;
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
}
if (process.argv.includes('--check') && stale.length > 0) {
  console.error(`docs/ is behind the vocabulary: ${stale.join(', ')}. Run: npm run docs`);
  process.exitCode = 1;
} else console.log(stale.length === 0 ? 'docs/ is up to date' : `wrote ${stale.length} pages under docs/`);
