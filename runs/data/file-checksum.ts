import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { sha256 } from './sha256.ts';
import { readBytes } from './read.ts';

/** The SHA-256 of a file of any size. @throws Failure when it cannot be read. */
export async function checksumOf(location: string): Promise<string> {
  const hash = createHash('sha256');
  try {
    await pipeline(fs.createReadStream(location), hash);
  } catch {
    return sha256(await readBytes(location));
  }
  return hash.digest('hex');
}
