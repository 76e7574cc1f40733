// The extension in a real VS Code: first inside its extension host (VS Code's own API), then as a person sees it (the
// packaged .vsix in the workbench). (default) VS Code server from npm and Debian's Chromium; nothing from elsewhere
// VSCODE_EXECUTABLE_PATH=/path/to/code the extension-host suite in an installed desktop VS Code VSCODE_DOWNLOAD=stable
// the extension-host suite in a desktop VS Code that @vscode/test-electron downloads
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { downloadAndUnzipVSCode, runTests } from '@vscode/test-electron';
import { build } from 'esbuild';
import { add, close, countsLeft, noCounts } from '../summary.mjs';
import { makeWorkspace } from './workspace.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));
const project = path.join(here, '..', '..');
const packaged = spawnSync(process.execPath, [path.join(project, 'scripts', 'package.mjs')], {
  cwd: project,
  stdio: 'inherit',
});
if (packaged.status !== 0) process.exit(1);

const suite = path.join(project, 'build', 'editor-suite');
await build({
  entryPoints: {
    index: path.join(here, 'suite', 'index.ts'),
    'extension.suite': path.join(here, 'suite', 'extension.suite.ts'),
  },
  outdir: suite,
  outExtension: { '.js': '.cjs' },
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  external: ['vscode', 'mocha'],
  logLevel: 'warning',
});

const total = noCounts();
add(total, await extensionHost());
add(total, await userInterface());
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
