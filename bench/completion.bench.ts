// Whether completion finishes the sentence: in every example each word that is no declaration is removed with the rest
// of its line, and the language server asked, as the editor runs it, what may stand there. The rank is that by sort
// text. Goal: first in 60 %, among five in 92 %, at all in 99 %. EVERY: of so many words one is tried (default 5);
// FILES: a folder of other files; MISSED=1: prints what was not offered.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { createMessageConnection, StreamMessageReader, StreamMessageWriter } from 'vscode-jsonrpc/node';
import { parse } from '../grammar/index.ts';
import { meaningOf } from '../catalogue/units.ts';
import { analyseText } from '../language/index.ts';

const project = path.join(path.dirname(fileURLToPath(import.meta.url)), '..');
const folder = process.env.FILES ?? path.join(project, 'examples'),
  stride = Number(process.env.EVERY ?? 5);
const bundled = path.join(project, 'dist', 'server.mjs');
const command = fs.existsSync(bundled) ? [bundled] : ['--import', 'tsx', path.join(project, 'server', 'node.ts')];
const server = spawn(process.execPath, [...command, '--stdio'], { cwd: project, stdio: ['pipe', 'pipe', 'inherit'] });
const rpc = createMessageConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
rpc.listen();
await rpc.sendRequest('initialize', {
  processId: process.pid,
  rootUri: null,
  capabilities: {},
  workspaceFolders: null,
});
await rpc.sendNotification('initialized', {});

interface Written {
  readonly start: number;
  readonly text: string;
  readonly kind: string;
}
/** Words of a text but those that declare something, each with what it means there. */
function wordsOf(source: string): Written[] {
  const parsed = parse(source),
    { walk, tree } = analyseText(source, new Map(), parsed);
  const apart = [...tree.comments.map(({ range }) => range), ...stringsIn(source)];
  const declared = new Set([
    ...tree.declarations.map(({ name }) => name.range.start),
    ...walk.occurrences.filter(({ defines }) => defines).map(({ range }) => range.start),
  ]);
  const kinds = new Map([
    ...walk.occurrences.map(({ range, kind }) => [range.start, `name of ${kind}`] as const),
    ...walk.marks.map(({ range, meaning }) => [range.start, meaning.kind] as const),
  ]);
  return [...source.matchAll(/[A-Za-z_]\w*/g)].flatMap(({ index: start, 0: text }) => {
    if (declared.has(start) || apart.some((range) => range.start <= start && start < range.end)) return [];
    if (/\d$/.test(source.slice(0, start)) && /^e\d*$/.test(text)) return []; // the exponent of a number
    return [{ start, text, kind: kinds.get(start) ?? (meaningOf(text) ? 'unit' : 'connecting word') }];
  });
}
const stringsIn = (source: string) =>
  [...source.matchAll(/"[^"\n]*"/g)].map(({ index, 0: text }) => ({ start: index, end: index + text.length }));

interface Item {
  readonly label: string;
  readonly sortText?: string;
}
let version = 1;
async function rankOf(uri: string, source: string, { start, text }: Written): Promise<number | undefined> {
  const line = source.indexOf('\n', start);
  const without = source.slice(0, start) + source.slice(line < 0 ? source.length : line);
  await rpc.sendNotification('textDocument/didChange', {
    textDocument: { uri, version: ++version },
    contentChanges: [{ text: without }],
  });
  const before = source.slice(0, start).split('\n');
  const answer = await rpc.sendRequest<Item[] | { items: Item[] } | null>('textDocument/completion', {
    textDocument: { uri },
    position: { line: before.length - 1, character: before[before.length - 1].length },
  });
  const items = (Array.isArray(answer) ? answer : (answer?.items ?? [])).map(
    ({ label, sortText = label }) => [sortText, label] as const,
  );
  const rank = items.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).findIndex(([, label]) => label === text);
  return rank < 0 ? undefined : rank + 1;
}

const ranks = new Map<string, (number | undefined)[]>();
const missed = new Map<string, number>();
for (const name of fs.readdirSync(folder).filter((each) => each.endsWith('.anl'))) {
  const file = path.join(folder, name),
    source = fs.readFileSync(file, 'utf8'),
    uri = pathToFileURL(file).href;
  await rpc.sendNotification('textDocument/didOpen', {
    textDocument: { uri, languageId: 'anlage', version: ++version, text: source },
  });
  for (const [at, word] of wordsOf(source).entries()) {
    if (at % stride !== 0) continue;
    const rank = await rankOf(uri, source, word);
    ranks.set(word.kind, [...(ranks.get(word.kind) ?? []), rank]);
    if (rank === undefined) {
      const line = source.slice(source.lastIndexOf('\n', word.start) + 1, word.start);
      missed.set(`${word.kind}: ${line.trim()} ▸${word.text}`, 1);
    }
  }
  await rpc.sendNotification('textDocument/didClose', { textDocument: { uri } });
}
const share = (of: readonly (number | undefined)[], most: number): string =>
  `${((100 * of.filter((rank) => rank !== undefined && rank <= most).length) / of.length).toFixed(0).padStart(3)} %`;
const all = [...ranks.values()].flat();
console.log('kind of word            n  first  of five  ever');
for (const [kind, of] of [...ranks].sort(([, a], [, b]) => b.length - a.length))
  console.log(kind.padEnd(20), String(of.length).padStart(5), share(of, 1), share(of, 5), share(of, Infinity));
console.log('all'.padEnd(20), String(all.length).padStart(5), share(all, 1), share(all, 5), share(all, Infinity));
if (process.env.MISSED) console.log([...missed.keys()].sort().join('\n'));
rpc.dispose();
server.kill();
