/**
 * Elements of an XML document with their places, read in one pass without recursion. A document type that is only named
 * is passed over and not fetched; one that declares something is refused, so that entities of a file's own — which can
 * grow without bound, or fetch other files — do not exist here.
 */
export interface XmlElement {
  /** Without its namespace prefix. */
  readonly name: string;
  readonly attributes: ReadonlyMap<string, XmlAttribute>;
  readonly children: readonly XmlElement[];
  /** The character data directly inside, joined. */
  readonly text: string;
  /** Offset of the `<`; `length` to the end of the opening tag. */
  readonly offset: number;
  readonly length: number;
}
/**
 * `offset` and `length` of the value between its quotes. The key leaves the namespace prefix out; of two that then are
 * alike the first is kept.
 */
export interface XmlAttribute {
  readonly value: string;
  readonly offset: number;
  readonly length: number;
}

/** A document that is not well-formed, or holds what is not read. */
export class XmlError extends Error {
  readonly offset: number;
  readonly length: number;
  readonly unsupported: boolean;
  constructor(message: string, offset: number, length = 1, unsupported = false) {
    super(message);
    this.offset = offset;
    this.length = length;
    this.unsupported = unsupported;
  }
}

interface Open {
  readonly qualified: string;
  readonly element: {
    name: string;
    attributes: Map<string, XmlAttribute>;
    children: XmlElement[];
    text: string;
    offset: number;
    length: number;
  };
  readonly pieces: string[];
}

/** The outermost element. @throws XmlError with the offset of the first mistake. */
export function readXml(text: string): XmlElement {
  const open: Open[] = [];
  let root: XmlElement | undefined;
  let at = 0;
  while (at < text.length) {
    if (text[at] !== '<') {
      const next = text.indexOf('<', at);
      const end = next < 0 ? text.length : next;
      characterData(at, end);
      at = end;
    } else if (text.startsWith('<!--', at)) at = skip('-->', 4, 'comment');
    else if (text.startsWith('<?', at)) at = skip('?>', 2, 'processing instruction');
    else if (text.startsWith('<![CDATA[', at)) {
      const end = skip(']]>', 9, 'CDATA section');
      if (open.length === 0) throw new XmlError('Text stands outside the outermost element; remove it.', at);
      open[open.length - 1].pieces.push(text.slice(at + 9, end - 3));
      at = end;
    } else if (text.startsWith('<!', at)) at = documentType();
    else if (text.startsWith('</', at)) at = closeTag();
    else at = openTag();
  }
  const unclosed = open.at(-1);
  if (unclosed)
    throw new XmlError(
      `<${unclosed.qualified}> is opened here and never closed; the file may be cut off.`,
      unclosed.element.offset,
      unclosed.element.length,
    );
  if (!root) throw new XmlError('This is no XML: it holds no element; check that it is the right file.', 0);
  return root;

  function skip(end: string, length: number, what: string): number {
    const found = text.indexOf(end, at + length);
    if (found < 0) throw new XmlError(`This ${what} is never closed: "${end}" is missing.`, at, length);
    return found + end.length;
  }
  function documentType(): number {
    named.lastIndex = at;
    const [whole] = named.exec(text) ?? [];
    if (whole === undefined || root)
      throw new XmlError('Document type declarations and their entities are not read; remove this one.', at, 2, true);
    return at + whole.length;
  }
  function characterData(from: number, to: number): void {
    const raw = text.slice(from, to);
    const inside = open.at(-1);
    if (inside) inside.pieces.push(unescaped(raw, from));
    else if (raw.trim() !== '')
      throw new XmlError('Text stands outside the outermost element; remove it.', from + raw.search(/\S/));
  }
  function closeTag(): number {
    closing.lastIndex = at;
    const [whole, name] = closing.exec(text) ?? [];
    if (whole === undefined) throw new XmlError('This closing tag is broken; it should read </name>.', at, 2);
    const last = open.pop();
    if (last?.qualified !== name)
      throw new XmlError(
        last
          ? `</${name}> stands where <${last.qualified}> should be closed.`
          : `</${name}> closes nothing; remove it.`,
        at,
        whole.length,
      );
    last.element.text = last.pieces.join('');
    return at + whole.length;
  }
  function openTag(): number {
    opening.lastIndex = at;
    const [start, qualified] = opening.exec(text) ?? [];
    if (start === undefined)
      throw new XmlError('"<" begins a tag, and no name follows; write &lt; for the character itself.', at);
    if (root && open.length === 0)
      throw new XmlError('A second outermost element begins here; a document has one.', at, start.length);
    if (open.length >= deepest)
      throw new XmlError(`Elements are nested deeper than ${deepest} here, which is not read.`, at, start.length, true);
    const element: Open['element'] = {
      name: local(qualified),
      attributes: new Map(),
      children: [],
      text: '',
      offset: at,
      length: start.length,
    };
    const keys = new Set<string>();
    let position = at + start.length;
    for (;;) {
      attribute.lastIndex = position;
      const found = attribute.exec(text);
      if (!found) break;
      const [whole, key, quoted] = found;
      const offset = position + whole.length - quoted.length + 1;
      if (keys.has(key))
        throw new XmlError(
          `The attribute ${key} stands twice in <${qualified}>; keep one.`,
          offset,
          Math.max(1, quoted.length - 2),
        );
      keys.add(key);
      const angle = quoted.indexOf('<');
      if (angle >= 0) throw new XmlError('"<" stands inside an attribute; write &lt;.', offset - 1 + angle);
      if (!/^xmlns(:|$)/.test(key) && !element.attributes.has(local(key)))
        element.attributes.set(local(key), {
          value: unescaped(quoted.slice(1, -1), offset),
          offset,
          length: Math.max(1, quoted.length - 2),
        });
      position += whole.length;
    }
    ending.lastIndex = position;
    const [end] = ending.exec(text) ?? [];
    if (end === undefined)
      throw new XmlError(
        `The tag <${qualified}> is broken here: an attribute, name="value", or ">" should follow.`,
        Math.min(position, text.length),
      );
    element.length = position + end.length - at;
    open.at(-1)?.element.children.push(element);
    root ??= element;
    if (!end.endsWith('/>')) open.push({ qualified, element, pieces: [] });
    return position + end.length;
  }
}

const deepest = 1000;
const named = /<!DOCTYPE(?:[^[\]<>"']|"[^"]*"|'[^']*')*>/y;
const opening = /<([\p{L}_][\p{L}\p{N}_.:-]*)/uy;
const closing = /<\/([\p{L}_][\p{L}\p{N}_.:-]*)\s*>/uy;
const attribute = /\s+([\p{L}_][\p{L}\p{N}_.:-]*)\s*=\s*("[^"]*"|'[^']*')/uy;
const ending = /\s*\/?>/y;
const local = (name: string): string => name.slice(name.indexOf(':') + 1);

const characters: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
/** `&amp;` and its kind, and characters by number. */
function unescaped(raw: string, offset: number): string {
  if (!raw.includes('&')) return raw;
  return raw.replace(
    /&(?:#x([0-9a-fA-F]{1,6});|#([0-9]{1,7});|([A-Za-z]+);)?/g,
    (
      written: string,
      hex: string | undefined,
      decimal: string | undefined,
      name: string | undefined,
      position: number,
    ) => {
      if (name !== undefined && Object.hasOwn(characters, name)) return characters[name];
      const code = hex !== undefined ? Number.parseInt(hex, 16) : decimal !== undefined ? Number(decimal) : Number.NaN;
      if (!(code > 0 && code <= 0x10ffff))
        throw new XmlError(
          `${written === '&' ? '"&" stands alone' : `${written} is no known character`}; write &amp; for ` +
            `the character itself.`,
          offset + position,
          written.length,
        );
      return String.fromCodePoint(code);
    },
  );
}
/**
 * A text as it stands in XML, between tags or in double quotes. Control characters that XML has no way to write are
 * kept by number.
 */
export const escaped = (text: string): string => text.replace(/[&<>"'\n\r\t]/g, (character) => written[character]);
const written: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\n': '&#10;',
  '\r': '&#13;',
  '\t': '&#9;',
};
