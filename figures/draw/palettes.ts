/** Published sets of colours that are told apart with any common kind of colour vision. */
export const paletteNames = ['okabe-ito', 'tol-bright', 'tol-muted'] as const;
export type PaletteName = (typeof paletteNames)[number];

/** In place of each colour of Okabe and Ito's that palette.ts gives: Tol (2021), Colour schemes, technical note 3.2. */
const inPlace: Readonly<Record<string, Readonly<Record<Exclude<PaletteName, 'okabe-ito'>, string>>>> = {
  '#0072B2': { 'tol-bright': '#4477AA', 'tol-muted': '#332288' },
  '#D55E00': { 'tol-bright': '#EE6677', 'tol-muted': '#CC6677' },
  '#009E73': { 'tol-bright': '#228833', 'tol-muted': '#117733' },
  '#CC79A7': { 'tol-bright': '#AA3377', 'tol-muted': '#AA4499' },
  '#E69F00': { 'tol-bright': '#CCBB44', 'tol-muted': '#DDCC77' },
  '#56B4E9': { 'tol-bright': '#66CCEE', 'tol-muted': '#88CCEE' },
  '#8C6D1F': { 'tol-bright': '#8C6D1F', 'tol-muted': '#999933' },
};

/** A drawing in other colours of conditions and fates; greys, signs and scales stay. */
export function inPalette(svg: string, palette: string | undefined): string {
  const [, ...others] = paletteNames;
  const name = others.find((each) => each === palette);
  return name === undefined ? svg : svg.replace(/#[\dA-F]{6}\b/g, (colour) => inPlace[colour]?.[name] ?? colour);
}
