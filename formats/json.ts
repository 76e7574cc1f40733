import { isExact } from './exact-numbers.ts';
import { FormatError } from './format-error.ts';
import { decodeText, placeOf } from './text-bytes.ts';

/**
 * Parses JSON. `names`: whole numbers that a double does not hold become texts, since they are names. @throws
 * FormatError with line and column.
 */
export function parseJson(bytes: Uint8Array, { names = false }: { readonly names?: boolean } = {}): unknown {
  const text = decodeText(bytes);
  demandFinite(text);
  try {
    return JSON.parse(names && /\d{16}/.test(text) ? withNames(text) : text);
  } catch {
    const { position, expected } = firstError(text);
    const found =
      position >= text.length
        ? 'the file ends'
        : `${JSON.stringify(text.slice(position, position + 12).split('\n')[0])} stands`;
    const hint = /^(-?Infinity|NaN)/.test(text.slice(position))
      ? '; JSON has no NaN or Infinity: write null'
      : '; correct it there, or write the file again';
    throw new FormatError(`This JSON is broken: ${found} where ${expected} should be${hint}.`, {
      offset: position,
      ...placeOf(text, position),
    });
  }
}

const withNames = (text: string): string =>
  text.replace(tokens, (token) => (/^-?\d+$/.test(token) && !isExact(token) ? `"${token}"` : token));
/** Texts and numbers. */
const tokens = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** `JSON.parse` makes 1e400 infinite without a word. */
function demandFinite(text: string): void {
  if (!/[eE]\+?\d{3}|\d{300}/.test(text)) return;
  for (const { 0: token, index } of text.matchAll(tokens)) {
    if (token.startsWith('"') || Number.isFinite(Number(token))) continue;
    throw new FormatError(
      `The number ${token.slice(0, 30)} is beyond the range of numbers (±1.8e308); correct it there.`,
      { offset: index, ...placeOf(text, index) },
    );
  }
}

/** Why `JSON.parse` refused a text, by scanning it once (engines do not say where in a uniform way). */
function firstError(text: string): { readonly position: number; readonly expected: string } {
  const open: string[] = [];
  let at = 0;
  let wants: 'value' | 'value or ]' | 'name' | 'name or }' | 'separator' = 'value';
  const token = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const match = pattern.exec(text);
    if (match) at = match.index + match[0].length;
    return match?.[0];
  };
  const close = (): void => {
    open.pop();
    wants = 'separator';
  };
  for (;;) {
    token(space);
    const character = text[at];
    if (wants === 'separator') {
      const inside = open.at(-1);
      if (inside === undefined) return { position: at, expected: 'the end' };
      if (character === ',') {
        at++;
        wants = inside === '{' ? 'name' : 'value';
      } else if (character === (inside === '{' ? '}' : ']')) {
        at++;
        close();
      } else return { position: at, expected: `"," or "${inside === '{' ? '}' : ']'}"` };
    } else if (wants === 'name' || wants === 'name or }') {
      if (wants === 'name or }' && character === '}') {
        at++;
        close();
        continue;
      }
      if (!token(string)) return { position: at, expected: 'a name in double quotes' };
      token(space);
      if (text[at] !== ':') return { position: at, expected: '":"' };
      at++;
      wants = 'value';
    } else if (wants === 'value or ]' && character === ']') {
      at++;
      close();
    } else if (character === '{') {
      at++;
      open.push('{');
      wants = 'name or }';
    } else if (character === '[') {
      at++;
      open.push('[');
      wants = 'value or ]';
    } else if (token(scalar) || token(string)) wants = 'separator';
    else return { position: at, expected: character === '"' ? 'a whole string' : 'a value' };
  }
}
const space = /[ \t\r\n]*/y;
const string = /"[ !#-[\]-\uffff]*(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})[ !#-[\]-\uffff]*)*"/y;
const scalar = /(?:true|false|null|-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)/y;
