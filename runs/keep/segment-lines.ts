import { createHash, type Hash } from 'node:crypto';
import fs from 'node:fs';
import { sha256 } from '../data/sha256.ts';

/** Where a line stands, without its end. */
export interface LinePlace {
  /** Below the folder of segments, with `/`. */
  readonly segment: string;
  readonly at: number;
  readonly bytes: number;
}

/**
 * A line of a segment: `{"sha256":"…","KIND":{…}}`. The checksum is that of all that follows its comma, so that no byte
 * of a line can change unseen.
 */
export const segmentLine = (kind: string, json: string): string => `${sealed(`{"${kind}":${json}}`)}\n`;

/** The text of an object of JSON with a checksum before all that is in it. */
export function sealed(json: string): string {
  const content = json.slice(1);
  return `${beforeSum}${sha256(content)}${afterSum}${content}`;
}
/** The other way round; undefined where it is not what was written. */
export function jsonIfWhole(text: Buffer): unknown {
  const content = contentOfLine(text);
  return content && JSON.parse(`{${content.toString('utf8')}`);
}
const beforeSum = '{"sha256":"';
const afterSum = '",';
const sumEnds = beforeSum.length + 64;
const contentBegins = sumEnds + afterSum.length;

/** What the checksum of a line, without its end, is taken of; undefined where the line is not what was written. */
export function contentOfLine(line: Buffer): Buffer | undefined {
  if (line.length <= contentBegins || line.toString('latin1', 0, beforeSum.length) !== beforeSum) return undefined;
  if (line.toString('latin1', sumEnds, contentBegins) !== afterSum) return undefined;
  const content = line.subarray(contentBegins);
  return sha256(content) === line.toString('latin1', beforeSum.length, sumEnds) ? content : undefined;
}

/** The JSON in the content of a line, where it is of this kind. */
export function jsonOfKind(kind: string, content: Buffer): unknown {
  const begins = `"${kind}":`;
  if (content.toString('latin1', 0, begins.length) !== begins) return undefined;
  try {
    return JSON.parse(content.toString('utf8', begins.length, content.length - 1));
  } catch {
    return undefined;
  }
}

/** What stands after the last whole line of a file: nothing, a line in the writing, or one whose end was changed. */
export interface Tail {
  readonly at: number;
  readonly bytes: Buffer;
}

/** What is told of each line, without its end, and of each stretch that is none: its SHA-256. */
export interface LineReader {
  line(line: Buffer, at: number): void;
  none(sum: string, at: number): void;
}

/**
 * Goes through the lines of an open file from an offset on, holding one at a time; says what follows the last. What
 * cannot become a line, such as a hole, is passed over without being held. @throws Error where that goes on
 */
export function eachLine(open: number, from: number, { line, none }: LineReader): Tail {
  let buffer = Buffer.allocUnsafe(chunk);
  let at = from;
  let held = 0;
  /** Of a stretch that is no line: its bytes that are passed. */
  let passed: { readonly sum: Hash; bytes: number } | undefined;
  for (;;) {
    if (held === buffer.length) buffer = Buffer.concat([buffer], 2 * buffer.length);
    const count = fs.readSync(open, buffer, held, buffer.length - held, at + (passed?.bytes ?? 0) + held);
    if (count === 0) return { at, bytes: Buffer.from(buffer.subarray(0, passed ? 0 : held)) };
    const filled = buffer.subarray(0, held + count);
    let begun = 0;
    for (let end = filled.indexOf(newline, held); end >= 0; end = filled.indexOf(newline, begun)) {
      if (passed) none(passed.sum.update(filled.subarray(begun, end)).digest('hex'), at);
      else line(filled.subarray(begun, end), at);
      at += (passed?.bytes ?? 0) + end + 1 - begun;
      passed = undefined;
      begun = end + 1;
    }
    const rest = filled.subarray(begun);
    if (passed || (rest.length > contentBegins && isNoLine(rest))) {
      passed ??= { sum: createHash('sha256'), bytes: 0 };
      passed.sum.update(rest);
      passed.bytes += rest.length;
      if (passed.bytes > mostPassed) throw new Error(`from byte ${at} on it holds no lines`);
      held = 0;
    } else {
      buffer.copyWithin(0, begun, filled.length);
      held = rest.length;
    }
  }
}
const chunk = 1 << 20;
const mostPassed = 1 << 26;
const newline = 10;
/** JSON has no byte 0. */
const isNoLine = (begun: Buffer): boolean =>
  begun.toString('latin1', 0, beforeSum.length) !== beforeSum || begun.includes(0);

/** A line whose end has become another byte; one that a killed process has torn goes no further than before its end. */
export const hasLostItsEnd = ({ bytes }: Tail): boolean => contentOfLine(bytes.subarray(0, -1)) !== undefined;
