import esbuild from 'esbuild';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

/** Of this process: two runs of the tests do not meet. */
const folder = path.resolve('build', 'tests', String(process.pid));
/** Threads that the sources start, by the file that starts them: one loaded from its sources takes seconds to begin. */
const threads = {
  'runs/execute/thread-pool.ts': { name: 'worker', from: 'runs/execute/worker.ts' },
  'runs/data/apart.ts': { name: 'reading-thread', from: 'runs/data/reading-thread.ts' },
  'server/threaded-analyst.ts': { name: 'server-thread', from: 'server/analyst-thread.ts' },
};

/** What a module sees as its place is that of its source; what starts a thread finds the bundled one beside it. */
const inTheirPlaces = {
  name: 'in-their-places',
  setup: (build) => {
    build.onLoad({ filter: /\.(ts|mjs)$/ }, ({ path: file }) => {
      if (file.includes('node_modules')) return undefined;
      const source = fs.readFileSync(file, 'utf8');
      if (!source.includes('import.meta.url')) return undefined;
      const starts = path.relative('.', file).split(path.sep).join('/') in threads;
      const place = pathToFileURL(starts ? path.join(folder, 'started.mjs') : file).href;
      return {
        contents: source.replaceAll('import.meta.url', JSON.stringify(place)),
        loader: file.endsWith('.ts') ? 'ts' : 'js',
      };
    });
  },
};

/**
 * Bundles test files and what they share, so that each loads in tenths of a second; the bundles go when this process
 * ends. @returns the bundle of each file, in order
 */
export async function bundle(files) {
  process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
  const nameOf = (file) => file.replace(/\.ts$/, '').split(path.sep).join('/');
  await esbuild.build({
    entryPoints: [
      ...files.map((file) => ({ in: file, out: nameOf(file) })),
      ...Object.values(threads).map(({ name, from }) => ({ in: from, out: name })),
    ],
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    packages: 'external',
    external: ['*.node'],
    sourcemap: 'linked',
    logLevel: 'warning',
    plugins: [inTheirPlaces],
  });
  return files.map((file) => path.join(folder, `${nameOf(file)}.mjs`));
}
