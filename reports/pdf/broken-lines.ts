import type { Pen, TextStyle } from './fonts.ts';

/** A text broken into lines of a width in points: at spaces, else after a sign that joins words, else anywhere. */
export function linesOf(pen: Pen, text: string, width: number, size: number, style: TextStyle = 'plain'): string[] {
  const lines: string[] = [];
  let line = '';
  const fits = (longer: string): boolean => pen.width(longer.trimEnd(), size, style) <= width;
  const add = (part: string): void => {
    if (fits(line + part)) line += part;
    else if (line === '') {
      const signs = Array.from(part);
      let kept = signs.length - 1;
      while (kept > 1 && !fits(signs.slice(0, kept).join(''))) kept--;
      lines.push(signs.slice(0, Math.max(1, kept)).join(''));
      if (kept < signs.length) add(signs.slice(Math.max(1, kept)).join(''));
    } else {
      lines.push(line.trimEnd());
      line = '';
      add(part);
    }
  };
  for (const word of text.match(/\s*\S+\s*/g) ?? [])
    if (fits(word)) add(word);
    else for (const part of word.match(/[^_/.,;:&|)\]-]*[_/.,;:&|)\]-]+\s*|[^_/.,;:&|)\]-]+/g) ?? [word]) add(part);
  return [...lines, line.trimEnd()];
}
