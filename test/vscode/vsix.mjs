// What a packaged extension holds.
import fs from 'node:fs';
import path from 'node:path';
import { unzipSync } from 'fflate';

/** The files of the extension, by their paths in it. */
export function filesOfVsix(vsix) {
  const entries = Object.entries(unzipSync(fs.readFileSync(vsix)));
  return new Map(
    entries.flatMap(([name, bytes]) =>
      name.startsWith('extension/') && !name.endsWith('/') ? [[name.slice('extension/'.length), bytes]] : [],
    ),
  );
}

/** As an editor unpacks it. */
export function unpackVsix(vsix, folder) {
  for (const [name, bytes] of filesOfVsix(vsix)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), bytes);
  }
}
