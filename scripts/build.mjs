// Bundles what runs outside the sources: each entry below becomes one file in dist/. `node scripts/build.mjs [NAME…]`
// builds only those named; `--watch` builds again as files change, until it is stopped.
import esbuild from 'esbuild';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { scriptOptions } from '../reports/report-script-from-source.mjs';

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
/** The fonts of a PDF are packed as WOFF 1: what unpacks WOFF 2, and its dictionary, would never be asked. */
const noBrotli = {
  name: 'no-brotli',
  setup: (build) => {
    build.onLoad({ filter: /[\\/]brotli[\\/]decompress\.js$/ }, () => ({ contents: 'export default undefined' }));
  },
};
/** Packages that are CommonJS inside an ES module ask for these. */
const commonJs =
  "import { createRequire as makeRequire } from 'node:module'; const require = makeRequire(import.meta.url);";

/** What loads modules from a script whose code is kept: `importHere` of runs/execute/kept-code.ts. */
const importsHere = {
  name: 'imports-here',
  setup: (build) => {
    build.onEnd(() => {
      const file = build.initialOptions.outfile;
      fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace(/(?<![\w$.])import\(/g, 'importHere('));
    });
  },
};
/** A script, of which V8's code can be kept (runs/execute/kept-code.ts). */
const script = {
  ...node,
  plugins: [...(node.plugins ?? []), importsHere],
  format: 'cjs',
  define: { 'import.meta.url': 'importMetaUrl' },
  banner: { js: "const importMetaUrl = require('node:url').pathToFileURL(__filename).href;" },
};

const entries = [
  { name: 'anlage', from: 'cli/main.ts', to: 'dist/anlage.cjs', options: script },
  { name: 'anlage', from: 'cli/start-main.ts', to: 'dist/anlage.mjs', options: node, executable: true },
  { name: 'worker', from: 'runs/execute/worker.ts', to: 'dist/worker.cjs', options: script },
  { name: 'worker', from: 'runs/execute/start-worker.ts', to: 'dist/worker.mjs', options: node },
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
  {
    name: 'pdf',
    from: 'reports/pdf/pdf-library-from-source.mjs',
    to: 'dist/pdf.mjs',
    options: { platform: 'browser', format: 'esm', target: 'node20', minify: true, plugins: [noBrotli] },
    fonts: 'reports/pdf/fonts.json',
  },
  { name: 'views', from: 'views/results-view.ts', to: 'dist/views/results.js', options: { ...page, format: 'iife' } },
  { name: 'preview', from: 'views/preview-view.ts', to: 'dist/views/preview.js', options: { ...page, format: 'iife' } },
  { name: 'history', from: 'views/history-view.ts', to: 'dist/views/history.js', options: { ...page, format: 'iife' } },
  {
    name: 'comparison',
    from: 'views/comparison-view.ts',
    to: 'dist/views/comparison.js',
    options: { ...page, format: 'iife' },
  },
  { name: 'report', from: 'views/report-view.ts', to: 'dist/views/report.js', options: scriptOptions },
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
    options: { ...script, external: ['vscode', ...node.external] },
  },
];

const watches = process.argv.includes('--watch');
const wanted = process.argv.slice(2).filter((argument) => argument !== '--watch');
const unknown = wanted.filter((name) => !entries.some((entry) => entry.name === name));
if (unknown.length > 0) {
  console.error(`no entry ${unknown.join(', ')}; there are ${entries.map(({ name }) => name).join(', ')}`);
  process.exit(2);
}
const chosen = entries.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
if (watches) await watch(chosen);
else for (const entry of chosen) await build(entry);

async function build(entry) {
  await esbuild.build({ minifySyntax: true, minifyWhitespace: true, ...optionsOf(entry) });
  if (entry.options === script) escapeAll(entry.to);
  if (entry.executable) fs.chmodSync(entry.to, 0o755);
  if (entry.fonts) copyFonts(entry.fonts);
}

/** esbuild escapes what is not ASCII, but for regular expressions: a text of ASCII alone takes half the memory. */
function escapeAll(file) {
  const text = fs.readFileSync(file, 'utf8');
  const escaped = (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  fs.writeFileSync(file, text.replace(/[^\0-\x7f]/g, escaped));
}

function copyFonts(list) {
  fs.mkdirSync('dist/fonts', { recursive: true });
  for (const name of new Set(Object.values(JSON.parse(fs.readFileSync(list, 'utf8'))).flat())) {
    const family = name.slice(0, name.search(/-(latin|greek|cyrillic)/));
    fs.copyFileSync(`node_modules/@fontsource/${family}/files/${name}.woff`, `dist/fonts/${name}.woff`);
    fs.copyFileSync(`node_modules/@fontsource/${family}/LICENSE`, `dist/fonts/${family}-LICENSE`);
  }
}

/**
 * Builds again whatever a change of a file concerns, readable and with its source map inside, so that a debugger stops
 * in the sources. Says when it begins and when all is built: .vscode/tasks.json waits for these lines.
 */
async function watch(watched) {
  const underway = new Set(watched.map(({ name }) => name));
  const told = (name) => ({
    name: 'told',
    setup: ({ onStart, onEnd }) => {
      onStart(() => {
        if (underway.size === 0) console.log('building dist');
        underway.add(name);
      });
      onEnd(() => {
        underway.delete(name);
        if (underway.size === 0) console.log('dist is built; waiting for changes');
      });
    },
  });
  console.log('building dist');
  for (const entry of watched) {
    const options = optionsOf(entry);
    const context = await esbuild.context({
      ...options,
      minify: false,
      sourcemap: 'inline',
      color: false,
      plugins: [...(options.plugins ?? []), told(entry.name)],
    });
    await context.watch();
  }
}

function optionsOf({ from, to, options }) {
  if (!fs.existsSync(from)) throw new Error(`${from} is not there`);
  return { entryPoints: [from], outfile: to, bundle: true, logLevel: 'warning', ...options };
}
