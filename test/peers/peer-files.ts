import fs from 'node:fs';
import { readZip } from '../../formats/index.ts';
import { projectFile } from '../data.ts';

/** The files that the script test/peers/NAME.* has written with a format's own library, by their names. */
export function peerFiles(name: string): ReadonlyMap<string, Uint8Array> {
  const archive = new Uint8Array(fs.readFileSync(projectFile('test', 'peers', `${name}.zip`)));
  return new Map(readZip(archive, () => true).map((entry) => [entry.name, entry.bytes]));
}
