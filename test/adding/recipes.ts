/** The recipes of docs/adding.md: sections, and in each the changes that it makes to files. */
import fs from 'node:fs';

export interface Change {
  readonly file: string;
  /** Lines as a diff has them: a blank, `+` or `-` before each. */
  readonly lines: readonly string[];
}
export interface Recipe {
  readonly title: string;
  readonly changes: readonly Change[];
}

export function recipesOf(page: string): readonly Recipe[] {
  return page
    .split(/^## /m)
    .slice(1)
    .map((section) => ({
      title: section.slice(0, section.indexOf('\n')),
      changes: [...section.matchAll(/^```diff (\S+)\n(.*?)^```$/gms)].map(([, file, body]) => ({
        file,
        lines: body.replace(/\n$/, '').split('\n'),
      })),
    }));
}

/** Makes a change in the copy. @throws Error where the lines that should stand there do not */
export function make(folder: string, { file, lines }: Change): void {
  const place = `${folder}/${file}`,
    text = fs.existsSync(place) ? fs.readFileSync(place, 'utf8') : '';
  const side = (mark: '+' | '-'): string =>
    lines
      .filter((line) => line[0] === ' ' || line === '' || line[0] === mark)
      .map((line) => line.slice(1))
      .join('\n');
  const before = side('-'),
    after = side('+');
  const at = text.indexOf(before);
  const isNew = text === '' && before === '';
  if (!isNew && (at < 0 || text.indexOf(before, at + 1) >= 0))
    throw new Error(`${file}: these lines should stand there once:\n${before}`);
  fs.mkdirSync(place.slice(0, place.lastIndexOf('/')), { recursive: true });
  fs.writeFileSync(place, text.slice(0, at) + after + text.slice(at + before.length));
}
