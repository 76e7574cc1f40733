import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { sha256 } from '../data/sha256.ts';
import type { LinePlace } from './segment-lines.ts';
import { writeFailure } from './write-failure.ts';
import { makeFolder, syncFolder } from './written-files.ts';

/** A file that one process alone appends lines to. */
export interface SegmentWriter {
  /** Appends a line with its end, and says where it stands. */
  append(line: string): LinePlace;
  /** Makes what was appended outlast a power cut. */
  sync(): void;
  close(): void;
}

/** The name of this machine, as names of files have it; in a task of Slurm, that of the node. */
export const hostName: string = (process.env.SLURMD_NODENAME ?? os.hostname()).replace(/[^\w-]+/g, '_');
/** No other process, on whatever host, has this name, nor has this one had it before. */
export const writerName = (): string =>
  `${hostName}-${process.pid}-${Date.now().toString(36)}-${(opened++).toString(36)}`;
let opened = 0;

/** A segment's place below the folder of segments, with `/`: one of 256 folders, by the writer's name. */
export const segmentOf = (writer: string): string => `${sha256(writer).slice(0, 2)}/${writer}.jsonl`;

/**
 * Opens a segment at the first line, so that who saves nothing leaves nothing. A process that was killed loses at most
 * the line that it was writing; a machine that fails, what was written in the last seconds.
 */
export function segmentWriter(folder: string, writer: string): SegmentWriter {
  let open: { readonly segment: string; readonly file: number; length: number } | undefined;
  let due: NodeJS.Timeout | undefined;
  let broken: unknown;
  const attempt = <T>(act: () => T): T => {
    try {
      return act();
    } catch (error) {
      throw writeFailure(error, folder);
    }
  };
  const abandon = () => {
    clearTimeout(due);
    due = undefined;
    if (open) fs.closeSync(open.file);
    open = undefined;
  };
  const syncSoon = () => {
    due ??= setTimeout(() => {
      due = undefined;
      const file = open?.file;
      if (file === undefined) return;
      fs.fdatasync(file, (error) => {
        if (error && open?.file === file) broken ??= error;
      });
    }, secondsBetweenSyncs * 1000).unref();
  };
  return {
    append(line) {
      if (broken !== undefined) throw writeFailure(broken, folder);
      open ??= attempt(() => create(folder, writer));
      const bytes = Buffer.from(line);
      const at = open.length;
      try {
        for (let written = 0; written < bytes.length; )
          written += fs.writeSync(open.file, bytes, written, bytes.length - written);
      } catch (error) {
        // what follows half a line would be lost with it: the next line begins another segment
        abandon();
        throw writeFailure(error, folder);
      }
      // after its first line, so that none is seen empty
      if (open.length === 0) syncFolder(path.dirname(path.join(folder, open.segment)));
      open.length += bytes.length;
      syncSoon();
      return { segment: open.segment, at, bytes: bytes.length - 1 };
    },
    sync() {
      const file = open?.file;
      if (file !== undefined) attempt(() => fs.fdatasyncSync(file));
    },
    close() {
      this.sync();
      abandon();
    },
  };
}
const secondsBetweenSyncs = 2;

/** Where there is one of that name, of a job that a cluster has started again, the next is numbered. */
function create(folder: string, writer: string, number = 1) {
  const segment = segmentOf(number === 1 ? writer : `${writer}.${number}`);
  const place = path.join(folder, segment);
  makeFolder(path.dirname(place));
  try {
    const file = fs.openSync(place, 'ax');
    return { segment, file, length: 0 };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return create(folder, writer, number + 1);
    throw error;
  }
}
