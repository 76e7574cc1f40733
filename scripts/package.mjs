// Makes dist/anlage.vsix, the extension for editors of this machine's kind: what runs in Node and what runs in a
// browser, with the kernels of one platform. `node scripts/package.mjs TARGET…` makes dist/anlage-TARGET.vsix of each
// (`all`: of every one); `universal` has the kernels as WebAssembly alone, and is for all others.
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { project, run, runIn } from './setup.mjs';

/** The native kernels for each kind of editor; they need no library of the system. */
const kernelsFor = {
  'linux-x64': 'linux-x64',
  'linux-arm64': 'linux-arm64',
  'alpine-x64': 'linux-x64',
  'alpine-arm64': 'linux-arm64',
  'darwin-x64': 'darwin-x64',
  'darwin-arm64': 'darwin-arm64',
  'win32-x64': 'win32-x64',
  'win32-arm64': 'win32-arm64',
  universal: undefined,
};
const here = `${process.platform}-${process.arch}`;
const asked = process.argv.slice(2);
const targets = asked.includes('all') ? Object.keys(kernelsFor) : asked;
const unknown = targets.filter((target) => !(target in kernelsFor));
if (unknown.length > 0) {
  console.error(`no target ${unknown.join(', ')}; there are all, ${Object.keys(kernelsFor).join(', ')}`);
  process.exit(2);
}
/** Where the sources are for everybody to see, once they are: links and pictures of the README lead there. */
const repository = process.env.ANLAGE_REPOSITORY;

run(process.execPath, 'scripts/build.mjs');
if (targets.length === 0) makePackage(here in kernelsFor ? here : 'universal', 'anlage.vsix');
for (const target of targets) makePackage(target, `anlage-${target}.vsix`);

function makePackage(target, name) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'anlage-package-'));
  const copy = (place) => fs.cpSync(path.join(project, place), path.join(folder, place), { recursive: true });
  for (const place of ['language-configuration.json', 'LICENSE', 'CHANGELOG.md', 'media', 'syntaxes', 'examples'])
    copy(place);
  fs.rmSync(path.join(folder, 'examples', 'runs'), { recursive: true, force: true });
  copy(path.join('docs', 'diagnostics'));
  for (const entry of fs.readdirSync(path.join(project, 'dist')))
    if (/\.(cjs|mjs|js|br)$|^(views|fonts)$/.test(entry)) copy(path.join('dist', entry));
  for (const file of ['kernels.wasm', 'kernels-relaxed.wasm', ...[kernelsFor[target]].flatMap(nativeOf)])
    copy(path.join('engine', 'kernels', 'prebuilt', file));
  fs.writeFileSync(path.join(folder, 'README.md'), readme());
  fs.writeFileSync(path.join(folder, 'package.json'), JSON.stringify(manifest(), null, 2));
  fs.writeFileSync(path.join(folder, '.vscodeignore'), '');
  runIn(
    folder,
    process.execPath,
    path.join(project, 'node_modules', '@vscode', 'vsce', 'vsce'),
    'package',
    ...(target === 'universal' ? [] : ['--target', target]),
    '--no-dependencies',
    '--allow-missing-repository',
    '--no-rewrite-relative-links',
    '--out',
    path.join(project, 'dist', name),
  );
  fs.rmSync(folder, { recursive: true });
}
function nativeOf(platform) {
  return platform ? [`${platform}.node`] : [];
}

/** What an editor reads of package.json; with a `type` of modules, one in a browser would not load its script. */
function manifest() {
  const { type, dependencies, devDependencies, optionalDependencies, scripts, files, bin, ...kept } = JSON.parse(
    fs.readFileSync(path.join(project, 'package.json'), 'utf8'),
  );
  return repository ? { ...kept, repository: { type: 'git', url: repository } } : kept;
}

/** The README as it is shown beside the extension, where there is no other file: its links lead to the repository. */
function readme() {
  const text = fs.readFileSync(path.join(project, 'README.md'), 'utf8');
  const isLocal = '(?!https?:|#)';
  if (!repository)
    return text
      .replace(new RegExp(`^!\\[[^\\]]*\\]\\(${isLocal}[^)]*\\)\\n+`, 'gm'), '')
      .replace(new RegExp(`(?<!!)\\[([^\\]]*)\\]\\(${isLocal}[^)]*\\)`, 'g'), '$1');
  return text
    .replace(new RegExp(`(!\\[[^\\]]*\\]\\()${isLocal}`, 'g'), `$1${repository}/raw/HEAD/`)
    .replace(new RegExp(`(?<!!)(\\[[^\\]]*\\]\\()${isLocal}`, 'g'), `$1${repository}/blob/HEAD/`);
}
