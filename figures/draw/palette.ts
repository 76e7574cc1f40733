import type { Tint } from '../figure.ts';

/**
 * Okabe & Ito (2008), without its yellow, which is not seen on paper. After the seventh, colours return with another
 * dash pattern and marker.
 */
const conditionColours = ['#0072B2', '#D55E00', '#009E73', '#CC79A7', '#E69F00', '#56B4E9', '#4D4D4D'] as const;
const fateColours = ['#0072B2', '#D55E00', '#009E73', '#E69F00', '#CC79A7', '#56B4E9', '#8C6D1F'] as const;
const undecidedColour = '#999999';

const dashes = [undefined, '6 2', '2 2', '8 2 2 2', '4 1.5', '1.2 1.8', '10 3'] as const;

export interface ConditionStyle {
  readonly colour: string;
  readonly dash: string | undefined /** Index of the marker. */;
  readonly marker: number /** Class by which a theme recolours it. */;
  readonly group: string;
}
export function conditionStyle(index: number): ConditionStyle {
  const colour = index % conditionColours.length;
  const round = Math.floor(index / conditionColours.length);
  return {
    colour: conditionColours[colour],
    dash: dashes[(colour + round) % dashes.length],
    marker: (colour + round) % 5,
    group: `series s${colour}`,
  };
}
export function fateColour(index: number, fates: number): string {
  return index === fates - 1 ? undecidedColour : fateColours[index % fateColours.length];
}
export function fateGroup(index: number, fates: number): string {
  return index === fates - 1 ? 'fate undecided' : `fate f${index % fateColours.length}`;
}

export interface TintStyle {
  readonly colour: string /** Class by which a theme recolours what is drawn in `currentColor`. */;
  readonly group: string;
}
export function tintStyle(tint: Tint): TintStyle {
  if (tint === 'mixed') return { colour: '#595959', group: 'tint mixed' };
  if (tint === 'undecided') return { colour: undecidedColour, group: 'tint undecided' };
  return { colour: fateColours[tint % fateColours.length], group: `tint t${tint % fateColours.length}` };
}
