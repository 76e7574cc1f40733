import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { afterEach, describe, it, type TestContext } from 'node:test';
import { writeHeartbeat } from '../../runs/cluster/heartbeat.ts';
import { beginSweep, submitMissing, type Submitting } from '../../runs/cluster/submit.ts';
import { submissionsIn } from '../../runs/cluster/submission.ts';
import type { Sweep } from '../../runs/cluster/sweep-plan.ts';
import { cancelSweep, statusOf } from '../../runs/cluster/sweep-status.ts';
import { temporaryFolder } from '../runs/stripes-study.ts';
import { five } from './small-sweeps.ts';

const path_ = process.env.PATH;
afterEach(() => {
  process.env.PATH = path_;
});

/** Slurm's commands as scripts; each writes down what it was given. An array may hold three tasks. */
async function scene(t: TestContext, scripts: Readonly<Record<string, string>>) {
  const folder = temporaryFolder(t);
  const sweep = await beginSweep(await five(folder));
  const bin = path.join(folder, 'bin');
  fs.mkdirSync(bin);
  const say = (name: string, script: string) =>
    fs.writeFileSync(path.join(bin, name), `#!/bin/sh\ncd ${folder}\necho "${name} $*" >> asked\n${script}\n`, {
      mode: 0o755,
    });
  const scontrol = 'echo "MaxArraySize            = 3"';
  const accepting = 'case "$*" in *test-only*) ;; *) echo x >> n; echo $((100 + $(wc -l < n)));; esac';
  for (const [name, script] of Object.entries({ scontrol, sbatch: accepting, squeue: '', scancel: '', ...scripts }))
    say(name, script);
  process.env.PATH = `${bin}:${path_}`;
  const asked = () => fs.readFileSync(path.join(folder, 'asked'), 'utf8').trim().split('\n');
  const submit = (more: Partial<Submitting> = {}) =>
    submitMissing(sweep, { engine: 'slurm', chunk: 1, options: {}, say: () => {}, ...more });
  return { folder, sweep, say, asked, submit };
}
const numbers = (sweep: Sweep) =>
  submissionsIn(sweep)
    .at(-1)
    ?.submission.arrays.map(({ job }) => job);
const nameOf = (sweep: Sweep, array: number) => submissionsIn(sweep).at(-1)?.submission.arrays[array].name ?? '';
const timedOut =
  'echo "sbatch: error: Batch job submission failed: Socket timed out on send/recv operation" >&2; exit 1';
const onlyReal = (script: string) => `case "$*" in *test-only*) ;; *) ${script};; esac`;

describe('what Slurm answers', () => {
  it('arrays are tried, then queued one by one, each below the limit', async (t) => {
    const { sweep, submit, asked } = await scene(t, {});
    await submit({ options: { partition: 'short' } });
    assert.deepEqual(numbers(sweep), ['101', '102']);
    const [limit, ...given] = asked();
    assert.equal(limit, 'scontrol show config');
    assert.deepEqual(
      given
        .filter((line) => line.startsWith('sbatch'))
        .map((line) => /--test-only|--array=\S+ .*job.sh \d+/.exec(line)?.[0].replace(/ .* /, ' ')),
      ['--test-only', '--array=0-2 0', '--array=0-1 3'],
    );
    assert.ok(given.filter((line) => line.startsWith('sbatch')).every((line) => line.includes('--partition=short')));
  });

  it('no answer to a submission: the array is found by its name', async (t) => {
    const { sweep, submit, asked } = await scene(t, {
      sbatch: onlyReal(timedOut),
      squeue: 'case "$*" in *"-n anlage-"*-1*) echo 77; echo 77;; *) echo 78;; esac',
    });
    await submit();
    assert.deepEqual(numbers(sweep), ['77', '78']);
    assert.ok(asked().some((line) => /^squeue -h -r -t all -n anlage-[0-9a-f]{12}-0001-2 -o %F$/.test(line)));
  });

  it('no answer to a submission, and none of its name: it is said, and looked for again', async (t) => {
    const { sweep, submit, say } = await scene(t, { sbatch: onlyReal(timedOut) });
    await assert.rejects(submit(), /Slurm does not answer:\n {2}sbatch: error: .*Socket timed out/);
    assert.deepEqual(numbers(sweep), [undefined, undefined]);
    say(
      'squeue',
      'case "$*" in *"-n anlage-"*-1*) echo 79;; *-j*) echo "79_1|' + nameOf(sweep, 0) + '|RUNNING|None|n3";; esac',
    );
    const { tasks } = await statusOf(sweep);
    assert.deepEqual([numbers(sweep), tasks.running, tasks.unknown], [['79', undefined], 1, 4]);
    await assert.rejects(submit(), /1 of its tasks wait or run/);
  });

  it('a limit in the middle: what is queued goes on, and it is said how much', async (t) => {
    const { sweep, submit } = await scene(t, {
      sbatch: onlyReal(
        'if [ -f n ]; then echo "sbatch: error: QOSMaxSubmitJobPerUserLimit" >&2; exit 1; fi; echo x > n; echo 101',
      ),
    });
    await assert.rejects(
      submit(),
      /sbatch refuses:\n {2}sbatch: error: QOSMaxSubmitJobPerUserLimit\n.*--chunk.*\n3 tasks were queued before that/,
    );
    assert.deepEqual(numbers(sweep), ['101', undefined]);
  });

  it('what is refused whole leaves nothing', async (t) => {
    const { sweep, submit } = await scene(t, { sbatch: 'echo "sbatch: error: Invalid account" >&2; exit 1' });
    await assert.rejects(submit(), /Invalid account\n.*--account/);
    assert.deepEqual(submissionsIn(sweep), []);
    assert.deepEqual(fs.readdirSync(path.join(sweep.folder, 'submissions')), []);
  });

  it('states by task, why some wait, and what workers say', async (t) => {
    const { sweep, submit, say } = await scene(t, {});
    await submit();
    const [{ folder }] = submissionsIn(sweep);
    const heartbeat = { host: 'n1', of: 1, failed: 0, at: '', time: new Date().toISOString() };
    writeHeartbeat(folder, { ...heartbeat, task: 3, done: 1, state: 'ended' });
    const [one, two] = [nameOf(sweep, 0), nameOf(sweep, 1)];
    const queue = [
      `101_0|${one}|RUNNING|None|n1`,
      `101_1|${one}|PENDING|BeginTime|`,
      `101_2|${one}|NODE_FAIL|None|`,
      `102_1|${two}|PENDING|Priority|`,
      `999_0|${two}|RUNNING|None|n9`,
    ];
    say('squeue', queue.map((line) => `echo "${line}"`).join('\n'));
    const log = path.join(folder, 'logs', '101_2.out');
    fs.writeFileSync(log, 'a\nb\n\nc\nThe node is on fire.\n');
    const { tasks, reasons, done } = await statusOf(sweep);
    assert.deepEqual([tasks, done], [{ waiting: 2, running: 1, ended: 1, stopped: 1, unknown: 0 }, 1]);
    assert.deepEqual(
      reasons.map(({ reason, remedy }) => [reason, remedy?.split(' ').slice(0, 2).join(' ')]),
      [
        ['BeginTime', 'Slurm holds'],
        ['NODE_FAIL', 'its node'],
        ['Priority', 'others are'],
      ],
    );
    assert.deepEqual(
      reasons.map((reason) => reason.log),
      [undefined, { file: log, lines: ['b', 'c', 'The node is on fire.'] }, undefined],
    );
    say('squeue', 'echo "slurm_load_jobs error: Invalid job id specified" >&2; exit 1');
    assert.deepEqual((await statusOf(sweep)).tasks, { waiting: 0, running: 0, ended: 1, stopped: 0, unknown: 4 });
  });

  it('a number that was given again, to what has another name, is neither counted nor cancelled', async (t) => {
    const { sweep, submit, say, asked } = await scene(t, {});
    await submit();
    say('squeue', `echo "101_0|another|RUNNING|None|n1"; echo "102_0|${nameOf(sweep, 1)}|RUNNING|None|n2"`);
    const { tasks } = await statusOf(sweep);
    assert.deepEqual([tasks.running, tasks.unknown], [1, 4]);
    await cancelSweep(sweep);
    assert.deepEqual(
      asked().filter((line) => line.startsWith('scancel')),
      ['scancel 102'],
    );
  });

  it('nobody answers: what workers said is said, and nothing is cancelled or submitted', async (t) => {
    const { sweep, submit, say } = await scene(t, {});
    await submit();
    const refused = 'echo "Unable to contact slurm controller (connect failure)" >&2; exit 1';
    for (const command of ['squeue', 'scancel']) say(command, refused);
    const { unreached, tasks } = await statusOf(sweep);
    assert.match(unreached ?? '', /Unable to contact/);
    assert.equal(tasks.unknown, 5);
    await assert.rejects(cancelSweep(sweep), /Slurm does not answer/);
    await assert.rejects(submit(), /is not known: .*Unable to contact/);
  });

  it('by way of another machine each word arrives as it was', async (t) => {
    const { sweep, submit, say, asked } = await scene(t, {});
    say('ssh', 'shift; exec sh -c "$*"');
    await submit({ through: 'ssh login', options: { constraint: "a&b|it's" } });
    assert.deepEqual(numbers(sweep), ['101', '102']);
    assert.ok(asked().some((line) => line.startsWith('sbatch') && line.includes("--constraint=a&b|it's")));
    assert.ok(asked()[0].startsWith('ssh login scontrol'));
  });

  it('without Slurm it is said where to go', async (t) => {
    const { submit } = await scene(t, {});
    process.env.PATH = '/nowhere';
    await assert.rejects(submit(), /scontrol is not on this machine\. .*--through "ssh HOST".*--on local/);
  });
});
