// The extension in a real VS Code: first inside its extension host (VS Code's own API), then as a person sees it (the
// packaged .vsix in the workbench). (default) VS Code server from npm and Debian's Chromium; nothing from elsewhere
// VSCODE_EXECUTABLE_PATH=/path/to/code the extension-host suite in an installed desktop VS Code VSCODE_DOWNLOAD=stable
// the extension-host suite in a desktop VS Code that @vscode/test-electron downloads. An argument names one suite:
// package (what is in it), host, browser (the web worker, without Node) or interface.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { add, close, countsLeft, noCounts } from '../summary.mjs';
import { filesOfVsix, unpackVsix } from './vsix.mjs';
import { makeWorkspace } from './workspace.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const project = path.join(here, '..', '..');
const suites = { package: packageHolds, host: extensionHost, browser: browserHost, interface: userInterface };
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

/** What is packaged is small, and has what each kind of editor loads. */
function packageHolds() {
  const counts = noCounts();
  const vsix = path.join(project, 'dist', 'anlage.vsix');
  const files = filesOfVsix(vsix);
  const manifest = JSON.parse(Buffer.from(files.get('package.json')).toString('utf8'));
  const bytes = fs.statSync(vsix).size;
  const holds = {
    [`is of at most 3.5 MB (${bytes} bytes)`]: bytes <= 3_500_000,
    'has a part for Node and one for browsers': [manifest.main, manifest.browser].every((file) =>
      files.has(path.posix.normalize(file)),
    ),
    'has the kernels of this machine and WebAssembly': [
      `${process.platform}-${process.arch}.node`,
      'kernels.wasm',
    ].every((name) => files.has(`engine/kernels/prebuilt/${name}`)),
    'has a changelog, a licence and an icon': ['changelog.md', 'LICENSE.txt', manifest.icon].every((name) =>
      files.has(name),
    ),
    'shows no picture that is not in reach': !/!\[[^\]]*\]\((?!https:)/.test(
      Buffer.from(files.get('readme.md')).toString('utf8'),
    ),
  };
  for (const [what, isSo] of Object.entries(holds)) {
    console.log(`${isSo ? '✔' : '✖'} the package ${what}`);
    counts[isSo ? 'passed' : 'failed']++;
    if (!isSo) counts.failures.push(`the package ${what}`);
  }
  return counts;
}

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
