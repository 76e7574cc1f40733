// Bundles what runs outside the sources: each entry below becomes one file in dist/. `node scripts/build.mjs [NAME…]`
// builds only those named; `--watch` builds again as files change, until it is stopped.
import esbuild from 'esbuild';
import fs from 'node:fs';
import { builtinModules } from 'node:module';
import path from 'node:path';
import zlib from 'node:zlib';
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
/** Its code is compiled, and stands in a string in its script: packed beside it, it takes two thirds of the room. */
const hdf5Packed = {
  name: 'hdf5-packed',
  setup: (build) => {
    build.onLoad({ filter: /[\\/]hdf5_util\.js$/ }, ({ path: file }) => {
      const text = fs.readFileSync(file, 'utf8');
      const [decoding] = /function binaryDecode\(bin\)\{.*?return o\}/s.exec(text);
      const [found] = /function findWasmBinary\(\)\{return binaryDecode\('.*?'\)\}/s.exec(text);
      const compiled = new Function(`${decoding};${found};return findWasmBinary()`)();
      fs.mkdirSync('dist', { recursive: true });
      fs.writeFileSync('dist/hdf5.wasm.br', packed(compiled));
      const unpacks = 'function findWasmBinary() { return packed() }';
      return {
        contents:
          "import { readFileSync } from 'node:fs'; import { brotliDecompressSync } from 'node:zlib';\n" +
          "const packed = () => brotliDecompressSync(readFileSync(new URL('hdf5.wasm.br', import.meta.url)));\n" +
          text.replace(found, () => unpacks),
      };
    });
  },
};
const packed = (bytes) =>
  zlib.brotliCompressSync(bytes, {
    params: { [zlib.constants.BROTLI_PARAM_LGWIN]: 24, [zlib.constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  });
const node = {
  platform: 'node',
  format: 'esm',
  target: 'node20',
  external: ['@tensorflow/*', '*.node'],
  plugins: [hdf5Apart],
};
const page = { platform: 'browser', target: 'chrome120', minify: true };
/** Of packages that have parts for browsers alone, which Node's own conditions do not know, and that need no Node. */
const partsForBrowsers = {
  name: 'parts-for-browsers',
  setup: (build) => {
    build.onResolve(
      { filter: /^vscode-(languageclient|languageserver|languageserver-protocol|jsonrpc)\/browser$/ },
      async ({ path: asked, importer, resolveDir, kind }) => {
        const common = await build.resolve(asked.replace(/\/browser$/, ''), { importer, resolveDir, kind });
        return { path: path.join(path.dirname(common.path), '..', 'browser', 'main.js') };
      },
    );
    build.onResolve({ filter: /^fflate$/ }, () => ({ path: path.resolve('node_modules/fflate/esm/browser.js') }));
  },
};
/** What a browser runs reaches nothing of Node: a module of it, or a global of it, is an error. */
const withoutNode = {
  name: 'without-node',
  setup: (build) => {
    const text = (what) => `a browser has no ${what}, and this is run in one`;
    build.onResolve({ filter: new RegExp(`^(node:.*|${builtinModules.join('|')})$`) }, ({ path: module }) => ({
      errors: [{ text: text(module) }],
    }));
    build.onEnd(({ outputFiles = [] }) => {
      // variables have short names by now: a long one is a global
      const used = outputFiles.flatMap((file) => file.text.match(/(?<![\w$.])(process|Buffer)\.\w+/g) ?? []);
      return { errors: [...new Set(used)].map((each) => ({ text: text(each) })) };
    });
  },
};
const inBrowser = {
  ...node,
  external: ['vscode'],
  // packages that also run in Node look for these
  define: { 'process.env': '{}', 'process.platform': '"browser"' },
  plugins: [hdf5Apart, partsForBrowsers, withoutNode],
  write: false,
};
/** The fonts of a PDF are packed as WOFF 1: what unpacks WOFF 2, and its dictionary, would never be asked. */
const noBrotli = {
  name: 'no-brotli',
  setup: (build) => {
    build.onLoad({ filter: /[\\/]brotli[\\/]decompress\.js$/ }, () => ({ contents: 'export default undefined' }));
  },
};
/** What runs beside the pages, by the names of the files in dist/ that begin it, or by which it is asked for. */
const parts = {
  anlage: 'cli/main.ts',
  worker: 'runs/execute/worker.ts',
  'reading-thread': 'runs/data/reading-thread.ts',
  server: 'server/node.ts',
  'server-thread': 'server/analyst-thread.ts',
  extension: 'client/extension.ts',
  'server-in-browser': 'server/in-browser.ts',
  'extension-in-browser': 'client/extension-in-browser.ts',
};
/**
 * All of them in one script, so that what they share is there once; each is run when it is asked for by its name. In a
 * browser it runs in a worker (client/server-worker.ts).
 */
const program = Object.entries(parts)
  .map(([name, from]) => `exports[${JSON.stringify(name)}] = () => require('./${from}');`)
  .join('\n');
/** What loads modules from a script whose code is kept: `importHere` of runs/execute/kept-code.ts. */
const importsHere = {
  name: 'imports-here',
  setup: (build) => {
    build.onEnd(() => {
      const file = build.initialOptions.outfile;
      if (fs.existsSync(file))
        fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace(/(?<![\w$.])import\(/g, 'importHere('));
    });
  },
};
/** Commander begins programs for subcommands that are files. There are none here, and Node's part for it is slow. */
const noPrograms = {
  name: 'no-programs',
  setup: (build) => {
    build.onLoad({ filter: /[\\/]commander[\\/]lib[\\/]command\.js$/ }, ({ path: file }) => ({
      contents: fs.readFileSync(file, 'utf8').replace("require('node:child_process')", 'undefined'),
    }));
  },
};
/** A script, of which V8's code can be kept (runs/execute/kept-code.ts). */
const script = {
  ...node,
  external: ['vscode', ...node.external],
  plugins: [...node.plugins, partsForBrowsers, noPrograms, importsHere],
  format: 'cjs',
  define: { 'import.meta.url': 'importMetaUrl' },
};
const start = (part) => ({ ...node, define: { startedPart: JSON.stringify(part) } });

const entries = [
  { name: 'anlage', from: program, to: 'dist/anlage.cjs', options: script },
  { name: 'anlage', from: 'cli/start-main.ts', to: 'dist/anlage.mjs', options: node, executable: true },
  ...['worker', 'reading-thread', 'server', 'server-thread'].map((part) => ({
    name: 'anlage',
    from: 'runs/execute/start-part.ts',
    to: `dist/${part}.mjs`,
    options: start(part),
  })),
  {
    name: 'anlage',
    from: 'client/start-extension.ts',
    to: 'dist/extension.cjs',
    options: { ...node, format: 'cjs', define: { 'import.meta.url': '__filename' } },
  },
  {
    name: 'anlage',
    from: 'client/start-in-browser.ts',
    to: 'dist/extension-in-browser.js',
    options: { ...page, format: 'cjs', external: ['vscode'] },
  },
  // In the program already: here it is seen that a browser has all that these parts need.
  { name: 'browser', from: 'server/in-browser.ts', options: inBrowser },
  { name: 'browser', from: 'client/extension-in-browser.ts', options: inBrowser },
  {
    name: 'hdf5',
    from: 'node_modules/h5wasm/dist/esm/hdf5_hl.js',
    to: 'dist/hdf5.mjs',
    options: { ...node, plugins: [hdf5Packed] },
  },
  {
    name: 'pdf',
    from: 'reports/pdf/pdf-library-from-source.mjs',
    to: 'dist/pdf.mjs',
    isPacked: true,
    options: {
      platform: 'browser',
      format: 'esm',
      target: 'node20',
      minify: true,
      plugins: [noBrotli],
      // it looks for files of its own beside it, of fonts that are not used
      define: { 'import.meta.url': '"file:///"' },
    },
    fonts: 'reports/pdf/fonts.json',
  },
  { name: 'views', from: 'views/panels.cjs', to: 'dist/views/panels.js', options: { ...page, format: 'iife' } },
  { name: 'report', from: 'views/report-view.ts', to: 'dist/views/report.js', options: scriptOptions },
  { name: 'views-style', from: 'views/results-view.css', to: 'dist/views/results.css', options: page },
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
  await esbuild.build({ minify: true, ...optionsOf(entry) });
  if (entry.options === script) escapeAll(entry.to);
  if (entry.executable) fs.chmodSync(entry.to, 0o755);
  if (entry.isPacked) {
    fs.writeFileSync(`${entry.to}.br`, packed(fs.readFileSync(entry.to)));
    fs.rmSync(entry.to);
  }
  if (entry.fonts) await packFonts(entry.fonts);
}

/** esbuild escapes what is not ASCII, but for regular expressions: a text of ASCII alone takes half the memory. */
function escapeAll(file) {
  const text = fs.readFileSync(file, 'utf8');
  const escaped = (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  fs.writeFileSync(file, text.replace(/[^\0-\x7f]/g, escaped));
}

/** No PDF holds what a font calls its glyphs: nothing in their place packs to nothing (`post`, version 3). */
function withoutGlyphNames(font) {
  const view = new DataView(font.buffer, font.byteOffset, font.length);
  for (let entry = 12; entry < 12 + 16 * view.getUint16(4); entry += 16) {
    if (view.getUint32(entry) !== 0x706f7374) continue;
    const [at, length] = [view.getUint32(entry + 8), view.getUint32(entry + 12)];
    view.setUint32(at, 0x00030000);
    font.fill(0, at + 32, at + length);
  }
  return font;
}

/** All fonts packed as one, a quarter smaller than each by itself: where each lies in a line of JSON, then they. */
async function packFonts(list) {
  const { outputFiles } = await esbuild.build({
    ...node,
    entryPoints: ['reports/pdf/sfnt.ts'],
    bundle: true,
    write: false,
  });
  const { sfntOf } = await import(`data:text/javascript,${encodeURIComponent(outputFiles[0].text)}`);
  fs.mkdirSync('dist/fonts', { recursive: true });
  const fonts = [...new Set(Object.values(JSON.parse(fs.readFileSync(list, 'utf8'))).flat())].map((name) => {
    const family = name.slice(0, name.search(/-(latin|greek|cyrillic)/));
    fs.copyFileSync(`node_modules/@fontsource/${family}/LICENSE`, `dist/fonts/${family}-LICENSE`);
    return {
      name,
      font: withoutGlyphNames(sfntOf(fs.readFileSync(`node_modules/@fontsource/${family}/files/${name}.woff`))),
    };
  });
  const lengths = `${JSON.stringify(fonts.map(({ name, font }) => [name, font.length]))}\n`;
  fs.writeFileSync(
    'dist/fonts/all.br',
    packed(Buffer.concat([Buffer.from(lengths), ...fonts.map(({ font }) => font)])),
  );
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

/** `from` is a file, or a script of several lines itself. */
function optionsOf({ from, to, options }) {
  const begins = from.includes('\n') ? { stdin: { contents: from, resolveDir: '.' } } : { entryPoints: [from] };
  return { ...begins, outfile: to, bundle: true, logLevel: 'warning', ...options };
}
