// From a keystroke to its diagnostics, and to a hover and a completion asked right behind it, in the language server as
// the editor runs it: a process, over stdio. Goal: under 50 ms, also while where large gene networks end is being
// computed.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { stream } from '../engine/random/index.ts';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';

const project = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const keystrokes = 60;
const bundled = path.join(project, 'dist', 'server.mjs');
const command = fs.existsSync(bundled) ? [bundled] : ['--import', 'tsx', path.join(project, 'server', 'node.ts')];

const server = spawn(process.execPath, [...command, '--stdio'], { cwd: project, stdio: ['pipe', 'pipe', 'inherit'] });
const rpc = createMessageConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
let arrived: (version: number) => void = () => {};
rpc.onNotification('textDocument/publishDiagnostics', ({ version }: { version?: number }) => {
  if (version !== undefined) arrived(version);
});
rpc.listen();
await rpc.sendRequest('initialize', {
  processId: process.pid,
  rootUri: null,
  capabilities: { textDocument: { publishDiagnostics: { versionSupport: true } } },
  workspaceFolders: null,
});
await rpc.sendNotification('initialized', {});

for (const copies of [1, 8]) {
  const file = path.join(project, 'examples', 'rapid-learning.anl');
  const uri = `${pathToFileURL(file).href}?${copies}`;
  const text = repeated(fs.readFileSync(file, 'utf8'), copies);
  await diagnosed(1, () =>
    rpc.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId: 'anlage', version: 1, text } }),
  );
  const milliseconds: number[] = [];
  const line = text.split('\n').findIndex((each) => each.includes('Sox2,    Sox2'));
  for (let typed = 0; typed < keystrokes; typed++) {
    const start = { line, character: 4 };
    const edit =
      typed % 2
        ? { range: { start, end: { line, character: 5 } }, text: '' }
        : { range: { start, end: start }, text: 'x' };
    const began = performance.now();
    await diagnosed(typed + 2, () =>
      rpc.sendNotification('textDocument/didChange', {
        textDocument: { uri, version: typed + 2 },
        contentChanges: [edit],
      }),
    );
    if (typed >= 10) milliseconds.push(performance.now() - began); // the first ones compile the code
  }
  milliseconds.sort((a, b) => a - b);
  const at = (share: number): string => milliseconds[Math.floor(share * (milliseconds.length - 1))].toFixed(0);
  console.log(
    `keystroke to diagnostics, ${text.split('\n').length} lines: median ${at(0.5)} ms (95 %: ${at(0.95)}, n ` +
      `= ${milliseconds.length}; goal 50)`,
  );
}
for (const genes of [20, 50]) {
  const uri = pathToFileURL(path.join(project, `network-${genes}.anl`)).href;
  const text = network(genes);
  await diagnosed(1, () =>
    rpc.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId: 'anlage', version: 1, text } }),
  );
  const waits = {
    'hover on a word': [] as number[],
    completion: [] as number[],
    'hover on a gene (waits up to 1,000 ms for its attractors)': [] as number[],
  };
  const line = 3;
  const start = { line, character: text.split('\n')[line].length };
  const asked = [
    ['hover on a word', 'textDocument/hover', { line: genes + 3, character: 4 }],
    ['completion', 'textDocument/completion', { line: 2, character: 9 }],
    [
      'hover on a gene (waits up to 1,000 ms for its attractors)',
      'textDocument/hover',
      { line: line + 1, character: 3 },
    ],
  ] as const;
  let written = 0;
  for (let typed = 0; typed < keystrokes; typed++) {
    const added = ` & !g${1 + (typed % (genes - 1))} | g${typed % 7}`; // a network that was not there before
    const edit = { range: { start, end: { line, character: start.character + written } }, text: added };
    written = added.length;
    void rpc.sendNotification('textDocument/didChange', {
      textDocument: { uri, version: typed + 2 },
      contentChanges: [edit],
    });
    for (const [what, method, position] of asked) {
      if (what.startsWith('hover on a gene') && typed % 5) continue;
      const began = performance.now();
      await rpc.sendRequest(method, { textDocument: { uri }, position });
      if (typed >= 10) waits[what].push(performance.now() - began);
    }
    await new Promise((resolve) => {
      setTimeout(resolve, typed % 5 === 4 ? 250 : 20);
    }); // now and then a pause in which the science begins
  }
  for (const [what, milliseconds] of Object.entries(waits)) {
    milliseconds.sort((a, b) => a - b);
    const at = (share: number): string => milliseconds[Math.floor(share * (milliseconds.length - 1))].toFixed(0);
    console.log(
      `keystroke to ${what}, ${genes} genes, science running: median ${at(0.5)} ms (95 %: ${at(0.95)}, most ` +
        `${at(1)}, n = ${milliseconds.length}${what.includes('gene') ? '' : '; goal 50'})`,
    );
  }
}
rpc.dispose();
server.kill();

/** A network in which each gene has three regulators, the same in every run. */
function network(genes: number): string {
  const draws = stream(1, 'bench', 'rules');
  const literal = (): string => `${draws.below(2) ? '!' : ''}g${draws.below(genes)}`;
  return `language 1
genes large {
  update asynchronous
${Array.from(
  { length: genes },
  (_, gene) => `  g${gene}, ${literal()} ${draws.below(2) ? '&' : '|'} (${literal()} | ${literal()})`,
).join('\n')}
  fate one = g0 & !g1
  fate two = g1
}
`;
}

/** Sends a change and waits for the diagnostics of that version. */
function diagnosed(version: number, send: () => Promise<void>): Promise<void> {
  return new Promise((resolve) => {
    arrived = (seen) => {
      if (seen >= version) resolve();
    };
    void send();
  });
}

/** The example again and again, every noun and experiment under its own name. */
function repeated(example: string, copies: number): string {
  const names = ['digits', 'mouse', 'cortex', 'grown', 'reader', 'rapid_learning'];
  const rest = example.replace(/^language 1\n/, '');
  const numbered = (copy: number): string =>
    names.reduce((part, name) => part.replace(new RegExp(`\\b${name}\\b`, 'g'), `${name}_${copy}`), rest);
  return `language 1\n${Array.from({ length: copies }, (_, copy) => numbered(copy)).join('')}`;
}
