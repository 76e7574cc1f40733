import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import type { RequestOptions } from '@modelcontextprotocol/sdk/shared/protocol.js';
import { checks } from '../../language/checks/index.ts';
import { templates } from '../../language/index.ts';
import { projectFile } from '../data.ts';
import { temporaryFolder } from '../data/folders.ts';
import { build } from './bundled-command.ts';

/** What a tool gives, as far as it is asked for here. */
interface Found {
  readonly errors?: number;
  readonly diagnostics?: readonly Wrong[];
  readonly runs?: readonly {
    readonly state: string;
    readonly folder: string;
    readonly claims: readonly { readonly claim: string; readonly verdict: string; readonly passes: boolean }[];
  }[];
  readonly sections?: readonly { readonly page: string; readonly heading: string; readonly text: string }[];
  readonly [name: string]: unknown;
}
interface Wrong {
  readonly code: string;
  readonly line: number;
  readonly message: string;
  readonly fixes: readonly { readonly edits: readonly Edit[] }[];
}
interface Edit {
  readonly line: number;
  readonly column: number;
  readonly replace: string;
  readonly by: string;
}

/** A client by the makers of the protocol, beside `anlage mcp` in a folder. */
async function assistant(t: TestContext, folder: string) {
  build();
  const client = new Client({ name: 'test', version: '1' });
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [projectFile('dist', 'anlage.mjs'), 'mcp'],
      cwd: folder,
      env: { ...(process.env as Record<string, string>), NODE_OPTIONS: '', ANLAGE_DATA: '' },
    }),
  );
  t.after(() => client.close());
  const call = async (name: string, given: Record<string, unknown>, options?: RequestOptions) => {
    const { content, isError } = await client.callTool({ name, arguments: given }, undefined, options);
    const [{ text }] = content as { text: string }[];
    return { isError, text, found: (text.startsWith('{') ? JSON.parse(text) : {}) as Found };
  };
  return { client, call };
}

function mended(text: string, { line, column, replace, by }: Edit): string {
  const lines = text.split('\n');
  assert.equal(lines[line - 1].slice(column - 1, column - 1 + replace.length), replace);
  lines[line - 1] = lines[line - 1].slice(0, column - 1) + by + lines[line - 1].slice(column - 1 + replace.length);
  return lines.join('\n');
}

const wrong = templates()
  .find(({ name }) => name === 'genes')!
  .text.replace('knock_out(', 'knockout(')
  .replace('measure neurons', 'mesure neurons');

describe('an assistant', () => {
  it('writes a study with two mistakes, is told of them, mends them, runs it and reads the verdict', async (t) => {
    const { call } = await assistant(t, temporaryFolder(t));
    const written = await call('write', { path: 'study.anl', text: wrong });
    const diagnostics = written.found.diagnostics!.filter(({ fixes }) => fixes?.length);
    assert.deepEqual(diagnostics.map(({ line }) => wrong.split('\n')[line - 1].trim().split(/[ (]/)[0]).sort(), [
      'mesure',
      'no_pax6',
    ]);
    const refused = await call('run', { path: 'study.anl' });
    assert.deepEqual([refused.isError, refused.found.errors], [true, written.found.errors]);

    const right = diagnostics.map(({ fixes }) => fixes[0].edits[0]).reduce(mended, wrong);
    assert.deepEqual((await call('check', { path: 'study.anl', text: right })).found.diagnostics, []);
    assert.equal((await call('write', { path: 'study.anl', text: right })).found.errors, 0);
    assert.equal((await call('write', { path: 'new/folder/study.anl', text: right })).found.errors, 0);
    const told: number[] = [];
    const run = await call('run', { path: 'study.anl' }, { onprogress: ({ progress }) => void told.push(progress) });
    assert.equal(run.isError, false);
    assert.equal(told.at(-1), 1);
    assert.deepEqual(
      told,
      [...new Set(told)].sort((a, b) => a - b),
    );

    const read = await call('results', { path: 'study.anl' });
    assert.deepEqual(read.found, run.found);
    assert.deepEqual(
      read.found.runs!.flatMap(({ claims }) => claims.map(({ claim, verdict, passes }) => [claim, verdict, passes])),
      [
        ['neurons of wild > neurons of no_pax6', 'exact', true],
        ['neurons of no_pax6 = 0', 'exact', true],
      ],
    );
  });

  it('begins from every template, and is told its text', async (t) => {
    const folder = temporaryFolder(t);
    const { call } = await assistant(t, folder);
    for (const { name, text, companions = [] } of templates()) {
      const { found } = await call('new', { path: `${name}/study`, template: name });
      assert.equal(found.text, text);
      assert.deepEqual(found.files, [`${name}/study.anl`, ...companions.map((each) => `${name}/${each.name}`)]);
      assert.equal((await call('check', { path: `${name}/study.anl` })).found.errors, 0);
    }
  });

  it('stops a run, and nothing else; what is finished of it is kept', async (t) => {
    const { client, call } = await assistant(t, temporaryFolder(t));
    await call('new', { path: 'sweep.anl', template: 'sweep' });
    const stop = new AbortController();
    const onprogress = ({ progress }: { progress: number }): void => {
      if (progress > 0) stop.abort();
    };
    const set = ['radius=0.9'];
    await assert.rejects(call('run', { path: 'sweep.anl', set }, { signal: stop.signal, onprogress }));
    await client.ping();
    const { found } = await call('results', { path: 'sweep.anl' }).then(async (first) => {
      let latest = first;
      while (latest.isError || latest.found.runs![0].state === 'running')
        latest = await call('results', { path: 'sweep.anl' });
      return latest;
    });
    assert.equal(found.runs![0].state, 'cancelled');
    const again = await call('run', { path: 'sweep.anl', set, seeds: '1..2' });
    assert.equal(again.found.runs![0].state, 'done');
  });

  it('reads each page that is listed, and each code', async (t) => {
    const { client, call } = await assistant(t, temporaryFolder(t));
    const { resources } = await client.listResources();
    assert.ok(resources.some(({ uri }) => uri === 'anlage:docs/manual.md'));
    const codes = checks.slice(0, 5).map(({ code }) => `anlage:docs/diagnostics/${code}.md`);
    for (const uri of [...resources.map((each) => each.uri), ...codes]) {
      const [content] = (await client.readResource({ uri })).contents;
      assert.ok('text' in content && content.text.length > 100, uri);
    }
    for (const uri of ['anlage:docs/../package.json', 'file:///etc/passwd', 'anlage:docs/adding.md'])
      await assert.rejects(client.readResource({ uri }), { code: -32002 });
    assert.equal((await call('explain', { code: 'S061' })).found.code, 'S061');
  });
  it('finds in the manual what it asks for', async (t) => {
    const { call } = await assistant(t, temporaryFolder(t));
    for (const [query, heading] of [
      ['knock out gene', /^`knock_out\(genes, gene\)`/],
      ['memory capacity', /^`memory_capacity/],
      ['degrees of every cell rewired control', /rewired/],
      ['power law covariance exponent', /exponent|spectr/i],
    ] as const) {
      const { sections = [] } = (await call('search', { query })).found;
      assert.ok(
        sections.slice(0, 3).some((each) => heading.test(each.heading)),
        query,
      );
      assert.ok(sections.length <= 6 && sections.every(({ text }) => text.length <= 1802));
    }
  });
});

it('an assistant is told what to give instead', async (t) => {
  const text = templates().find(({ name }) => name === 'genes')!.text;
  const { call } = await assistant(t, temporaryFolder(t, { 'there.anl': text, 'notes.md': '' }));
  for (const [tool, given, message] of [
    ['check', {}, /Give `path`/],
    ['check', { file: 'a.anl' }, /There is no argument file: there are path, text/],
    ['check', { path: 3 }, /The argument path takes a text, and this is 3/],
    ['check', { path: 'missing.anl' }, /missing\.anl is not there/],
    ['check', { path: 'notes.md' }, /is not an \.anl file/],
    ['write', { path: 'a.anl' }, /The argument text is missing: a text/],
    ['write', { path: 'a.sh', text: '' }, /only those are written/],
    ['new', { path: 'a', template: 'none' }, /takes one of growth, genes/],
    ['new', { path: '.anl', template: 'genes' }, /is no name of a study/],
    ['new', { path: 'there.anl', template: 'genes' }, /nothing is written over/],
    ['run', { path: 'there.anl', experiment: 'none' }, /has no experiment "none": there is fates/],
    ['run', { path: 'there.anl', seeds: 'all' }, /takes numbers and ranges/],
    ['run', { path: 'there.anl', set: 'N=1' }, /The argument set takes a list of texts/],
    ['run', { path: 'there.anl', fresh: 'yes' }, /takes true or false, and this is "yes"/],
    ['results', { path: 'there.anl' }, /has not been run yet/],
    ['format', { path: 'there.anl', text: '' }, /Give either/],
    ['explain', { code: 'L03' }, /There is no code L03: .* Near it: L003/],
  ] as const) {
    const answer = await call(tool, given);
    assert.equal(answer.isError, true, answer.text);
    assert.match(answer.text, message);
  }
});

it('an assistant stays in its folder', async (t) => {
  const around = temporaryFolder(t, {
    'secret.anl': 'language 1\n',
    'secret.csv': '1,2\n3,4\n',
    'secret.bnet': 'targets, factors\nA, A\n',
    'studies/own.anl': 'language 1\n',
    'studies/linked/study.anl': 'language 1\n',
  });
  const before = fs.readdirSync(around);
  for (const [link, to] of [
    ['linked.bnet', '../secret.bnet'],
    ['dangling.anl', '../made.anl'],
    ['up', '..'],
    ['linked/runs', '../..'],
  ])
    fs.symlinkSync(to, path.join(around, 'studies', link));
  const { call } = await assistant(t, path.join(around, 'studies'));
  for (const [tool, given] of [
    ['check', { path: '../secret.anl' }],
    ['check', { path: 'up/secret.anl' }],
    ['check', { path: 'linked.bnet' }],
    ['write', { path: '../made.anl', text: '' }],
    ['write', { path: 'dangling.anl', text: '' }],
    ['write', { path: 'up/secret.anl', text: '' }],
    ['new', { path: '../made', template: 'genes' }],
    ['run', { path: '../secret.anl' }],
    ['run', { path: 'linked/study.anl' }],
    ['results', { path: '..' }],
    ['format', { path: '/etc/passwd' }],
  ] as const) {
    const answer = await call(tool, given);
    assert.equal(answer.isError, true, answer.text);
    assert.match(answer.text, /lies outside the working folder/);
  }
  for (const line of [
    'data d from "../secret.csv" { rows times;  sampled at 1 Hz }',
    'connect c from "../secret.csv"',
    'genes g from "linked.bnet"',
    'genes g from "up/secret.bnet"',
    'use "../secret.anl"',
  ]) {
    const { found, text } = await call('check', { text: `language 1\n${line}\n` });
    assert.ok(found.errors! > 0, text);
    assert.match(text, /outside the working folder/);
  }
  assert.deepEqual(fs.readdirSync(around), before);
  assert.equal(fs.readFileSync(path.join(around, 'secret.anl'), 'utf8'), 'language 1\n');
  const { found, text } = await call('check', { path: 'up/studies/own.anl' });
  assert.equal(found.errors, 0);
  assert.match(text, /no experiment/);
});
