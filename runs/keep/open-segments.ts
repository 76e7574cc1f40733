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

interface OpenSegment {
  readonly file: number;
  /** Where the last line ended, and what was read from there on: lines are mostly asked for in their order. */
  end: number;
  ahead: { readonly at: number; readonly bytes: Buffer };
}

export function openSegments(folder: string): OpenSegments {
  const open = new Map<string, OpenSegment>();
  const segmentOf = (name: string): OpenSegment => {
    const known = open.get(name);
    if (known !== undefined) return known;
    for (const [oldest, { file }] of open) {
      if (open.size < mostOpen) break;
      open.delete(oldest);
      fs.closeSync(file);
    }
    const segment = { file: openPlainFile(path.join(folder, name)), end: -1, ahead: { at: 0, bytes: Buffer.alloc(0) } };
    open.set(name, segment);
    return segment;
  };
  const readAt = (file: number, at: number, most: number): Buffer => {
    const bytes = Buffer.allocUnsafe(most);
    return bytes.subarray(0, fs.readSync(file, bytes, 0, most, at));
  };
  return {
    read({ segment: name, at, bytes }) {
      try {
        const segment = segmentOf(name);
        const isNext = at === segment.end + 1;
        segment.end = at + bytes;
        const { ahead, file } = segment;
        const from = at - ahead.at;
        if (from >= 0 && from + bytes <= ahead.bytes.length) return ahead.bytes.subarray(from, from + bytes);
        const read = readAt(file, at, isNext ? Math.max(bytes, aheadBytes) : bytes);
        if (isNext) segment.ahead = { at, bytes: read };
        return read.length >= bytes ? read.subarray(0, bytes) : undefined;
      } catch {
        return undefined;
      }
    },
    close() {
      for (const { file } of open.values()) fs.closeSync(file);
      open.clear();
    },
  };
}
const mostOpen = 32;
const aheadBytes = 1 << 16;
