// Starts a real VS Code server, installs a .vsix in it as a user would, and opens its workbench in headless Chromium.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';
import { ensureVSCode } from './install.mjs';

const chromiumPath = process.env.CHROMIUM_PATH ?? '/usr/bin/chromium';
const browserFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1',
]; // nothing leaves the machine
/** A quiet, deterministic workbench: no welcome page, telemetry, gallery, updates or assistants. */
const settings = {
  'telemetry.telemetryLevel': 'off',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'update.mode': 'none',
  'workbench.enableExperiments': false,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'chat.commandCenter.enabled': false,
  'security.workspace.trust.enabled': false,
  'git.enabled': false,
  'files.hotExit': 'off',
  'files.autoSave': 'off',
  'workbench.editor.restoreViewState': false,
  'editor.cursorBlinking': 'solid',
  'workbench.reduceMotion': 'on',
  'editor.minimap.enabled': false,
};
const unneededExtensions = [
  'git',
  'git-base',
  'github',
  'github-authentication',
  'microsoft-authentication',
  'tunnel-forwarding',
  'debug-auto-launch',
  'merge-conflict',
  'emmet',
  'npm',
  'grunt',
  'gulp',
  'jake',
  'typescript-language-features',
  'mermaid-markdown-features',
  'terminal-suggest',
]
  .map((name) => `vscode.${name}`)
  .concat('ms-vscode.js-debug', 'ms-vscode.js-debug-companion', 'ms-vscode.vscode-js-profile-table')
  .join(',');

export async function startServer({ userDataDir, extensionsDir, userSettings = {}, env = {} } = {}) {
  const code = ensureVSCode();
  const scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'vsc-')); // short: unix sockets live here
  userDataDir ??= path.join(scratch, 'data');
  extensionsDir ??= path.join(scratch, 'extensions');
  fs.mkdirSync(path.join(userDataDir, 'User'), { recursive: true });
  fs.writeFileSync(
    path.join(userDataDir, 'User', 'settings.json'),
    JSON.stringify({ ...settings, ...userSettings }, null, 2),
  );
  const logFile = path.join(scratch, 'server.log');
  const log = fs.createWriteStream(logFile);
  const childEnv = {
    ...process.env,
    EXTENSIONS_GALLERY: '{}',
    TMPDIR: scratch,
    VSCODE_SKIP_BUILTIN_EXTENSIONS: unneededExtensions,
    ...env,
  };
  for (const key of ['NODE_OPTIONS', 'ELECTRON_RUN_AS_NODE', 'VSCODE_IPC_HOOK_CLI']) delete childEnv[key];
  const child = spawn(
    code.node,
    [
      path.join(code.dir, 'out', 'server-main.js'),
      '--host',
      '127.0.0.1',
      '--port',
      '0',
      '--without-connection-token',
      '--accept-server-license-terms',
      '--telemetry-level',
      'off',
      '--enable-smoke-test-driver',
      '--disable-workspace-trust', // the driver: test paths in the address are honoured
      '--user-data-dir',
      userDataDir,
      '--server-data-dir',
      path.join(scratch, 'server'),
      '--extensions-dir',
      extensionsDir,
    ],
    { env: childEnv, stdio: ['ignore', 'pipe', 'pipe'], cwd: scratch, detached: process.platform !== 'win32' },
  );
  child.stderr.pipe(log, { end: false });
  const exited = new Promise((resolve) => child.once('exit', resolve));
  const port = await listeningPort(child, log, logFile);
  const kill = (signal) => {
    try {
      if (process.platform === 'win32') child.kill();
      else process.kill(-child.pid, signal);
    } catch {
      /* gone already */
    }
  };
  const atExit = () => kill('SIGKILL');
  process.once('exit', atExit);
  return {
    url: `http://127.0.0.1:${port}/`,
    authority: `127.0.0.1:${port}`,
    userDataDir,
    extensionsDir,
    scratch,
    logFile,
    async stop() {
      process.removeListener('exit', atExit);
      kill('SIGTERM');
      await Promise.race([exited, new Promise((resolve) => setTimeout(resolve, 5000).unref())]);
      kill('SIGKILL');
      log.end();
      fs.rmSync(scratch, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
    },
  };
}

function listeningPort(child, log, logFile) {
  return new Promise((resolve, reject) => {
    let printed = '';
    const timer = setTimeout(
      () => reject(new Error(`the VS Code server did not start within 180 s; see ${logFile}`)),
      180_000,
    );
    child.stdout.on('data', (chunk) => {
      log.write(chunk);
      printed += chunk;
      const found = /agent listening on (\d+)/.exec(printed);
      if (found) {
        clearTimeout(timer);
        resolve(Number(found[1]));
      }
    });
    child.once('exit', (status) => {
      clearTimeout(timer);
      reject(new Error(`the VS Code server exited with ${status}; see ${logFile}`));
    });
  });
}

/** Installs a .vsix into the server's extensions folder. */
export function installVsix(vsix, { extensionsDir, userDataDir }) {
  const code = ensureVSCode();
  return new Promise((resolve, reject) => {
    const child = spawn(
      code.node,
      [
        path.join(code.dir, 'out', 'server-main.js'),
        '--accept-server-license-terms',
        '--extensions-dir',
        extensionsDir,
        '--user-data-dir',
        userDataDir,
        '--server-data-dir',
        userDataDir,
        '--install-extension',
        vsix,
        '--force',
      ],
      { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, EXTENSIONS_GALLERY: '{}', NODE_OPTIONS: '' } },
    );
    let printed = '';
    child.stdout.on('data', (chunk) => {
      printed += chunk;
    });
    child.stderr.on('data', (chunk) => {
      printed += chunk;
    });
    child.once('exit', (status) =>
      status === 0 && /successfully installed/.test(printed)
        ? resolve()
        : reject(new Error(`${vsix} was not installed (${status}):\n${printed}`)),
    );
  });
}

export const launchBrowser = () =>
  chromium.launch({ executablePath: chromiumPath, headless: !process.env.HEADED, args: browserFlags });

/**
 * Opens the workbench on a folder; with `extensionDevelopmentPath` extensions are loaded from source folders; with
 * `extensionTestsPath` their tests run.
 */
export async function openWorkbench(
  server,
  browser,
  { folder, extensionDevelopmentPath = [], extensionTestsPath, viewport = { width: 1440, height: 900 }, onLog } = {},
) {
  const remote = (file) =>
    `vscode-remote://${server.authority}${path.resolve(file).split(path.sep).map(encodeURIComponent).join('/')}`;
  const payload = [
    ['skipWelcome', 'true'],
    ...extensionDevelopmentPath.map((file) => ['extensionDevelopmentPath', remote(file)]),
    ...(extensionTestsPath ? [['extensionTestsPath', remote(extensionTestsPath)]] : []),
  ];
  const context = await browser.newContext({ viewport, permissions: ['clipboard-read', 'clipboard-write'] });
  const page = await context.newPage();
  let finish;
  const testsEnded = new Promise((resolve) => {
    finish = resolve;
  });
  await page.exposeFunction('codeAutomationExit', (status) => finish(status));
  await page.exposeFunction('codeAutomationLog', (type, words) => onLog?.(type, words));
  page.on('crash', () => finish(70));
  const address = new URL(server.url);
  if (folder) address.searchParams.set('folder', path.resolve(folder));
  else address.searchParams.set('ew', 'true');
  address.searchParams.set('payload', JSON.stringify(payload));
  await page.goto(address.href, { timeout: 300_000 });
  return { page, context, testsEnded };
}
