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
import { close } from '../summary.mjs';
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

const total = { passed: 0, failed: 0, skipped: 0 };
const add = (counts) => {
  for (const key of Object.keys(total)) total[key] += counts[key];
};
add(await extensionHost());
add(await userInterface());
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
  const lines = fs.existsSync(results) ? fs.readFileSync(results, 'utf8').trim().split('\n') : [];
  console.log(lines.slice(0, -1).join('\n'));
  for (const folder of [workspace, scratch]) fs.rmSync(folder, { recursive: true, force: true });
  return lines.length > 0 && lines.at(-1).startsWith('{')
    ? JSON.parse(lines.at(-1))
    : { passed: 0, failed: 1, skipped: 0 }; // the suite never ran
}

async function userInterface() {
  const counts = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'anlage-ui-')), 'counts');
  spawnSync(process.execPath, [path.join(here, 'interface.mjs')], {
    cwd: project,
    stdio: 'inherit',
    env: { ...process.env, ANLAGE_TEST_COUNTS: counts },
  });
  return fs.existsSync(counts) ? JSON.parse(fs.readFileSync(counts, 'utf8')) : { passed: 0, failed: 1, skipped: 0 };
}
