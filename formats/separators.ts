/** How the cells of a text table are told apart, and how its numbers are written. */

export type Separator = ',' | '\t' | ';' | ' ';

/**
 * What separates the cells of a line: tab, comma or semicolon, whichever is most frequent outside quotes, but none that
 * only stands inside numbers as their point; blanks (any number of them) where there is none of these and all cells are
 * numbers or all are quoted.
 */
export function separatorOf(line: string): Separator {
  const plain = line.replace(/"[^"]*"/g, '""').trim();
  const count = (separator: string): number => plain.split(separator).length;
  for (const separator of ['\t', ';', ' '] as const) {
    const cells = cellsBetween(plain, separator);
    const holdsComma = (cell: string): boolean => isWithComma(cell) || pointedThousands.test(cell);
    if (cells.length > 1 && cells.some(holdsComma) && cells.every((cell) => holdsComma(cell) || !cell.includes(',')))
      return separator;
  }
  const most = (['\t', ';'] as const).reduce<Separator>(
    (best, other) => (count(other) > count(best) ? other : best),
    ',',
  );
  if (count(most) > 1) return most;
  const cells = cellsBetween(plain, ' ');
  return cells.length > 1 && (cells.every(isNumber) || cells.every((cell) => cell === '""')) ? ' ' : ',';
}
const cellsBetween = (line: string, separator: string): readonly string[] =>
  separator === ' ' ? line.split(/ +/) : line.split(separator).map((cell) => cell.trim());
const isNumber = (cell: string): boolean => cell !== '' && !Number.isNaN(Number(cell));
const commaNumber = /^[+-]?\d*,\d+(?:[eE][+-]?\d+)?$/,
  pointedThousands = /^[+-]?\d{1,3}(?:\.\d{3})+,\d+$/;
const isWithComma = (cell: string): boolean => commaNumber.test(cell);

/**
 * Whether a table writes 0,5 for 0.5: some number has a comma that cannot stand before thousands, and none has a point.
 */
export const hasDecimalCommas = (text: string, separator: Separator): boolean =>
  separator !== ',' &&
  /(?:^|[\t; "])[+-]?(?:\d*,(?:\d{1,2}|\d{4,})|0\d*,\d+|\d{4,},\d+|,\d+)(?:[eE][+-]?\d+)?(?=[\t; "\r\n]|$)/m.test(
    text,
  ) &&
  !/\d\.\d/.test(text);
/** A cell of such a table, with a point. */
export const withPoint = (cell: string): string => (isWithComma(cell) ? cell.replace(',', '.') : cell);

/** A text separated by blanks as one separated by tabs; what is quoted stays. */
export const tabbed = (text: string): string =>
  text.replace(/("[^"]*")|[ \t]+/g, (_, quoted?: string) => quoted ?? '\t').replace(/^\t|\t(?=\r?\n|$)/gm, '');
