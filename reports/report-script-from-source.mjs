// The script of a page of HTML: scripts/build.mjs makes dist/views/report.js of it; from the sources it is made when
// it is asked for.
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const top = fileURLToPath(new URL('..', import.meta.url));

/** Of the house only what the page uses: no file of it does anything when it is loaded. */
const onlyWhatIsUsed = {
  name: 'only-what-is-used',
  setup: (build) => {
    build.onResolve({ filter: /^\.\.?\// }, ({ resolveDir, path: file }) => ({
      path: path.resolve(resolveDir, file),
      sideEffects: false,
    }));
  },
};
export const scriptOptions = {
  platform: 'browser',
  target: 'chrome120',
  format: 'iife',
  minify: true,
  charset: 'ascii',
  plugins: [onlyWhatIsUsed],
};

export async function builtScript() {
  const esbuild = await import('esbuild');
  const { outputFiles } = await esbuild.build({
    ...scriptOptions,
    entryPoints: [path.join(top, 'views/report-view.ts')],
    bundle: true,
    write: false,
    logLevel: 'error',
  });
  return outputFiles[0].text;
}
