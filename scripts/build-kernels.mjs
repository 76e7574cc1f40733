// Compiles engine/kernels/source into engine/kernels/prebuilt: two WebAssembly modules and six Node-API addons, with
// clang, lld and node-api-headers only. node scripts/build-kernels.mjs build and replace the prebuilt files node
// scripts/build-kernels.mjs --verify build in a temporary folder and compare: byte-identical with the same compiler;
// with another, the rebuilt files must pass the numeric self-test node scripts/build-kernels.mjs --out DIR build
// elsewhere $CLANG_SUFFIX (default "-19") names the compiler: clang-19, wasm-ld-19, ld.lld-19, lld-link-19,
// ld64.lld-19, llvm-dlltool-19.
import { execFile, execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const source = join(root, 'engine/kernels/source');
const prebuilt = join(root, 'engine/kernels/prebuilt');
const headers = join(root, 'node_modules/node-api-headers/include');
const suffix = process.env.CLANG_SUFFIX ?? '-19';

const common = [
  '-O3',
  '-std=c2x',
  '-ffreestanding',
  '-ffp-contract=fast',
  '-fno-math-errno',
  '-fno-stack-protector',
  '-fno-ident',
  '-Wall',
  '-Wextra',
  '-Wno-unused-parameter',
  '-Wno-psabi', // vectors are passed within one file alone
];
/** What moves a neuron by itself: the same bits whatever an instruction set can fuse. */
const exactly = ['-ffp-contract=off'];
const modules = {
  'kernels.wasm': ['-DLANES=4', '-DROWS=3', '-DVECTORS=3', '-DUNROLL=1', '-msimd128', '-mbulk-memory'],
  'kernels-relaxed.wasm': [
    '-DLANES=4',
    '-DROWS=4',
    '-DVECTORS=2',
    '-DUNROLL=1',
    '-msimd128',
    '-mbulk-memory',
    '-mrelaxed-simd',
  ],
};
const levels = {
  x64: {
    sse: ['-march=x86-64-v2', '-DLANES=4', '-DROWS=4', '-DVECTORS=2', '-DUNROLL=4'],
    avx2: ['-march=x86-64-v3', '-DLANES=8', '-DROWS=4', '-DVECTORS=3', '-DUNROLL=4'],
    avx512: ['-march=x86-64-v4', '-mprefer-vector-width=512', '-DLANES=16', '-DROWS=8', '-DVECTORS=3', '-DUNROLL=4'],
  },
  arm64: { neon: ['-DLANES=4', '-DROWS=8', '-DVECTORS=3', '-DUNROLL=4'] },
};
const addons = {
  'linux-x64': 'x86_64-unknown-linux-gnu',
  'linux-arm64': 'aarch64-unknown-linux-gnu',
  'win32-x64': 'x86_64-pc-windows-msvc',
  'win32-arm64': 'aarch64-pc-windows-msvc',
  'darwin-x64': 'x86_64-apple-macos11',
  'darwin-arm64': 'arm64-apple-macos11',
};

/** What threads.h asks of Windows. */
const threadFunctions = ['CreateThread', 'WaitForSingleObject', 'CloseHandle', 'SwitchToThread'];

/** Compilers and linkers at work. */
const atWork = new Set();

const options = process.argv.slice(2);
if (options[0] === '--verify') await verify();
else if (options[0] === '--out') await build(options[1]);
else if (options.length === 0) await build(prebuilt);
else fail(`unknown option ${options[0]}; use --verify or --out DIR`);

async function build(target) {
  mkdirSync(target, { recursive: true });
  const objects = mkdtempSync(join(tmpdir(), 'kernels-'));
  try {
    await Promise.all([
      ...Object.entries(modules).map(([name, flags]) => buildModule(join(target, name), name, flags, objects)),
      ...Object.entries(addons).map(([name, triple]) =>
        buildAddon(join(target, `${name}.node`), name, triple, objects),
      ),
    ]);
  } finally {
    rmSync(objects, { recursive: true });
  }
  const files = Object.fromEntries(
    [...Object.keys(modules), ...Object.keys(addons).map((name) => `${name}.node`)].map((name) => [
      name,
      hash([join(target, name)]),
    ]),
  );
  const record = {
    compiler: compilerVersion(),
    flags: { common, modules, levels, exactly, targets: addons },
    source: sourceHash(),
    files,
  };
  writeFileSync(join(target, 'BUILD.json'), `${JSON.stringify(record, null, 2)}\n`);
  return record;
}

async function buildModule(target, name, flags, objects) {
  const compile = async (file, own) => {
    const path = join(objects, `${name}-${file}.o`);
    await run('clang', ['--target=wasm32', ...common, ...flags, '-DLEVEL=wasm', ...own, '-c', file, '-o', path]);
    return path;
  };
  const inputs = await Promise.all([compile('wasm.c', []), compile('exact.c', [...exactly, '-mno-relaxed-simd'])]);
  await run('wasm-ld', [
    ...inputs,
    '--no-entry',
    '--import-memory',
    '--max-memory=4294967296',
    '--stack-first',
    '--export=__heap_base',
    '--strip-all',
    '-z',
    'stack-size=65536',
    '-o',
    target,
  ]);
}

async function buildAddon(target, name, triple, objects) {
  const [system, machine] = name.split('-');
  const position = system === 'win32' ? [] : ['-fPIC', '-fvisibility=hidden'];
  const compile = async (file, object, flags) => {
    const path = join(objects, `${name}-${object}.o`);
    await run('clang', [`--target=${triple}`, ...position, ...common, ...flags, '-c', file, '-o', path]);
    return path;
  };
  const inputs = await Promise.all([
    ...Object.entries(levels[machine]).flatMap(([level, flags]) => [
      compile('native.c', level, [...flags, `-DLEVEL=${level}`]),
      compile('exact.c', `${level}-exact`, [...flags, `-DLEVEL=${level}`, ...exactly]),
    ]),
    compile('memory.c', 'memory', []),
    compile('addon.c', 'addon', ['-isystem', headers]),
  ]);
  if (system === 'linux')
    await run('ld.lld', ['-shared', '--strip-all', '--build-id=none', '-z', 'noexecstack', ...inputs, '-o', target]);
  if (system === 'darwin')
    await run('ld64.lld', [
      '-dylib',
      '-arch',
      machine === 'arm64' ? 'arm64' : 'x86_64',
      '-platform_version',
      'macos',
      '11.0',
      '11.0',
      '-undefined',
      'dynamic_lookup',
      '-x',
      '-S',
      '-install_name',
      'kernels.node',
      ...inputs,
      '-o',
      target,
    ]);
  if (system === 'win32') {
    const definition = join(objects, `${name}.def`),
      library = join(objects, `${name}.lib`);
    const imported = ['GetModuleHandleW', 'GetProcAddress', ...threadFunctions];
    writeFileSync(definition, `LIBRARY kernel32.dll\nEXPORTS\n${imported.join('\n')}\n`);
    await run('llvm-dlltool', ['-m', machine === 'arm64' ? 'arm64' : 'i386:x86-64', '-d', definition, '-l', library]);
    await run('lld-link', [
      '/dll',
      '/entry:DllMain',
      '/nodefaultlib',
      '/Brepro',
      '/opt:ref',
      '/export:napi_register_module_v1',
      '/export:node_api_module_get_api_version_v1',
      `/out:${target}`,
      `/implib:${join(objects, `${name}-unused.lib`)}`,
      ...inputs,
      library,
    ]);
  }
}

/**
 * Same compiler and headers: every byte must agree. Another compiler: the files built with it must compute the same
 * numbers.
 */
async function verify() {
  const recorded = JSON.parse(readFileSync(join(prebuilt, 'BUILD.json'), 'utf8'));
  for (const [name, expected] of Object.entries(recorded.files))
    if (hash([join(prebuilt, name)]) !== expected)
      fail(`engine/kernels/prebuilt/${name} is not the file that BUILD.json records; run: npm run build:kernels`);
  if (recorded.source !== sourceHash())
    fail('engine/kernels/source has changed since the prebuilt files were made; run: npm run build:kernels');
  const folder = mkdtempSync(join(tmpdir(), 'kernels-verify-'));
  try {
    const rebuilt = await build(folder);
    if (rebuilt.compiler === recorded.compiler) {
      const different = Object.keys(recorded.files).filter((name) => rebuilt.files[name] !== recorded.files[name]);
      if (different.length > 0)
        fail(`built again with the same compiler (${rebuilt.compiler}), these files differ: ${different.join(', ')}`);
      console.log(
        `kernels: ${Object.keys(recorded.files).length} prebuilt files are byte-identical to a rebuild with ` +
          `${rebuilt.compiler}`,
      );
    } else {
      console.log(
        `kernels: ANOTHER COMPILER: the prebuilt files come from ${recorded.compiler}, this is ` +
          `${rebuilt.compiler}. Bytes are not compared; the rebuilt files are tested instead.`,
      );
      const test = spawnSync(process.execPath, ['--import', 'tsx', join(root, 'scripts/test-kernels.ts'), folder], {
        stdio: 'inherit',
        cwd: root,
      });
      if (test.status !== 0) fail('the rebuilt kernels fail the numeric self-test');
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function compilerVersion() {
  return execFileSync(`clang${suffix}`, ['--version'], { encoding: 'utf8' }).split('\n')[0].trim();
}
function sourceHash() {
  return hash(
    readdirSync(source)
      .sort()
      .map((name) => join(source, name)),
  );
}
function hash(files) {
  const sum = createHash('sha256');
  for (const file of files) sum.update(readFileSync(file));
  return sum.digest('hex');
}
/** As many at a time as there are processors. */
async function run(tool, parameters) {
  while (atWork.size >= availableParallelism()) await Promise.race(atWork);
  const end = ended(tool, parameters).finally(() => atWork.delete(end));
  atWork.add(end);
  await end;
}
async function ended(tool, parameters) {
  try {
    const { stderr } = await promisify(execFile)(`${tool}${suffix}`, parameters, { cwd: source });
    if (stderr) console.error(stderr.trim());
  } catch (error) {
    if (typeof error.code === 'number') fail(`${tool}${suffix} ${parameters.join(' ')}\n${error.stderr}`);
    fail(`${tool}${suffix} cannot be started (${error.message}); on Debian: apt-get install clang-19 lld-19 llvm-19`);
  }
}
function fail(message) {
  console.error(`build-kernels: ${message}`);
  process.exit(1);
}
