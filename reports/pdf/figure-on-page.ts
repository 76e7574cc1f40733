/** Draws the SVG of a figure (figures/draw/) into a PDF: what the house's own drawings hold, and nothing else. */
import { readXml, type XmlElement } from '../../formats/xml.ts';
import type { Pen } from './fonts.ts';

/** What an element hands on to those inside it. */
const inherited = [
  'color',
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'stroke-linecap',
  'font-size',
  'font-weight',
  'text-anchor',
] as const;
type Inherited = (typeof inherited)[number];
type Style = Readonly<Partial<Record<Inherited, string>>>;

/** Width and height in points, and what the drawing says of itself. */
export function factsOfSvg(svg: string): {
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly summary: string;
} {
  const root = readXml(svg);
  const [, , width, height] = attribute(root, 'viewBox')!.split(' ').map(Number);
  const textOf = (name: string): string => root.children.find((child) => child.name === name)?.text ?? '';
  return { width, height, title: textOf('title'), summary: textOf('desc') };
}

/** With its upper left corner at `x`, `y`, everything times `scale`. */
export function drawSvgOnPage(pen: Pen, svg: string, x: number, y: number, scale = 1): void {
  const root = readXml(svg);
  const clips = new Map<string, XmlElement>();
  collectClips(root, clips);
  const { document } = pen;
  document.save().translate(x, y).scale(scale);
  for (const child of root.children) draw(child, {});
  document.restore();

  function draw(element: XmlElement, around: Style): void {
    const style = styleOf(element, around);
    const transform = attribute(element, 'transform');
    const clip = /^url\(#(.*)\)$/.exec(attribute(element, 'clip-path') ?? '')?.[1];
    const isOwnPlace = transform !== undefined || clip !== undefined;
    if (isOwnPlace) document.save();
    if (transform !== undefined) place(transform);
    if (clip !== undefined) {
      for (const shape of clips.get(clip)?.children ?? []) outline(shape);
      document.clip();
    }
    if (element.name === 'g') for (const child of element.children) draw(child, style);
    else if (element.name === 'text') writeText(element, style);
    else if (element.name === 'image') {
      const { x: left, y: top, width, height } = numbers(element);
      document.image(attribute(element, 'href')!, left, top, { width, height });
    } else if (outline(element)) paint(style);
    if (isOwnPlace) document.restore();
  }

  function writeText(element: XmlElement, style: Style): void {
    const { x: left = 0, y: base = 0 } = numbers(element);
    pen.text(element.text, left, base, {
      size: Number(style['font-size']),
      style: style['font-weight'] === 'bold' ? 'bold' : 'plain',
      colour: colourOf(style.fill ?? '#000000', style),
      opacity: Number(style['fill-opacity'] ?? 1),
      anchor: (style['text-anchor'] ?? 'start') as 'start' | 'middle' | 'end',
    });
  }

  /** The path of a shape; false of what is none. */
  function outline(element: XmlElement): boolean {
    const at = numbers(element);
    switch (element.name) {
      case 'rect':
        document.roundedRect(at.x ?? 0, at.y ?? 0, at.width, at.height, at.rx ?? 0);
        return true;
      case 'circle':
        document.circle(at.cx, at.cy, at.r);
        return true;
      case 'line':
        document.moveTo(at.x1, at.y1).lineTo(at.x2, at.y2);
        return true;
      case 'path': {
        const path = attribute(element, 'd') ?? '';
        if (path !== '') document.path(path);
        return path !== '';
      }
      default:
        return false;
    }
  }

  function paint(style: Style): void {
    const { fill = '#000000', stroke = 'none' } = style;
    if (fill === 'none' && stroke === 'none') document.addContent('n');
    if (stroke !== 'none') {
      const dashes = (style['stroke-dasharray'] ?? 'none').split(/[ ,]+/).map(Number);
      document
        .lineWidth(Number(style['stroke-width'] ?? 1))
        .lineCap((style['stroke-linecap'] ?? 'butt') as 'butt' | 'round' | 'square');
      if (dashes.every((length) => length > 0)) document.dash(dashes as unknown as number, {});
      else document.undash();
      document.strokeColor(colourOf(stroke, style)).strokeOpacity(Number(style['stroke-opacity'] ?? 1));
    }
    if (fill !== 'none') document.fillColor(colourOf(fill, style)).fillOpacity(Number(style['fill-opacity'] ?? 1));
    if (fill !== 'none' && stroke !== 'none') document.fillAndStroke();
    else if (fill !== 'none') document.fill();
    else if (stroke !== 'none') document.stroke();
  }

  /** `translate(1 2) rotate(-90 3 4)`. */
  function place(transform: string): void {
    for (const [, kind, given] of transform.matchAll(/(\w+)\(([^)]*)\)/g)) {
      const [a, b = 0, c = 0] = given.split(/[ ,]+/).map(Number);
      if (kind === 'translate') document.translate(a, b);
      else if (kind === 'rotate') document.rotate(a, { origin: [b, c] });
      else if (kind === 'scale') document.scale(a, b || a);
    }
  }
}

function collectClips(element: XmlElement, found: Map<string, XmlElement>): void {
  if (element.name === 'clipPath') found.set(attribute(element, 'id')!, element);
  for (const child of element.children) collectClips(child, found);
}
const attribute = (element: XmlElement, name: string): string | undefined => element.attributes.get(name)?.value;
const numbers = (element: XmlElement): Readonly<Record<string, number>> =>
  Object.fromEntries([...element.attributes].map(([name, { value }]) => [name, Number(value)]));
const styleOf = (element: XmlElement, around: Style): Style => ({
  ...around,
  ...Object.fromEntries(
    inherited.flatMap((name) => {
      const own = attribute(element, name);
      return own === undefined ? [] : [[name, own]];
    }),
  ),
});
/** `rgb(1, 2, 3)` as `#010203`; what is written so already, as it is. */
function colourOf(colour: string, { color = '#000000' }: Style): string {
  if (colour === 'currentColor') return colourOf(color, {});
  const parts = /^rgb\((\d+), ?(\d+), ?(\d+)\)$/.exec(colour);
  return parts
    ? `#${parts
        .slice(1)
        .map((part) => Number(part).toString(16).padStart(2, '0'))
        .join('')}`
    : colour;
}
