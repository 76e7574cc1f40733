// From a keystroke to its diagnostics, in the language server as the editor runs it: a process, over stdio. Goal: under 50 ms.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';

const project = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const keystrokes = 60;
const bundled = path.join(project, 'dist', 'server.mjs');
const command = fs.existsSync(bundled) ? [bundled] : ['--import', 'tsx', path.join(project, 'server', 'node.ts')];

const server = spawn(process.execPath, [...command, '--stdio'], { cwd: project, stdio: ['pipe', 'pipe', 'inherit'] });
const rpc = createMessageConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
let arrived: (version: number) => void = () => {};
rpc.onNotification('textDocument/publishDiagnostics', ({ version }: { version?: number }) => { if (version !== undefined) arrived(version); });
rpc.listen();
await rpc.sendRequest('initialize', { processId: process.pid, rootUri: null, capabilities: {}, workspaceFolders: null });
await rpc.sendNotification('initialized', {});

for (const copies of [1, 8]) {
  const file = path.join(project, 'examples', 'rapid-learning.anl');
  const uri = `${pathToFileURL(file).href}?${copies}`;
  const text = repeated(fs.readFileSync(file, 'utf8'), copies);
  await diagnosed(1, () => rpc.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId: 'anlage', version: 1, text } }));
  const milliseconds: number[] = [];
  const line = text.split('\n').findIndex((each) => each.includes('Sox2,    Sox2'));
  for (let typed = 0; typed < keystrokes; typed++) {
    const start = { line, character: 4 };
    const edit = typed % 2 ? { range: { start, end: { line, character: 5 } }, text: '' } : { range: { start, end: start }, text: 'x' };
    const began = performance.now();
    await diagnosed(typed + 2, () => rpc.sendNotification('textDocument/didChange', { textDocument: { uri, version: typed + 2 }, contentChanges: [edit] }));
    if (typed >= 10) milliseconds.push(performance.now() - began); // the first ones compile the code
  }
  milliseconds.sort((a, b) => a - b);
  const at = (share: number): string => milliseconds[Math.floor(share * (milliseconds.length - 1))].toFixed(0);
  console.log(`keystroke to diagnostics, ${text.split('\n').length} lines: median ${at(0.5)} ms (95 %: ${at(0.95)}, n = ${milliseconds.length}; goal 50)`);
}
rpc.dispose();
server.kill();

/** Sends a change and waits for the diagnostics of that version. */
function diagnosed(version: number, send: () => Promise<void>): Promise<void> {
  return new Promise((resolve) => {
    arrived = (seen) => { if (seen >= version) resolve(); };
    void send();
  });
}

/** The example again and again, every noun and experiment under its own name. */
function repeated(example: string, copies: number): string {
  const names = ['digits', 'mouse', 'cortex', 'grown', 'reader', 'rapid_learning'];
  const rest = example.replace(/^language 1\n/, '');
  return `language 1\n${Array.from({ length: copies }, (_, copy) => names.reduce((part, name) => part.replace(new RegExp(`\\b${name}\\b`, 'g'), `${name}_${copy}`), rest)).join('')}`;
}
