/** Fields of a JSON file that may hold anything. */
import { FormatError } from './format-error.ts';

export type Fields = Readonly<Record<string, unknown>>;

/** @throws FormatError where it is no object, naming its place */
export function fieldsOf(value: unknown, place: string): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
  throw new FormatError(`\`${place}\` is ${shown(value)}; it must be an object.`);
}
export function listIn(fields: Fields, name: string, place: string): readonly unknown[] {
  const value = fields[name];
  if (Array.isArray(value)) return value;
  throw new FormatError(`\`${place}.${name}\` is ${shown(value)}; it must be a list.`);
}
export function textIn(fields: Fields, name: string, place: string): string {
  const value = fields[name];
  if (typeof value === 'string') return value;
  throw new FormatError(`\`${place}.${name}\` is ${shown(value)}; it must be a text.`);
}
export function numberIn(
  fields: Fields,
  name: string,
  place: string,
  { least, above, whole }: { readonly least?: number; readonly above?: number; readonly whole?: true } = {},
): number {
  const value = fields[name];
  const fits =
    typeof value === 'number' &&
    (least === undefined || value >= least) &&
    (above === undefined || value > above) &&
    (!whole || Number.isSafeInteger(value));
  if (fits) return value;
  const bound = least !== undefined ? ` from ${least} on` : above !== undefined ? ` above ${above}` : '';
  throw new FormatError(
    `\`${place}.${name}\` is ${shown(value)}; it must be a ${whole ? 'whole ' : ''}number${bound}.`,
  );
}
function shown(value: unknown): string {
  if (value === undefined) return 'missing';
  const text = JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
