import { inflateSync } from 'node:zlib';

/** What a reader of a PDF finds in it: its objects as text, and what stands on its pages. */
export interface ReadPdf {
  readonly objects: readonly string[];
  /** In the order of drawing, a line each. */
  readonly text: string;
}

/** Reads what pdfkit writes: one object after the other, streams packed, text by fonts with a table of their signs. */
export function readPdf(bytes: Uint8Array): ReadPdf {
  const objects = new Map<string, string>();
  const raw = Buffer.from(bytes).toString('latin1');
  for (const [, id, body] of raw.matchAll(/(?<=^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    const [, dictionary, stream] = /^([\s\S]*?)\nstream\n([\s\S]*)\nendstream$/.exec(body) ?? [undefined, body];
    const plain =
      stream && dictionary.includes('FlateDecode')
        ? inflateSync(Buffer.from(stream, 'latin1')).toString('latin1')
        : (stream ?? '');
    objects.set(id, `${dictionary}\n${plain}`);
  }
  const signs = new Map<string, Map<string, string>>();
  for (const object of objects.values())
    for (const [, name, font] of object.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const table = /\/ToUnicode (\d+) 0 R/.exec(objects.get(font) ?? '')?.[1];
      if (table) signs.set(name, signsOf(objects.get(table)!));
    }
  const text = [...objects.values()]
    .flatMap((object) => [...object.matchAll(/BT[\s\S]*?\/(F\d+) [\d.]+ Tf[\s\S]*?\[([\s\S]*?)\] TJ\s+ET/g)])
    .map(([, font, shown]) =>
      [...shown.matchAll(/<([0-9a-f]*)>/g)]
        .flatMap(([, glyphs]) => glyphs.match(/.{4}/g) ?? [])
        .map((glyph) => signs.get(font)?.get(glyph) ?? '')
        .join(''),
    );
  return { objects: [...objects.values()], text: text.join('\n') };
}

/** `beginbfrange`: signs of consecutive glyphs, in UTF-16. */
function signsOf(table: string): Map<string, string> {
  const found = new Map<string, string>();
  for (const [, from, list] of table.matchAll(/<([0-9a-f]{4})> <[0-9a-f]{4}> \[([^\]]*)\]/g))
    [...list.matchAll(/<([0-9a-f ]*)>/g)].forEach(([, sign], k) => {
      const units = sign.replaceAll(' ', '').match(/.{4}/g) ?? [];
      found.set(
        (Number.parseInt(from, 16) + k).toString(16).padStart(4, '0'),
        String.fromCharCode(...units.map((unit) => Number.parseInt(unit, 16))),
      );
    });
  return found;
}
