// The extension in a real VS Code: first inside its extension host (VS Code's own API), then as a person sees it (the
// packaged .vsix in the workbench). (default) VS Code server from npm and Debian's Chromium; nothing from elsewhere
// VSCODE_EXECUTABLE_PATH=/path/to/code the extension-host suite in an installed desktop VS Code VSCODE_DOWNLOAD=stable
// the extension-host suite in a desktop VS Code that @vscode/test-electron downloads. An argument names one suite:
// host, browser (the web worker, without Node) or interface.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { add, close, countsLeft, noCounts } from '../summary.mjs';
import { unpackVsix } from './vsix.mjs';
import { makeWorkspace } from './workspace.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const project = path.join(here, '..', '..');
const suites = { host: extensionHost, browser: browserHost, interface: userInterface };
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in suites));
if (unknown.length > 0) {
  console.error(`no suite ${unknown.join(', ')}; there are ${Object.keys(suites).join(', ')}`);
  process.exit(2);
}
const packaged = spawnSync(process.execPath, [path.join(project, 'scripts', 'package.mjs')], {
  cwd: project,
  stdio: 'inherit',
});
if (packaged.status !== 0) process.exit(1);

const suite = path.join(project, 'build', 'editor-suite');
const bundled = {
  outdir: suite,
  outExtension: { '.js': '.cjs' },
  bundle: true,
  format: 'cjs',
  logLevel: 'warning',
};
await build({
  ...bundled,
  entryPoints: ['index', 'extension.suite'].map((name) => path.join(here, 'suite', `${name}.ts`)),
  platform: 'node',
  target: 'node20',
  external: ['vscode', 'mocha'],
});
await build({
  ...bundled,
  entryPoints: [path.join(here, 'suite', 'browser-index.ts')],
  platform: 'browser',
  external: ['vscode'],
});

const total = noCounts();
for (const [name, run] of Object.entries(suites))
  if (wanted.length === 0 || wanted.includes(name)) add(total, await run());
close(total);

async function extensionHost() {
  const workspace = makeWorkspace();
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'anlage-host-'));
  const results = path.join(scratch, 'results');
  try {
    await runTests({
      vscodeExecutablePath:
        process.env.VSCODE_EXECUTABLE_PATH ??
        (process.env.VSCODE_DOWNLOAD
          ? await downloadAndUnzipVSCode(process.env.VSCODE_DOWNLOAD)
          : path.join(here, 'code.mjs')),
      extensionDevelopmentPath: project,
      extensionTestsPath: path.join(suite, 'index.cjs'),
      extensionTestsEnv: { ANLAGE_EDITOR_RESULTS: results },
      launchArgs: [
        workspace,
        '--disable-extensions',
        `--user-data-dir=${scratch}/user`,
        `--extensions-dir=${scratch}/extensions`,
      ],
    });
  } catch (error) {
    console.error(String(error?.message ?? error));
  }
  if (fs.existsSync(results)) console.log(fs.readFileSync(results, 'utf8').trimEnd());
  const left = countsLeft(`${results}.json`, 'the suite in the extension host');
  for (const folder of [workspace, scratch]) fs.rmSync(folder, { recursive: true, force: true });
  return left;
}

/** As in an editor without a server: what is installed has no `main`. */
async function browserHost() {
  const workspace = makeWorkspace();
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'anlage-browser-'));
  const extension = path.join(scratch, 'extension');
  unpackVsix(path.join(project, 'dist', 'anlage.vsix'), extension);
  const manifest = path.join(extension, 'package.json');
  const { main, extensionKind, ...browser } = JSON.parse(fs.readFileSync(manifest, 'utf8'));
  fs.writeFileSync(manifest, JSON.stringify(browser));
  // tests run where the extension runs that they lie in
  const tests = path.join(extension, 'browser-index.cjs');
  fs.copyFileSync(path.join(suite, 'browser-index.cjs'), tests);
  const stored = spawnSync(
    process.execPath,
    [path.join(project, 'dist', 'anlage.mjs'), 'run', path.join(workspace, 'claims.anl'), '--quiet'],
    { encoding: 'utf8' },
  );
  if (stored.status !== 0) throw new Error(stored.stderr);
  const ran = spawnSync(
    process.execPath,
    [
      path.join(here, 'code.mjs'),
      workspace,
      `--extensionDevelopmentPath=${extension}`,
      `--extensionTestsPath=${tests}`,
      `--user-data-dir=${scratch}/user`,
      `--extensions-dir=${scratch}/extensions`,
    ],
    { stdio: 'inherit' },
  );
  const results = path.join(workspace, 'results');
  if (fs.existsSync(results)) console.log(fs.readFileSync(results, 'utf8'));
  else console.error(`the suite in a browser left no results (${ran.status})`);
  const left = countsLeft(`${results}.json`, 'the suite in a browser');
  for (const folder of [workspace, scratch]) fs.rmSync(folder, { recursive: true, force: true });
  return left;
}

async function userInterface() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'anlage-ui-'));
  const counts = path.join(folder, 'counts');
  spawnSync(process.execPath, [path.join(here, 'interface.mjs')], {
    cwd: project,
    stdio: 'inherit',
    env: { ...process.env, ANLAGE_TEST_COUNTS: counts },
  });
  const left = countsLeft(counts, 'the suite in the workbench');
  fs.rmSync(folder, { recursive: true });
  return left;
}
