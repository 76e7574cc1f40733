// Processor time of the language server for an edit and its diagnostics, and for a completion, in texts of 1,000 and
// 10,000 lines, once it has done what it does of a text that is opened. OLD: the folder of another checkout with its
// dist/server.mjs, which gets the same texts in the same run; LINES: other lengths; WARM: edits before those that
// count, 10. Goal against commit f151e98: edits 4 times cheaper at 1,000 lines and 20 times at 10,000, completion 3
// times.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';

const project = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const old = process.env.OLD;
const example = fs.readFileSync(path.join(old ?? project, 'examples', 'rapid-learning.anl'), 'utf8');
const [warm, counted] = [Number(process.env.WARM ?? 10), 20];

/** A server, and what it has used of the processor, in milliseconds. */
async function start(folder: string) {
  const server = spawn(process.execPath, [path.join(folder, 'dist', 'server.mjs'), '--stdio'], {
    cwd: folder,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const rpc = createMessageConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
  let arrived: (version: number) => void = () => {};
  rpc.onNotification('textDocument/publishDiagnostics', ({ version }: { version?: number }) => arrived(version ?? 0));
  rpc.listen();
  await rpc.sendRequest('initialize', {
    processId: process.pid,
    rootUri: null,
    capabilities: { textDocument: { publishDiagnostics: { versionSupport: true } } },
    workspaceFolders: null,
  });
  await rpc.sendNotification('initialized', {});
  return {
    rpc,
    used: (): number => {
      const fields = fs.readFileSync(`/proc/${server.pid}/stat`, 'utf8').split(') ')[1].split(' ');
      return 10 * (Number(fields[11]) + Number(fields[12])); // in hundredths of a second
    },
    diagnosed: (version: number, send: () => Promise<void>): Promise<void> =>
      new Promise((resolve) => {
        arrived = (seen) => {
          if (seen >= version) resolve();
        };
        void send();
      }),
    /** When it has done what it was left to do, such as what the science says of a text that was opened. */
    async idle(): Promise<void> {
      for (let before = -1; before !== this.used(); await pause(400)) before = this.used();
    },
    stop: (): void => {
      rpc.dispose();
      server.kill();
    },
  };
}

/** The example again and again, every noun and experiment under its own name. */
function repeated(lines: number): string {
  const rest = example.replace(/^language 1\n/, '');
  const names = ['digits', 'mouse', 'cortex', 'grown', 'reader', 'rapid_learning'];
  let text = 'language 1\n';
  for (let copy = 0; text.split('\n').length < lines; copy++)
    text += names.reduce((part, name) => part.replace(new RegExp(`\\b${name}\\b`, 'g'), `${name}_${copy}`), rest);
  return text;
}

for (const lines of (process.env.LINES ?? '1000,10000').split(',').map(Number)) {
  const text = repeated(lines);
  const all = text.split('\n');
  const line = all.findIndex((each, at) => at > all.length / 2 && each.includes('Sox2,    Sox2'));
  const measure = all.findIndex((each, at) => at > line && /measure \w+ += /.test(each));
  const builds = [...(old === undefined ? [] : [['old', old] as const]), ['this', project] as const];
  const found = new Map<string, { edit: number; completion: number }>();
  for (const [name, folder] of builds) {
    const server = await start(folder);
    const { rpc, used, diagnosed, stop } = server;
    const uri = `file:///long-${lines}.anl`;
    await diagnosed(1, () =>
      rpc.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId: 'anlage', version: 1, text } }),
    );
    await server.idle();
    let version = 1;
    const edit = (): Promise<void> => {
      const [start, isOdd] = [{ line, character: 4 }, version % 2 === 1];
      const change = isOdd
        ? { range: { start, end: start }, text: 'x' }
        : { range: { start, end: { line, character: 5 } }, text: '' };
      version++;
      return diagnosed(version, () =>
        rpc.sendNotification('textDocument/didChange', {
          textDocument: { uri, version },
          contentChanges: [change],
        }),
      );
    };
    for (let at = 0; at < warm; at++) await edit();
    const before = used();
    for (let at = 0; at < counted; at++) await edit();
    const edited = used();
    await server.idle();
    const position = { line: measure, character: all[measure].indexOf('=') + 2 };
    const ask = () => rpc.sendRequest('textDocument/completion', { textDocument: { uri }, position });
    for (let at = 0; at < warm; at++) await ask();
    const asked = used();
    for (let at = 0; at < counted; at++) await ask();
    found.set(name, { edit: (edited - before) / counted, completion: (used() - asked) / counted });
    stop();
  }
  for (const what of ['edit', 'completion'] as const) {
    const [now, then] = [found.get('this')![what], found.get('old')?.[what]];
    console.log(
      `${what}, ${all.length} lines: ${now.toFixed(0)} ms of processor time` +
        (then === undefined ? '' : `; old ${then.toFixed(0)} ms, ${(then / now).toFixed(1)} times as much`),
    );
  }
}
