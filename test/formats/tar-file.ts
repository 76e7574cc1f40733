import { encodeText } from '../../formats/index.ts';

/** A ustar header and content of one plain file. */
export function tarFile(name: string, bytes: Uint8Array): Uint8Array {
  const header = new Uint8Array(512);
  const put = (at: number, value: string): void => {
    header.set(encodeText(value), at);
  };
  put(0, name);
  put(100, '0000644\0');
  put(124, `${bytes.length.toString(8).padStart(11, '0')}\0`);
  put(148, '        ');
  put(156, '0');
  put(257, 'ustar\0');
  put(
    148,
    `${header
      .reduce((sum, byte) => sum + byte, 0)
      .toString(8)
      .padStart(6, '0')}\0 `,
  );
  return Uint8Array.of(...header, ...bytes, ...new Uint8Array((512 - (bytes.length % 512)) % 512));
}
