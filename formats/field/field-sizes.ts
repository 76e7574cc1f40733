import { FieldError, type FieldPart } from './field-files.ts';

export interface FileSize {
  readonly file: string;
  readonly neurons: number;
}
/**
 * What files of one field say that are not of as many neurons: those of another size than most, and what most say; the
 * size of the first where as many say one thing as another. Undefined where all agree.
 */
export function unevenSizes(sizes: readonly FileSize[], part: FieldPart): FieldError | undefined {
  const sayings = (neurons: number): number => sizes.filter((one) => one.neurons === neurons).length;
  const usual = sizes.reduce(
    (best, { neurons }) => (sayings(neurons) > sayings(best) ? neurons : best),
    sizes[0]?.neurons,
  );
  const others = sizes.filter(({ neurons }) => neurons !== usual),
    agreeing = sizes.filter(({ neurons }) => neurons === usual).map(({ file }) => file);
  if (others.length === 0) return undefined;
  const [first, ...rest] = others.map(({ file, neurons }) => `${file} is of ${neurons}`);
  return new FieldError(
    'C053',
    part,
    `${listed([`${first} neurons`, ...rest])}; ` +
      `${listed(agreeing)} ${agreeing.length === 1 ? 'says' : 'say'} ${usual}: take all files ` +
      'from one field.',
  );
}
const listed = (items: readonly string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
