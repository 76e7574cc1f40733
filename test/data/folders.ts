import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import { writeIdx } from '../../formats/index.ts';
import type { PlaceContext } from '../../runs/data/index.ts';

/** A folder of the test's own, removed after it; `files` by relative path. */
export function temporaryFolder(t: TestContext, files: Readonly<Record<string, string | Uint8Array>> = {}): string {
  const folder = fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), 'anlage-data-')));
  t.after(() => {
    fs.rmSync(folder, { recursive: true, force: true });
  });
  for (const [name, content] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    fs.writeFileSync(path.join(folder, name), content);
  }
  return folder;
}

/** A context that sees nothing of the machine the test runs on but `folder`. */
export const alone = (folder: string, more: Partial<PlaceContext> = {}): PlaceContext => ({
  file: path.join(folder, 'study', 'a.anl'),
  workspace: folder,
  home: path.join(folder, 'home'),
  platform: 'linux',
  environment: {},
  ...more,
});

/** Four IDX files like MNIST's: `train` and `test` labels, images of 2 × 2 pixels that all hold the label. */
export function idxFolder(train: readonly number[], test: readonly number[], folder = ''): Record<string, Uint8Array> {
  const images = (labels: readonly number[]): Uint8Array =>
    writeIdx({
      type: 'u1',
      shape: [labels.length, 2, 2],
      values: Uint8Array.from(labels.flatMap((label) => [label, label, label, label])),
    });
  const numbers = (labels: readonly number[]): Uint8Array =>
    writeIdx({ type: 'u1', shape: [labels.length], values: Uint8Array.from(labels) });
  return Object.fromEntries(
    Object.entries({
      'train-images-idx3-ubyte': images(train),
      'train-labels-idx1-ubyte': numbers(train),
      't10k-images-idx3-ubyte': images(test),
      't10k-labels-idx1-ubyte': numbers(test),
    }).map(([name, bytes]) => [path.join(folder, name), bytes]),
  );
}
