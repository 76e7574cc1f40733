import { isAscii } from 'node:buffer';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import vm from 'node:vm';
import zlib from 'node:zlib';
import { userCache } from '../data/user-cache.ts';

/** What of a script is run: one of the functions that it exports, which is called, and a name for what it is asked. */
export interface Use {
  readonly part: string;
  readonly asked?: string;
}

/**
 * Runs a part of a CommonJS script with the code that V8 made of it when it ran before, which is kept in the user's
 * cache for each use: half of the time that a short command takes is the compilation of what it runs. Where the code of
 * this use is not kept yet, `whenReady` is given what keeps it. Kept code is taken only if it is whole, and of this
 * script and this Node; nothing depends on its being there. @returns what the part exports
 */
export function runPart(script: URL, use: Use, whenReady: (keep: () => void) => void): unknown {
  const file = fileURLToPath(script);
  const source = functionOf(file);
  const place = placeOf(file, use);
  const code = place === undefined ? undefined : readCode(place, source);
  const text = source.toString(isAscii(source) ? 'latin1' : 'utf8');
  const compiled = new vm.Script(text, { filename: file, cachedData: code });
  if (place !== undefined && (code === undefined || compiled.cachedDataRejected))
    whenReady(() => writeCode(place, source, compiled.createCachedData()));
  const module = { exports: {} as Record<string, () => unknown> };
  // kept code has lost what `import()` needs: scripts/build.mjs writes this in its place
  const importHere = (specifier: string | URL): Promise<unknown> => import(new URL(specifier, script).href);
  const require = createRequire(file);
  compiled.runInThisContext()(module.exports, require, module, file, path.dirname(file), importHere, script.href);
  return module.exports[use.part]();
}

const begin = Buffer.from('(function (exports, require, module, __filename, __dirname, importHere, importMetaUrl) {'),
  end = Buffer.from('\n})');
/** The script as a function of what it is given: read into its place, for of 3 MB each copy takes its time. */
function functionOf(file: string): Buffer {
  const from = fs.openSync(file, 'r');
  try {
    const { size } = fs.fstatSync(from);
    const whole = Buffer.allocUnsafe(begin.length + size + end.length);
    whole.set(begin);
    let at = begin.length;
    for (let read = -1; read !== 0 && at < begin.length + size; at += read)
      read = fs.readSync(from, whole, at, begin.length + size - at, null);
    whole.set(end, at);
    return whole.subarray(0, at + end.length);
  } finally {
    fs.closeSync(from);
  }
}

/** Undefined where the system knows no home. */
function placeOf(file: string, { part, asked = '' }: Use): string | undefined {
  try {
    const use = [path.basename(file), part, asked.replace(/[^\w-]/g, '')].filter((name) => name !== '').join('-');
    return path.join(userCache(), 'code', `${use}-${process.version}-${process.arch}`);
  } catch {
    return undefined;
  }
}

/** Checksums of the script and of the code, four bytes each, then V8's bytes. */
function readCode(place: string, source: Uint8Array): Buffer | undefined {
  try {
    const bytes = fs.readFileSync(place),
      code = bytes.subarray(8);
    return bytes.readUInt32LE(0) === zlib.crc32(source) && bytes.readUInt32LE(4) === zlib.crc32(code)
      ? code
      : undefined;
  } catch {
    return undefined;
  }
}

/** Of others that write at the same time the last one holds. Where it cannot be written, nothing is kept. */
function writeCode(place: string, source: Uint8Array, code: Uint8Array): void {
  const written = `${place}.${process.pid}`,
    sums = Buffer.alloc(8);
  sums.writeUInt32LE(zlib.crc32(source), 0);
  sums.writeUInt32LE(zlib.crc32(code), 4);
  try {
    fs.mkdirSync(path.dirname(place), { recursive: true });
    fs.writeFileSync(written, Buffer.concat([sums, code]));
    fs.renameSync(written, place);
  } catch {
    discard(written);
  }
}

function discard(file: string): void {
  try {
    fs.rmSync(file, { force: true });
  } catch {
    /* there is no such folder */
  }
}
