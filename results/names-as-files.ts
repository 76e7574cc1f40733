/**
 * The name of a file or folder for a name of the language. Lower-case letters, digits, `_` and `-` stand for
 * themselves, so that ordinary names are what they were; everything else is percent-encoded as in an address. A file
 * system may take capitals for small letters: which letters are capitals stands behind a `~`, so that `Pax6` is
 * `Pax6~1` and two names never share a file, on any system. A name too long is cut, and ends with its hash.
 */
export function fileNameOfName(name: string): string {
  if (name === '') return emptyName;
  const encoded = percentEncoded(name);
  const marked = encoded + capitalsOf(name);
  return shortened(reserved.test(marked) ? encodedFirst(marked) : marked, mostOfName, name);
}

/** A name of several parts, cut where a file system would refuse it. */
export const shortened = (text: string, most: number, whole = text): string =>
  text.length <= most ? text : `${text.slice(0, most / 2)}~${hash(whole)}`;

/** For an id of a page, and for addresses that name it: there a per cent sign would be read. */
export const identifierOfName = (name: string): string => fileNameOfName(name).replaceAll('%', '.');

const mostOfName = 80;
/** No other name gives it: a per cent sign is followed by digits. */
const emptyName = '%';
/** Devices of Windows, whatever follows a dot. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

function percentEncoded(name: string): string {
  return name.replace(/[^A-Za-z0-9_-]/gu, (character) => {
    if (/^[\ud800-\udfff]$/u.test(character)) return `%u${character.charCodeAt(0).toString(16)}`;
    const encoded = encodeURIComponent(character).toLowerCase();
    return encoded.startsWith('%') ? encoded : percent(encoded);
  });
}
const percent = (character: string): string => `%${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
const encodedFirst = (text: string): string => percent(text) + text.slice(1);

/** `~` and a bit for each letter of the alphabet in the name, the first the lowest; nothing where none is a capital. */
function capitalsOf(name: string): string {
  const capitals = [...name.replace(/[^A-Za-z]/g, '')].reduce(
    (bits, letter, i) => (letter < 'a' ? bits | (1n << BigInt(i)) : bits),
    0n,
  );
  return capitals === 0n ? '' : `~${capitals.toString(16)}`;
}

const fnvPrime = 2n ** 88n + 0x13bn;
/** FNV-1a of 128 bits, in 32 hexadecimal digits. */
function hash(text: string): string {
  let sum = 0x6c62272e07bb014262b821756295c58dn;
  for (let i = 0; i < text.length; i++)
    for (const byte of [text.charCodeAt(i) & 255, text.charCodeAt(i) >> 8])
      sum = BigInt.asUintN(128, (sum ^ BigInt(byte)) * fnvPrime);
  return sum.toString(16).padStart(32, '0');
}
