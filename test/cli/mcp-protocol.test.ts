import assert from 'node:assert/strict';
import fs from 'node:fs';
import { PassThrough } from 'node:stream';
import { describe, it } from 'node:test';
import { contributedTools, withTools } from '../../cli/mcp/contributed-tools.ts';
import { jsonLines } from '../../cli/mcp/json-lines.ts';
import { mcpPeer, tools } from '../../cli/mcp/mcp-peer.ts';
import { workingFolder } from '../../cli/mcp/working-folder.ts';
import { version } from '../../results/product-version.ts';
import { projectFile } from '../data.ts';

interface Reply {
  readonly id: unknown;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly code: number; readonly message: string };
}

/** What comes back for lines, whole or in pieces, once the input has ended. */
async function repliesTo(parts: readonly string[]): Promise<readonly (Reply | readonly Reply[])[]> {
  const [input, output] = [new PassThrough(), new PassThrough()];
  const connection = jsonLines(input, output);
  const { peer } = mcpPeer(workingFolder(projectFile('examples')), connection.notify);
  const served = connection.serve(peer);
  for (const part of parts) input.write(part);
  input.end();
  await served;
  await new Promise(setImmediate);
  const said = String(output.read() ?? '');
  return said === ''
    ? []
    : said
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line));
}
const message = (method: string, params?: object, id?: unknown): string =>
  `${JSON.stringify({ jsonrpc: '2.0', method, ...(params && { params }), ...(id !== undefined && { id }) })}\n`;
const batch = `[${[message('ping', {}, 1), message('x', {}, 2), message('notifications/x')]
  .map((each) => each.trimEnd())
  .join()}]\n`;
const begin = message('initialize', { protocolVersion: '2025-06-18', capabilities: {}, clientInfo: {} }, 'begin');

describe('the Model Context Protocol', () => {
  for (const [asked, agreed] of [
    ['2025-11-25', '2025-11-25'],
    ['2025-06-18', '2025-06-18'],
    ['2024-11-05', '2024-11-05'],
    ['2031-01-01', '2025-11-25'],
    [undefined, '2025-11-25'],
  ])
    it(`of a client that speaks ${asked} is spoken as ${agreed}`, async () => {
      const [reply] = await repliesTo([message('initialize', { protocolVersion: asked }, 1)]);
      const { protocolVersion, serverInfo } = (reply as Reply).result!;
      assert.deepEqual([protocolVersion, serverInfo], [agreed, { name: 'anlage', title: 'Anlage', version }]);
    });
  for (const [told, lines, expected] of [
    ['what is no JSON', ['{ nothing\n'], [[null, -32700]]],
    [
      'what is no message',
      [`${begin}{"jsonrpc":"2.0"}\n[]\n7\n`],
      ['begin', [null, -32600], [null, -32600], [null, -32600]],
    ],
    ['an id that is none', [message('ping', {}, null)], [[null, -32600]]],
    ['a method that is none', [begin, message('tools/make', {}, 2)], ['begin', [2, -32601]]],
    ['a method of every object', [begin, message('toString', {}, 2)], ['begin', [2, -32601]]],
    ['a tool that is none', [begin, message('tools/call', { name: 'make' }, 2)], ['begin', [2, -32602]]],
    [
      'parameters that are none',
      [begin, '{"jsonrpc":"2.0","id":2,"method":"ping","params":[1]}\n'],
      ['begin', [2, -32602]],
    ],
    ['a request before the first', [message('tools/list', {}, 1)], [[1, -32600]]],
    ['a ping before the first', [message('ping', undefined, 1)], [1]],
    ['notifications', [begin, message('notifications/initialized'), message('notifications/none', {})], ['begin']],
    ['a cancellation of nothing', [begin, message('notifications/cancelled', { requestId: 9 })], ['begin']],
    ['an answer that nobody asked for', [begin, '{"jsonrpc":"2.0","id":5,"result":{}}\n'], ['begin']],
    [
      'a message in pieces',
      [begin.slice(0, 20), begin.slice(20), '\r\n', message('ping', {}, 'ü').trimEnd()],
      ['begin', 'ü'],
    ],
    ['a batch', [begin, batch], ['begin', [[1], [2, -32601]]]],
  ] as const)
    it(`answers ${told}`, async () => {
      const idOrError = ({ id, error }: Reply) => (error ? [id, error.code] : id);
      const shown = (await repliesTo(lines)).map((reply) =>
        Array.isArray(reply)
          ? reply.map(({ id, error }: Reply) => (error ? [id, error.code] : [id]))
          : idOrError(reply as Reply),
      );
      assert.deepEqual(shown, expected);
    });
  it('has tools that the manual tells of, each with what it takes', () => {
    const page = fs.readFileSync(projectFile('docs', 'assistants.md'), 'utf8');
    const told = [...page.matchAll(/^\| `(\w+)` \| (.*?) \|/gm)].map(([, name, takes]) => [name, takes]);
    assert.deepEqual(
      told,
      tools.map(({ name, takes }) => [
        name,
        Object.entries(takes)
          .map(([argument, { optional }]) => `\`${argument}\`${optional ? '?' : ''}`)
          .join(', '),
      ]),
    );
  });
  it('has tools that the editor is told of (npm run docs)', () => {
    const manifest = fs.readFileSync(projectFile('package.json'), 'utf8');
    assert.equal(withTools(manifest), manifest);
    const { languageModelTools } = JSON.parse(manifest).contributes;
    assert.deepEqual(languageModelTools, contributedTools());
    for (const { name } of contributedTools()) assert.match(name, /^anlage_[a-z]+$/);
  });
});
