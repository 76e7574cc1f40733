import fs from 'node:fs';
import path from 'node:path';
import { projectFile, sharedExample } from '../data.ts';

/** The text of every example at hand: the project's own, and the normative ones where they are there. */
export function exampleTexts(): readonly { readonly name: string; readonly source: string }[] {
  const shared = sharedExample('rapid-learning.anl');
  return [projectFile('examples'), ...(shared ? [path.dirname(shared)] : [])].flatMap((folder) =>
    fs
      .readdirSync(folder)
      .filter((name) => name.endsWith('.anl'))
      .sort()
      .map((name) => ({
        name: `${path.basename(path.dirname(folder))}/${path.basename(folder)}/${name}`,
        source: fs.readFileSync(path.join(folder, name), 'utf8'),
      })),
  );
}

/** What a tree says, without where it says it. */
export function withoutRanges(value: unknown): unknown {
  return JSON.parse(
    JSON.stringify(value, (key, inner) =>
      key === 'range' && typeof inner?.start === 'number' && inner.kind === undefined ? undefined : inner,
    ),
  );
}
