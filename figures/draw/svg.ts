type Attribute = string | number | undefined;

/** An element as text. Lengths are rounded to a hundredth of a point; undefined attributes are left out. */
export function element(
  name: string,
  attributes: Readonly<Record<string, Attribute>>,
  ...children: readonly string[]
): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? round(value) : escaped(value!)}"`)
    .join('');
  return children.length ? `<${name}${written}>${children.join('')}</${name}>` : `<${name}${written}/>`;
}
export function round(value: number): number {
  return Math.round(value * 100) / 100;
}
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are not allowed in XML
const controlCharacters = /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/g;
export function escaped(text: string): string {
  return text
    .replace(controlCharacters, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
export function line(
  x1: number,
  y1: number,
  x2: number,
  y2: number,
  attributes: Readonly<Record<string, Attribute>>,
): string {
  return element('line', { x1, y1, x2, y2, ...attributes });
}
function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
/** A path through points, starting anew where `y` is not finite. */
export function polyline(x: readonly number[], y: readonly number[]): string {
  let path = '';
  let drawing = false;
  for (let index = 0; index < x.length; index++) {
    if (!Number.isFinite(y[index]) || !Number.isFinite(x[index])) {
      drawing = false;
      continue;
    }
    path += `${drawing ? 'L' : 'M'}${tenth(x[index])} ${tenth(y[index])}`;
    drawing = true;
  }
  return path;
}
