import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { before, describe, it } from 'node:test';
import { commandExamples } from '../../cli/command-examples.ts';
import { checks } from '../../language/checks/index.ts';
import { noteKinds } from '../../results/note-codes.ts';
import { projectFile } from '../data.ts';
import { anlage } from './bundled-command.ts';

const ask = (...given: string[]) => anlage(projectFile(), ...given);
const linesOf = (text: string): string[] => text.trimEnd().split('\n');

describe('what shells complete', () => {
  /** Options by command, as fish is told them. */
  const known = new Map<string, string[]>();
  before(async () => {
    for (const line of linesOf((await ask('completion', 'fish')).out)) {
      const [, command] = /-n __fish_use_subcommand -a (\w+)/.exec(line) ?? [];
      if (command) known.set(command, []);
      const [, of, option] = /__fish_seen_subcommand_from (\w+)' -l ([\w-]+)/.exec(line) ?? [];
      if (of) known.get(of)?.push(`--${option}`);
    }
  });
  it('is every command with its options', () => {
    for (const command of ['check', 'run', 'show', 'data', 'doctor', 'explain', 'completion'])
      assert.ok(known.has(command), command);
    assert.ok(known.get('show')?.includes('--pdf'));
    for (const options of known.values()) assert.ok(options.includes('--json'));
  });
  for (const [words, at, expected] of [
    [['anlage', 'sho'], 1, 'show'],
    [['anlage', 'show', 'x', '--figu'], 3, '--figures'],
    [['anlage', 'data', 'ge'], 2, 'get'],
    [['anlage', 'check', 'CHANGE'], 2, 'CHANGELOG.md'],
  ] as const)
    it(`bash completes ${words.join(' ')}`, async () => {
      const { out } = await ask('completion', 'bash');
      const told = `${out}\nCOMP_WORDS=(${words.join(' ')}); COMP_CWORD=${at}; _anlage; echo "\${COMPREPLY[*]}"`;
      assert.equal(execFileSync('bash', ['-c', told], { encoding: 'utf8', cwd: projectFile() }).trim(), expected);
    });
  it('zsh is told the same commands', async () => {
    const { out } = await ask('completion', 'zsh');
    for (const command of known.keys()) assert.match(out, new RegExp(`^    ${command}\\) .*_arguments `, 'm'));
  });
  it('of another shell there is none', async () => {
    const { status, err } = await ask('completion', 'csh');
    assert.deepEqual([status, /did you mean zsh\? There are bash, zsh, fish/.test(err)], [2, true]);
  });
  it('examples of a help text name commands and options that there are', () => {
    for (const command of known.keys())
      if (command !== 'data') assert.ok(commandExamples[command]?.length > 0, `${command} has no example`);
    for (const [line] of Object.values(commandExamples).flat()) {
      const [, command, rest] = /anlage (\w+)(.*)/.exec(line)!;
      const options = rest.match(/--[\w-]+/g) ?? [];
      for (const option of options) assert.ok(known.get(command)?.includes(option), `${line}: ${option}`);
    }
  });
});

describe('anlage explain', () => {
  it('lists every code, of checks and of runs', async () => {
    const codes = linesOf((await ask('explain')).out).map((line) => line.slice(0, 4));
    assert.deepEqual(codes, [...checks, ...noteKinds].map(({ code }) => code).sort());
  });
  it('says what a code means, with files that give it and do not', async () => {
    const { out } = await ask('explain', 's061', 'S105');
    assert.match(out, /^S061 \(warning\): .*\n\n[\s\S]*This gives it:\n\n {2}language 1[\s\S]*This does not:/);
    assert.match(out, /\nS105 \(note of a run\): /);
    const [{ code, bad }] = JSON.parse((await ask('explain', 'S061', '--json')).out);
    assert.deepEqual([code, bad], ['S061', checks.find((check) => check.code === 'S061')?.bad]);
  });
  for (const [given, near] of [
    ['S999', /There is no code S999: .*Near it: S1\d\d \(.*\); S\d\d\d \(/],
    ['s61', /Near it: S061 \(/],
    ['fewer seeds', /Near it: S061 \(/],
    ['?', /`anlage explain` lists all/],
  ] as const)
    it(`refuses ${given}, and names what may be meant`, async () => {
      const { status, err } = await ask('explain', given);
      assert.equal(status, 2);
      assert.match(err, near);
    });
});
