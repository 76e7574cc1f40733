import fs from 'node:fs';
import path from 'node:path';
import { openPlainFile } from '../data/plain-file.ts';
import type { LinePlace } from './segment-lines.ts';

/** Segments that are read here and there: a few stay open. */
export interface OpenSegments {
  /** The bytes of a line; undefined where they are not there. */
  read(place: LinePlace): Buffer | undefined;
  close(): void;
}

export function openSegments(folder: string): OpenSegments {
  const open = new Map<string, number>();
  const fileOf = (segment: string): number => {
    const known = open.get(segment);
    if (known !== undefined) return known;
    for (const [oldest, file] of open) {
      if (open.size < mostOpen) break;
      open.delete(oldest);
      fs.closeSync(file);
    }
    const file = openPlainFile(path.join(folder, segment));
    open.set(segment, file);
    return file;
  };
  return {
    read({ segment, at, bytes }) {
      try {
        const line = Buffer.allocUnsafe(bytes);
        return fs.readSync(fileOf(segment), line, 0, bytes, at) === bytes ? line : undefined;
      } catch {
        return undefined;
      }
    },
    close() {
      for (const file of open.values()) fs.closeSync(file);
      open.clear();
    },
  };
}
const mostOpen = 32;
