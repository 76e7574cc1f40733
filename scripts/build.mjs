// Bundles what runs outside the sources: each entry below becomes one file in dist/. `node scripts/build.mjs [NAME…]`
// builds only those named.
import esbuild from 'esbuild';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

process.chdir(path.join(path.dirname(fileURLToPath(import.meta.url)), '..'));

/** The HDF5 library is 4 MB: a bundle of its own beside the others, loaded when the first such file is opened. */
const hdf5Apart = {
  name: 'hdf5-apart',
  setup: (build) => {
    build.onResolve({ filter: /^h5wasm$/ }, () => ({ path: './hdf5.mjs', external: true }));
  },
};
const node = {
  platform: 'node',
  format: 'esm',
  target: 'node20',
  external: ['@tensorflow/*', '*.node'],
  plugins: [hdf5Apart],
};
const page = { platform: 'browser', target: 'chrome120', minify: true };
/** Packages that are CommonJS inside an ES module ask for these. */
const commonJs =
  "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);";

const entries = [
  {
    name: 'anlage',
    from: 'cli/main.ts',
    to: 'dist/anlage.mjs',
    options: { ...node, banner: { js: commonJs } },
    executable: true,
  },
  {
    name: 'worker',
    from: 'runs/execute/worker.ts',
    to: 'dist/worker.mjs',
    options: { ...node, banner: { js: commonJs } },
  },
  {
    name: 'reading-thread',
    from: 'runs/data/reading-thread.ts',
    to: 'dist/reading-thread.mjs',
    options: { ...node, banner: { js: commonJs } },
  },
  {
    name: 'hdf5',
    from: 'node_modules/h5wasm/dist/esm/hdf5_hl.js',
    to: 'dist/hdf5.mjs',
    options: { ...node, plugins: [], charset: 'utf8' },
  },
  { name: 'views', from: 'views/results-view.ts', to: 'dist/views/results.js', options: { ...page, format: 'iife' } },
  { name: 'preview', from: 'views/preview-view.ts', to: 'dist/views/preview.js', options: { ...page, format: 'iife' } },
  { name: 'views-style', from: 'views/results-view.css', to: 'dist/views/results.css', options: page },
  { name: 'server', from: 'server/node.ts', to: 'dist/server.mjs', options: { ...node, banner: { js: commonJs } } },
  {
    name: 'server-thread',
    from: 'server/analyst-thread.ts',
    to: 'dist/server-thread.mjs',
    options: { ...node, banner: { js: commonJs } },
  },
  {
    name: 'extension',
    from: 'client/extension.ts',
    to: 'dist/extension.cjs',
    options: {
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      external: ['vscode', '@tensorflow/*', '*.node'],
      plugins: [hdf5Apart],
      define: { 'import.meta.url': 'importMetaUrl' },
      banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
    },
  },
];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !entries.some((entry) => entry.name === name));
if (unknown.length > 0) {
  console.error(`no entry ${unknown.join(', ')}; there are ${entries.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}
for (const entry of entries.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) await build(entry);

async function build({ from, to, options, executable = false }) {
  if (!fs.existsSync(from)) throw new Error(`${from} is not there`);
  await esbuild.build({
    entryPoints: [from],
    outfile: to,
    bundle: true,
    minifySyntax: true,
    minifyWhitespace: true,
    logLevel: 'warning',
    ...options,
  });
  if (executable) fs.chmodSync(to, 0o755);
}
