import type { Diagnostic } from '../language/diagnostic.ts';
import type { Paint } from './terminal.ts';

/** A zero-based line and character (UTF-16), as in the Language Server Protocol. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

export function positions(source: string): (offset: number) => Position {
  if (latest?.source !== source) latest = { source, at: linesOf(source) };
  return latest.at;
}
/** A file's diagnostics are shown one after the other: its lines are counted once. */
let latest: { readonly source: string; readonly at: (offset: number) => Position } | undefined;

function linesOf(source: string): (offset: number) => Position {
  const starts = [0];
  for (let end = source.indexOf('\n'); end >= 0; end = source.indexOf('\n', end + 1)) starts.push(end + 1);
  return (offset) => {
    let [low, high] = [0, starts.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (starts[middle] <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low, character: offset - starts[low] };
  };
}

/** `file:line:column:`, counted from 1. */
export function placeOf(file: string, source: string, offset: number): string {
  const { line, character } = positions(source)(offset);
  return `${file}:${line + 1}:${character + 1}:`;
}

/**
 * `file:line:column: error CODE message`, then the line of the source with the place marked, then what would mend it.
 * Lines and columns count from 1.
 */
export function showDiagnostic(
  file: string,
  source: string,
  { range, severity, code, message, fixes }: Diagnostic,
  { bold, bad, doubtful, hint, quiet }: Paint,
): string {
  const at = positions(source);
  const [start, end] = [at(range.start), at(range.end)];
  const line = source.split('\n')[start.line]?.replace(/\r$/, '') ?? '';
  const length = Math.max(1, (end.line === start.line ? end.character : line.length) - start.character);
  const colour = severity === 'error' ? bad : severity === 'warning' ? doubtful : hint;
  const number = String(start.line + 1);
  const blank = ' '.repeat(number.length);
  const part = visiblePart(line, start.character);
  const gap = part.text.slice(0, part.character).replace(/[^\t]/g, ' ');
  return [
    `${bold(placeOf(file, source, range.start))} ${colour(severity)} ${bold(code)} ${message}`,
    `${quiet(`  ${number} |`)} ${part.text}`,
    `${quiet(`  ${blank} |`)} ` +
      `${gap}${colour('^'.repeat(Math.min(length, Math.max(1, part.text.length - part.character))))}`,
    ...(fixes ?? []).slice(0, 1).map(({ title }) => `${quiet(`  ${blank} =`)} fix: ${title}`),
  ].join('\n');
}

/** Of a very long line, what stands around a place. */
function visiblePart(line: string, character: number): { readonly text: string; readonly character: number } {
  if (line.length <= longestLine) return { text: line, character };
  const from = Math.max(0, Math.min(character - longestLine / 2, line.length - longestLine));
  const [before, after] = [from > 0 ? '…' : '', from + longestLine < line.length ? '…' : ''];
  return {
    text: `${before}${line.slice(from, from + longestLine)}${after}`,
    character: character - from + before.length,
  };
}
const longestLine = 160;

/** The shape that `--json` gives a diagnostic: zero-based positions, as in the Language Server Protocol. */
export function diagnosticJson(source: string, { code, severity, message, range, fixes }: Diagnostic) {
  const at = positions(source);
  const span = ({ start, end }: Diagnostic['range']) => ({ start: at(start), end: at(end) });
  return {
    code,
    severity,
    message,
    range: span(range),
    fixes: (fixes ?? []).map(({ title, edits }) => ({
      title,
      edits: edits.map((edit) => ({ range: span(edit.range), text: edit.text })),
    })),
  };
}
