import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';

const folder = new URL('../../engine/kernels/', import.meta.url);
const record = JSON.parse(readFileSync(new URL('prebuilt/BUILD.json', folder), 'utf8'));
const read = (name: string) => readFileSync(new URL(`prebuilt/${name}`, folder));
const hash = (...contents: Buffer[]) =>
  contents.reduce((sum, content) => sum.update(content), createHash('sha256')).digest('hex');

test('the compiled kernels are those of the record, made from these sources, in less than four megabytes', () => {
  const names = Object.keys(record.files);
  assert.deepEqual([...names, 'BUILD.json'].sort(), readdirSync(new URL('prebuilt/', folder)).sort());
  for (const name of names) assert.equal(hash(read(name)), record.files[name], `${name}: run npm run build:kernels`);
  const sources = readdirSync(new URL('source/', folder))
    .sort()
    .map((name) => readFileSync(new URL(`source/${name}`, folder)));
  assert.equal(hash(...sources), record.source, 'the sources have changed: run npm run build:kernels');
  assert.ok(names.reduce((sum, name) => sum + read(name).length, 0) < 4 * 2 ** 20);
});

test('each addon is a library for its platform, registers itself, and names no path of the builder', () => {
  const kinds: Record<string, string> = { linux: '7f454c46', win32: '4d5a', darwin: 'cffaedfe' };
  for (const name of Object.keys(record.files).filter((file) => file.endsWith('.node'))) {
    const bytes = read(name);
    assert.ok(bytes.toString('hex', 0, 4).startsWith(kinds[name.split('-')[0]]), name);
    assert.ok(bytes.includes('napi_register_module_v1'), name);
    assert.doesNotMatch(bytes.toString('latin1'), /\/(home|tmp|root|Users)\//, `${name} holds a path`);
  }
});
