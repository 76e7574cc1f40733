import fs from 'node:fs';
import path from 'node:path';
import { isNumber, isShaped, isText } from '../../results/guards.ts';
import { sha256 } from '../data/sha256.ts';
import { whyUnreadable } from './checksums.ts';
import {
  type Copy,
  type DamagedLine,
  type Disagreement,
  type IndexHead,
  type KnownSegment,
  lostEnd,
  readIndex,
  writeIndex,
} from './index-file.ts';
import { type RecordRow, type RecordTable, recordTable } from './record-table.ts';
import { contentOfLine, eachLine, hasLostItsEnd, jsonOfKind, type LinePlace, segmentLine } from './segment-lines.ts';
import { bytesOfBeginning, differenceBetween, recordBegins, recordIn, type StoredRecord } from './stored-record.ts';
import { openPlainFile, otherThanFile } from '../data/plain-file.ts';
import { openSegments } from './open-segments.ts';

/** Which line of which segment holds a job: found by reading what segments hold and this index does not know yet. */
export interface StoreIndex {
  /** Jobs. */
  size(): number;
  find(key: string): LinePlace | undefined;
  /** The record at a place; undefined where it is not what was written, or of another key. */
  read(place: LinePlace, key: string): StoredRecord | undefined;
  /** Takes in what has been appended since, by whomever. */
  refresh(): void;
  /** Reads every segment from its beginning: when what the index says is not so. */
  rebuild(): void;
  /** Of this process: it need not be read. */
  add(record: StoredRecord, place: LinePlace): void;
  keys(): Iterable<string>;
  /** Lines that are not what was written, and are not set aside. */
  damaged(): readonly DamagedLine[];
  setAside(lines: readonly DamagedLine[]): void;
  /** Segments that cannot be read, and why. */
  unreadable(): ReadonlyMap<string, string>;
  disagreements(): readonly Disagreement[];
  /** Why the file of the index was not used, where it was there. */
  readonly problem?: string;
  /** Writes the file of the index, where reading without it has become long. */
  keep(): void;
  close(): void;
}

/** The line that sets a damaged one aside. */
export const setAsideLine = ({ segment, at, sha256: sum }: DamagedLine): string =>
  segmentLine('damaged', JSON.stringify({ segment, at, sha256: sum }));
const isSetAside = isShaped<Pick<DamagedLine, 'segment' | 'at' | 'sha256'>>({
  segment: isText,
  at: isNumber,
  sha256: isText,
});
const nameOfDamage = ({ segment, at, sha256: sum }: Pick<DamagedLine, 'segment' | 'at' | 'sha256'>): string =>
  `${segment}:${at}:${sum}`;

/** @param file of the index, which can always be made again; none is read or written where it is left out */
export function storeIndex(folder: string, file?: string): StoreIndex {
  const files = openSegments(folder);
  let table: RecordTable;
  let segments: KnownSegment[];
  let numbers: Map<string, number>;
  let damaged: DamagedLine[];
  let setAside: Set<string>;
  let disagreements: Map<string, Disagreement>;
  let unreadable = new Map<string, string>();
  /** Segments of which less is there than was read before. */
  const lost = new Map<string, string>();
  /** Bytes of segments that the file of the index knows, and that it does not. */
  let covered = 0;
  let uncovered = 0;
  let suspects: RecordRow[] = [];

  const begin = (from?: IndexHead & { readonly rows: Uint8Array }): void => {
    table = recordTable(from?.rows);
    segments = [...(from?.segments ?? [])];
    numbers = new Map(segments.map(({ name }, number) => [name, number]));
    damaged = [...(from?.damaged ?? [])];
    setAside = new Set(from?.setAside);
    disagreements = new Map(from?.disagreements.map((each) => [each.key, each]));
    covered = segments.reduce((sum, { end }) => sum + end, 0);
    uncovered = 0;
    files.close();
  };

  const numberOf = (name: string): number => {
    const known = numbers.get(name);
    if (known !== undefined) return known;
    numbers.set(name, segments.length);
    return segments.push({ name, size: 0, modified: 0, end: 0, lines: 0 }) - 1;
  };
  const placeOf = ({ segment, at, bytes }: RecordRow): LinePlace => ({ segment: segments[segment].name, at, bytes });

  const read = (place: LinePlace, key: string): StoredRecord | undefined => {
    const line = files.read(place);
    const content = line && contentOfLine(line);
    const record = content && recordIn(jsonOfKind('job', content));
    return record?.key === key ? record : undefined;
  };

  const put = (row: RecordRow): void => {
    const known = table.find(row.key);
    if (known < 0) table.put(row);
    else if (table.row(known).values !== row.values) suspects.push(row);
  };
  /** Which of two records is used does not depend on which is read first: the later one, or that with more files. */
  const settle = (): void => {
    const rows = suspects;
    suspects = [];
    for (const row of rows) {
      const known = table.row(table.find(row.key));
      const records = [known, row].map((each) => read(placeOf(each), row.key));
      const [one, other] = records;
      if (!one || !other) {
        if (other) table.put(row);
        continue;
      }
      const about = differenceBetween(one, other);
      const [former, latter] = [one, other].map(({ outcome }) => Object.keys(outcome.files).length);
      const isUsed =
        ((about === undefined && latter - former) || row.time - known.time || (row.values > known.values ? 1 : -1)) > 0;
      if (isUsed) table.put(row);
      if (about === undefined) continue;
      const copies = [copyOf(one, known), copyOf(other, row)] as const;
      disagreements.set(row.key, { key: row.key, about, copies: isUsed ? copies : [copies[1], copies[0]] });
    }
  };
  const copyOf = ({ provenance: { host, level, time } }: StoredRecord, { segment }: RecordRow): Copy => ({
    segment: segments[segment].name,
    host,
    level,
    time,
  });

  const takeLine = (number: number, line: number, bytes: Buffer, at: number): void => {
    const content = contentOfLine(bytes);
    if (!content) {
      const [, key] = /"key":"([0-9a-f]{64})"/.exec(bytes.toString('latin1', 0, 2 * bytesOfBeginning)) ?? [];
      damaged.push({ segment: segments[number].name, line, at, sha256: sha256(bytes), ...(key && { key }) });
      return;
    }
    const [, key, values, time] = recordBegins.exec(content.toString('latin1', 0, bytesOfBeginning)) ?? [];
    if (key !== undefined)
      put({ key, values: values.slice(0, 16), time: Date.parse(time), segment: number, at, bytes: bytes.length });
    else {
      const mark = jsonOfKind('damaged', content);
      if (isSetAside(mark)) setAside.add(nameOfDamage(mark));
    }
  };
  /** Reads what is new in a segment; all of it where it was changed in place. */
  const readSegment = (number: number, { size, mtimeMs }: fs.Stats): void => {
    const known = segments[number];
    if (size === known.size && (mtimeMs === known.modified || known.modified === 0)) {
      segments[number] = { ...known, modified: mtimeMs };
      return;
    }
    const isGrown = size > known.size;
    if (!isGrown) damaged = damaged.filter(({ segment }) => segment !== known.name);
    const from = isGrown ? known.end : 0;
    let lines = isGrown ? known.lines : 0;
    const open = openPlainFile(path.join(folder, known.name));
    try {
      const tail = eachLine(open, from, {
        line: (bytes, at) => takeLine(number, ++lines, bytes, at),
        none: (sum, at) => void damaged.push({ segment: known.name, line: ++lines, at, sha256: sum }),
      });
      if (hasLostItsEnd(tail)) takeLine(number, lines + 1, tail.bytes, tail.at);
      uncovered += tail.at - from;
      segments[number] = { name: known.name, size, modified: mtimeMs, end: tail.at, lines };
    } finally {
      fs.closeSync(open);
    }
  };

  const refresh = (): void => {
    const stats = new Map<string, fs.Stats>();
    const empty: DamagedLine[] = [];
    unreadable = new Map();
    for (const name of segmentsIn(folder, (place, problem) => unreadable.set(place, problem)))
      try {
        const stat = fs.statSync(path.join(folder, name));
        const wrong = otherThanFile(stat);
        if (wrong !== undefined) unreadable.set(name, `it is ${wrong} where a file should be`);
        else if (stat.size === 0) empty.push({ segment: name, line: 0, at: 0, sha256: sha256('') });
        else stats.set(name, stat);
      } catch (error) {
        unreadable.set(name, whyUnreadable(error)); // links that lead nowhere, or to themselves
      }
    damaged = [...damaged.filter(({ line }) => line > 0), ...empty];
    const shorter = segments.filter(({ name, end }) => end > (stats.get(name)?.size ?? 0));
    if (shorter.length > 0) {
      begin();
      damaged.push(...empty);
    }
    for (const known of shorter) {
      const stat = stats.get(known.name);
      if (stat) lost.set(known.name, lostEnd(known, stat.size));
    }
    for (const [name, stat] of stats)
      try {
        readSegment(numberOf(name), stat);
      } catch (error) {
        unreadable.set(name, whyUnreadable(error));
      }
    settle();
  };

  const kept = file === undefined ? undefined : readIndex(file);
  begin(kept && 'rows' in kept ? kept : undefined);
  refresh();
  return {
    size: () => table.size,
    find(key) {
      const place = table.find(key);
      return place < 0 ? undefined : placeOf(table.row(place));
    },
    read,
    refresh,
    rebuild() {
      begin();
      refresh();
    },
    add({ key, values, provenance }, { segment, at, bytes }) {
      const number = numberOf(segment);
      put({ key, values: values.slice(0, 16), time: Date.parse(provenance.time), segment: number, at, bytes });
      const { name, lines } = segments[number];
      uncovered += bytes + 1;
      segments[number] = { name, size: at + bytes + 1, modified: 0, end: at + bytes + 1, lines: lines + 1 };
      settle();
    },
    *keys() {
      for (let place = 0; place < table.size; place++) yield table.row(place).key;
    },
    setAside(lines) {
      for (const line of lines) setAside.add(nameOfDamage(line));
    },
    damaged: () => damaged.filter((line) => !setAside.has(nameOfDamage(line))),
    unreadable: () => new Map([...lost, ...unreadable]),
    disagreements: () => [...disagreements.values()],
    problem: kept && 'problem' in kept ? kept.problem : undefined,
    close: files.close,
    keep() {
      if (file === undefined || uncovered < leastUncovered + covered / 8) return;
      writeIndex(file, {
        segments,
        damaged,
        setAside: [...setAside],
        disagreements: [...disagreements.values()],
        rows: table.toBytes(),
      });
    },
  };
}
/** Bytes that are read in a moment. */
const leastUncovered = 2 ** 20;

/** Names of segments below their folder. */
function segmentsIn(folder: string, report: (place: string, problem: string) => void): string[] {
  const names = (place: string): string[] => {
    try {
      return fs.readdirSync(path.join(folder, place)).sort();
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code !== 'ENOENT') report(place, code === 'ENOTDIR' ? 'it is no folder' : whyUnreadable(error));
      return [];
    }
  };
  return names('')
    .filter((under) => /^[0-9a-f]{2}$/.test(under))
    .flatMap((under) => names(under).flatMap((name) => (name.endsWith('.jsonl') ? [`${under}/${name}`] : [])));
}
