import assert from 'node:assert/strict';
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import test, { type TestContext } from 'node:test';
import { pathToFileURL } from 'node:url';
import { projectFile } from '../data.ts';
import { temporaryFolder } from '../data/folders.ts';
import { type Editor, editorOver } from './client.ts';
import { hostileTexts, writeTraps } from './hostile-texts.ts';

/** How long the processor may work on an answer, and how long anyone waits for it, in milliseconds. */
const patience = 2000,
  hung = 60_000;
/** How much memory the server may take, in MB. */
const room = 500;

/** What the thread that answers has worked so far, in milliseconds; a tick of Linux is 10 ms. */
function worked({ pid }: ChildProcess): number {
  const stat = fs.readFileSync(`/proc/${pid}/task/${pid}/stat`, 'utf8');
  const [user, system] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13);
  return 10 * (Number(user) + Number(system));
}
/** An answer in time: by the processor, so that a machine that is busy with something else makes no difference. */
async function soon<T>(what: string, server: ChildProcess, asked: Promise<T>): Promise<T> {
  const [before, clock] = [worked(server), performance.now()];
  let watch: ReturnType<typeof setInterval> | undefined;
  const late = new Promise<never>((_, reject) => {
    watch = setInterval(() => {
      const since = worked(server) - before;
      if (since > patience) reject(new Error(`${what}: no answer after ${since} ms of work`));
      else if (performance.now() - clock > hung) reject(new Error(`${what}: no answer in ${hung} ms`));
    }, 20);
  });
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearInterval(watch);
  }
}

interface Running {
  readonly child: ChildProcess;
  readonly editor: Editor;
}
async function started(folder: string): Promise<Running> {
  const child = spawn(process.execPath, [projectFile('dist', 'server.mjs'), '--stdio'], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  return { child, editor: await editorOver(child.stdout, child.stdin, { folders: [pathToFileURL(folder).href] }) };
}
/** The most memory that the process has taken so far, in MB. */
function memoryOf({ pid }: ChildProcess): number {
  const status = fs.readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmHWM:\s+(\d+) kB/.exec(status)![1]) / 1024;
}
/** A server that has taken more is not asked about the next text, whose own memory is meant. */
const used = 250;

test('any text is opened and answered', {
  skip: process.platform !== 'linux' && 'memory is read from /proc',
}, async (t) => {
  execFileSync(process.execPath, [projectFile('scripts', 'build.mjs'), 'anlage', 'hdf5']);
  const around = temporaryFolder(t);
  let running: Running | undefined;
  const stop = (): void => {
    running?.child.kill('SIGKILL');
    running?.editor.rpc.dispose();
    // an answer that nobody reads any more would keep this process waiting
    running?.child.stdout?.destroy();
    running?.child.stdin?.destroy();
    running = undefined;
  };
  t.after(stop);
  for (const [index, { what, text, files = {} }] of hostileTexts.entries())
    await t.test(what, async (inner: TestContext) => {
      const folder = path.join(around, String(index));
      fs.mkdirSync(folder);
      for (const [name, content] of Object.entries(files)) fs.writeFileSync(path.join(folder, name), content);
      writeTraps(folder);
      const { child, editor } = (running ??= await started(folder));
      const uri = pathToFileURL(path.join(folder, 'text.anl')).href;
      const about = { textDocument: { uri } };
      let whole = false;
      inner.after(() => {
        if (!whole) stop();
      });
      await editor.open(text, uri);
      await soon('symbols', child, editor.request('textDocument/documentSymbol', about));
      await soon(
        'diagnostics',
        child,
        editor.diagnostics(() => true, uri),
      );
      for (const character of [3, 12])
        await soon(
          'hover',
          child,
          editor.request('textDocument/hover', { ...about, position: { line: 0, character } }),
        );
      await new Promise((resolve) => {
        setTimeout(resolve, 300); // what the science does meanwhile must not hold up what follows
      });
      await soon('symbols again', child, editor.request('textDocument/documentSymbol', about));
      await soon('tokens', child, editor.request('textDocument/semanticTokens/full', about));
      assert.deepEqual(
        (
          await soon(
            'diagnostics',
            child,
            editor.diagnostics(() => true, uri),
          )
        ).filter(({ code }) => code === 'L016'),
        [],
      );
      await editor.rpc.sendNotification('textDocument/didClose', about);
      assert.ok(memoryOf(child) < room, `${Math.round(memoryOf(child))} MB of memory`);
      whole = memoryOf(child) < used;
    });
});
