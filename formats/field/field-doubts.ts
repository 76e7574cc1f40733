import { FieldError, type FieldPart } from './field-files.ts';
import type { Field } from './field.ts';

/** Rounding of single precision, and of what programs write. */
const above = 1e-6,
  apart = 1e-3;
/**
 * What a table that can be read has though no correlation or tiling coefficient has it: magnitudes above 1, and
 * correlations of two neurons that differ by which comes first. @throws FieldError where the table cannot be read
 */
export function doubtsOf(field: Field, part: FieldPart): FieldError | undefined {
  if (part !== 'correlation' && part !== 'sttc') return undefined;
  const values = field.table(part),
    size = field.neurons();
  const largest = values.reduce((at, value, place) => (Math.abs(value) > Math.abs(values[at]) ? place : at), 0);
  let most = 0,
    pair: readonly [number, number] = [0, 0];
  for (let i = 0; i < size; i++)
    for (let j = 0; j < i; j++) {
      const difference = Math.abs(values[i * size + j] - values[j * size + i]);
      if (difference > most) [most, pair] = [difference, [i, j]];
    }
  const said = [
    ...(Math.abs(values[largest]) > 1 + above
      ? [
          `has values beyond ±1, the largest ${short(values[largest])} in row ${Math.floor(largest / size) + 1}, ` +
            `column ${(largest % size) + 1}`,
        ]
      : []),
    // a table of tiling coefficients may be of one triangle
    ...(part === 'correlation' && most > apart
      ? [
          `is not symmetric: rows and columns ${pair[1] + 1}, ${pair[0] + 1} differ most, ` +
            `${short(values[pair[1] * size + pair[0]])} and ${short(values[pair[0] * size + pair[1]])}`,
        ]
      : []),
  ];
  if (said.length === 0) return undefined;
  const what = part === 'sttc' ? 'tiling coefficients' : 'correlations';
  return new FieldError(
    'C054',
    part,
    `${field.files[part]} ${said.join('; it ')}. It is taken as it is, but ${what} are not like that: check that it ` +
      'is the right file, or compute it again.',
  );
}
const short = (value: number): string => String(Number(value.toPrecision(4)));
