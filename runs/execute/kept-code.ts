import { isAscii } from 'node:buffer';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import v8 from 'node:v8';
import vm from 'node:vm';
import { userCache } from '../data/user-cache.ts';

/** What of a script is run: one of the functions that it exports, which is called, and a name for what it is asked. */
export interface Use {
  readonly part: string;
  readonly asked?: string;
}

/**
 * Runs a part of a CommonJS script with the code that V8 made of it when it ran before, which is kept in the user's
 * cache: half of the time that a short command takes is the compilation of what it runs. Where the code of this use is
 * not kept yet, `whenReady` is given what keeps it. Kept code is taken only if it is whole, and of this script and this
 * Node; nothing depends on its being there. @returns what the part exports
 */
export function runPart(script: URL, { part, asked = '' }: Use, whenReady: (keep: () => void) => void): unknown {
  const file = fileURLToPath(script);
  const source = fs.readFileSync(file);
  const text = source.toString(isAscii(source) ? 'latin1' : 'utf8');
  const place = placeOf(file, part);
  const kept = place === undefined ? undefined : readCode(place, source);
  const given = 'exports, require, module, __filename, __dirname, importHere, importMetaUrl';
  const compiled = new vm.Script(`(function (${given}) {${text}\n})`, { filename: file, cachedData: kept?.code });
  const uses = kept && !compiled.cachedDataRejected ? kept.uses : [];
  if (place !== undefined && !uses.includes(asked))
    whenReady(() => writeCode(place, source, { uses: [...uses, asked], code: compiled.createCachedData() }));
  const module = { exports: {} as Record<string, () => unknown> };
  // kept code has lost what `import()` needs: scripts/build.mjs writes this in its place
  const importHere = (specifier: string | URL): Promise<unknown> => import(new URL(specifier, script).href);
  const require = createRequire(file);
  compiled.runInThisContext()(module.exports, require, module, file, path.dirname(file), importHere, script.href);
  return module.exports[part]();
}

/**
 * Settings of V8, in the versions that are known to have them (Node 20 to 24). It optimises a function once it has run
 * for a while, which took a tenth of a short run, half of it for what ran no more: it waits three times as long here.
 * And it clears what is young in memory in one thread, not in several that mostly wait for each other; what is old is
 * marked by the thread that it belongs to, and there is room at once for as much that is young as there would be later.
 */
export function setV8(): void {
  const version = Number.parseInt(process.versions.v8, 10);
  if (version < 11 || version > 13) return;
  v8.setFlagsFromString('--interrupt-budget=400000');
  v8.setFlagsFromString('--no-parallel-scavenge');
  v8.setFlagsFromString('--no-concurrent-marking');
  v8.setFlagsFromString('--min-semi-space-size=16');
  v8.setFlagsFromString('--semi-space-growth-factor=16');
}

interface KeptCode {
  readonly uses: readonly string[];
  readonly code: Buffer;
}

/** Undefined where the system knows no home. */
function placeOf(file: string, part: string): string | undefined {
  try {
    return path.join(userCache(), 'code', `${path.basename(file)}-${part}-${process.version}-${process.arch}`);
  } catch {
    return undefined;
  }
}

/** A line of JSON, then V8's bytes. The line holds the checksum of the script and of them. */
function readCode(place: string, source: Uint8Array): KeptCode | undefined {
  try {
    const bytes = fs.readFileSync(place);
    const end = bytes.indexOf(10);
    const { sha256, uses } = JSON.parse(bytes.toString('utf8', 0, end)) as { sha256: string; uses: readonly string[] };
    const code = bytes.subarray(end + 1);
    return sha256 === checksum(source, uses, code) ? { uses, code } : undefined;
  } catch {
    return undefined;
  }
}

/** Of others that write at the same time the last one holds. Where it cannot be written, nothing is kept. */
function writeCode(place: string, source: Uint8Array, { uses, code }: KeptCode): void {
  const written = `${place}.${process.pid}`,
    line = `${JSON.stringify({ sha256: checksum(source, uses, code), uses })}\n`;
  try {
    fs.mkdirSync(path.dirname(place), { recursive: true });
    fs.writeFileSync(written, Buffer.concat([Buffer.from(line), code]));
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

const checksum = (source: Uint8Array, uses: readonly string[], code: Uint8Array): string =>
  createHash('sha256').update(source).update(JSON.stringify(uses)).update(code).digest('hex');
