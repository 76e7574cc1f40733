/** What every command is told about how to speak. */
export interface Speech {
  readonly json: boolean;
  readonly quiet: boolean;
  readonly debug: boolean;
  readonly colour: boolean;
}

/** How wide the terminal is; of a pipe, what COLUMNS says. */
const terminalWidth = (): number | undefined => process.stdout.columns || Number(process.env.COLUMNS) || undefined;
/** For sentences. */
export const textWidth = (): number => terminalWidth() ?? 100;
/** For tables: in a file or a pipe they are as wide as they are. */
export const tableWidth = (): number => terminalWidth() ?? Number.POSITIVE_INFINITY;

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

/**
 * Whether a stream takes colours: --no-color says no, then FORCE_COLOR (0 is no), then NO_COLOR (https://no-color.org);
 * else a terminal does.
 */
export function takesColour(stream: Pick<NodeJS.WriteStream, 'isTTY'>, wanted: boolean): boolean {
  const { FORCE_COLOR: forced, NO_COLOR: refused, TERM: terminal } = process.env;
  if (!wanted) return false;
  if (forced !== undefined) return forced !== '0' && forced !== 'false';
  return !refused && Boolean(stream.isTTY) && terminal !== 'dumb';
}

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
/**
 * A table, its first row the head, or where that is wider than `width` each row as a list of what its columns are
 * called and hold, under its first cell. The head stands apart, to be painted.
 */
export function table(
  rows: readonly (readonly string[])[],
  right: ReadonlySet<number>,
  width: number,
): { readonly head: string; readonly body: readonly string[] } {
  const [head, ...body] = columns(rows, right).split('\n');
  if ([head, ...body].every((line) => widthOf(line) <= width)) return { head, body };
  const [[title, ...names], ...values] = rows;
  return {
    head: title,
    body: values.map(([first, ...cells]) => {
      const said = cells.flatMap((cell, column) => (cell === '' ? [] : [[`  ${names[column]}`, cell]]));
      return [first, columns(said)].filter((part) => part !== '').join('\n');
    }),
  };
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
