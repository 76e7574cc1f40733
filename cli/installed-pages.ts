import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** A page of the manual, or an example, as it was installed. */
export interface InstalledPage {
  /** `docs/manual.md`, `docs/diagnostics/S061.md`, `examples/first.anl`. */
  readonly name: string;
  readonly file: string;
}
const installation = fileURLToPath(new URL('..', import.meta.url));

/** The manual with its reference, without what is said to contributors; the diagnostics; the examples. */
export function installedPages(kind: 'manual' | 'diagnostics' | 'examples'): readonly InstalledPage[] {
  if (kind === 'examples') return pagesIn('examples', '.anl');
  if (kind === 'diagnostics') return pagesIn('docs/diagnostics', '.md');
  const forContributors = new Set(['docs/adding.md', 'docs/architecture.md', 'docs/benchmarks.md']);
  return [...pagesIn('docs', '.md'), ...pagesIn('docs/reference', '.md')].filter(
    ({ name }) => !forContributors.has(name),
  );
}

function pagesIn(folder: string, ending: string): readonly InstalledPage[] {
  const whole = path.join(installation, folder);
  if (!fs.existsSync(whole)) return [];
  return fs
    .readdirSync(whole)
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => ({ name: `${folder}/${name}`, file: path.join(whole, name) }));
}
