/** What every command is told about how to speak. */
export interface Speech {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly debug: boolean;
  readonly colour: boolean;
}

/** Results go to standard output; messages and progress to standard error. */
export const print = (text: string): void => {
  process.stdout.write(`${text}\n`);
};
export const say = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

export interface Paint {
  readonly bold: Style;
  readonly quiet: Style;
  readonly good: Style;
  readonly bad: Style;
  readonly doubtful: Style;
  readonly hint: Style;
}
type Style = (text: string) => string;

export function paint(colour: boolean): Paint {
  const style = (on: number, off: number): Style =>
    colour ? (text) => `\u001b[${on}m${text}\u001b[${off}m` : (text) => text;
  return {
    bold: style(1, 22),
    quiet: style(2, 22),
    good: style(32, 39),
    bad: style(31, 39),
    doubtful: style(33, 39),
    hint: style(36, 39),
  };
}

/** Whether a stream takes colours: a terminal, unless NO_COLOR (https://no-color.org) or --no-color says otherwise. */
export const takesColour = (stream: NodeJS.WriteStream, wanted: boolean): boolean =>
  wanted && Boolean(stream.isTTY) && !process.env.NO_COLOR && process.env.TERM !== 'dumb';

/** Columns side by side; `right` names those that are aligned to the right. Widths count characters without colour. */
export function columns(rows: readonly (readonly string[])[], right: ReadonlySet<number> = new Set()): string {
  const widths = rows.reduce<number[]>(
    (widest, row) => row.map((cell, column) => Math.max(widest[column] ?? 0, widthOf(cell))),
    [],
  );
  return rows
    .map((row) =>
      row
        .map((cell, column) => {
          const space = ' '.repeat(widths[column] - widthOf(cell));
          return right.has(column) ? space + cell : cell + space;
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
const widthOf = (text: string): number => [...text.replace(/\u001b\[\d+m/g, '')].length;

/**
 * Breaks a sentence into lines of at most `width` characters, each begun with `indent`; a number stays with its per
 * cent sign.
 */
export function wrapped(text: string, width: number, indent = ''): string {
  const lines: string[] = [];
  let line = '';
  for (const word of text.match(/\S+(?: %\S*)*/g) ?? []) {
    if (line !== '' && line.length + 1 + word.length > width - indent.length) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line].map((one) => indent + one).join('\n');
}
