import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import type { SweepStatus } from '../../runs/cluster/sweep-status.ts';
import { jobStore } from '../../runs/keep/store.ts';
import type { Ended } from '../cli/bundled-command.ts';
import { type Cluster, filesOpenIn, processesOf, startCluster, until, withoutSlurm } from './slurm-cluster.ts';

/** Twelve jobs of a moment each. */
const study = `language 1
connect net { neurons 400;  weights normal(0, 1);  spectrum max 0.9 }
experiment many {
  seeds 1 .. 6
  compare {
    dense = net
    half = net { wire 0.5 }
  }
  measure alpha = exponent(covariance, ranks: 2 .. 50)
}
`;
const jobs = 12;

describe('with Slurm, as an ordinary user', { skip: withoutSlurm, timeout: 390_000 }, () => {
  let cluster: Cluster;
  let expected: string;
  before(() => {
    cluster = startCluster();
    const here = place('here');
    assert.equal(anlage(here, 'run', 'study.anl', '--quiet').status, 0);
    expected = measures(here);
  });
  after(() => cluster?.stop());

  const anlage = (folder: string, ...given: string[]): Ended => cluster.anlage(folder, ...given);
  function place(name: string): string {
    const folder = path.join(cluster.home, name);
    fs.mkdirSync(folder);
    fs.writeFileSync(path.join(folder, 'study.anl'), study);
    if (process.getuid?.() === 0) fs.chownSync(folder, 65534, 65534);
    return folder;
  }
  const measures = (folder: string, out = 'runs'): string => {
    const runs = path.join(folder, out, 'many');
    const [run, ...more] = fs.readdirSync(runs);
    assert.deepEqual([more, run.startsWith('.')], [[], false]);
    return fs.readFileSync(path.join(runs, run, 'measures.csv'), 'utf8');
  };
  const sweep = ['sweep', 'study.anl', '--on', 'slurm'];
  /** Begins a sweep in a folder of its own. */
  function swept(name: string, ...options: string[]): string {
    const folder = place(name);
    const { status, err } = anlage(folder, ...sweep, ...options);
    assert.deepEqual([status, err], [0, '']);
    return folder;
  }
  const status = (folder: string): SweepStatus => JSON.parse(anlage(folder, 'sweep', 'status', '.', '--json').out);
  const sweepOf = (folder: string): string => {
    const sweeps = path.join(folder, 'runs', '.sweeps');
    return path.join(sweeps, fs.readdirSync(sweeps).find((each) => /^[0-9a-f]{12}$/.test(each))!);
  };
  const submission = (folder: string, number = '0001') => path.join(sweepOf(folder), 'submissions', number);
  /** Lines of all journals. */
  const journal = (folder: string): readonly Record<string, unknown>[] => {
    const submissions = path.join(sweepOf(folder), 'submissions');
    return fs.readdirSync(submissions).flatMap((number) => {
      const journals = path.join(submissions, number, 'journals');
      return fs.readdirSync(journals).flatMap((name) =>
        fs
          .readFileSync(path.join(journals, name), 'utf8')
          .split('\n')
          .slice(0, -1)
          .map((line) => JSON.parse(line)),
      );
    });
  };
  const endsIn = (folder: string) => journal(folder).flatMap((line) => ('end' in line ? [line.end] : []));
  const endedJobs = (folder: string): number => new Set(endsIn(folder)).size;
  const attempts = (folder: string): number => journal(folder).filter((line) => 'begin' in line).length;
  /** What waits or runs; what is queued again is in none of these states for a moment, so that others are left out. */
  const queued = (): string =>
    cluster
      .slurm('squeue', '-h', '-r', '-t', 'all', '-o', '%i %T %N')
      .split('\n')
      .filter((line) => line !== '' && !/ (COMPLETED|CANCELLED|FAILED|TIMEOUT|NODE_FAIL) /.test(`${line} `))
      .join('\n');
  const isQuiet = (): boolean => queued() === '';
  const logs = (folder: string): string => {
    const place = path.join(submission(folder), 'logs');
    return fs
      .readdirSync(place)
      .map((name) => `${name}: ${fs.readFileSync(path.join(place, name), 'utf8')}`)
      .join('\n');
  };
  /** When all is quiet the run is that of this machine, byte by byte. */
  function collected(folder: string): void {
    // between two starts a task may be in no queue
    until('all jobs have ended', () => endedJobs(folder) >= jobs);
    until('the queue is empty', isQuiet);
    const { status, err } = anlage(folder, 'sweep', 'collect', '--quiet');
    assert.deepEqual([status, err], [0, ''], `${err}${logs(folder)}`);
    assert.equal(measures(folder), expected);
  }

  /** Tasks are stopped in their places after their first jobs, so that what comes meets them there. */
  function held(folder: string, tasks = 3): { goOn(): void } {
    const stopped = new Set<number>();
    until('each task has ended a job', () => {
      const writers = processesOf(folder).filter((pid) => journalOf(pid).length > 0);
      for (const pid of writers) {
        if (stopped.has(pid) || !journalOf(pid).some((line) => line.includes('"end":'))) continue;
        signal([pid], 'SIGSTOP');
        stopped.add(pid);
      }
      return attempts(folder) === tasks && writers.length > 0 && writers.every((pid) => stopped.has(pid));
    });
    return { goOn: () => signal([...stopped], 'SIGCONT') };
  }
  const journalOf = (pid: number): readonly string[] =>
    filesOpenIn(pid)
      .filter((file) => file.endsWith('.jsonl'))
      .flatMap((file) => fs.readFileSync(file, 'utf8').split('\n'));
  const signal = (pids: readonly number[], name: NodeJS.Signals): void => {
    for (const pid of pids)
      try {
        process.kill(pid, name);
      } catch {
        // it has ended
      }
  };

  it('twelve tasks in arrays whose index stays below the limit of eleven', () => {
    const folder = swept('limit', '--chunk', '1');
    const { arrays } = JSON.parse(fs.readFileSync(path.join(submission(folder), 'submission.json'), 'utf8'));
    assert.deepEqual(
      arrays.map(({ offset, size }: { offset: number; size: number }) => [offset, size]),
      [
        [0, 11],
        [11, 1],
      ],
    );
    collected(folder);
    const { done, tasks } = status(folder);
    assert.deepEqual([done, tasks.ended, endedJobs(folder)], [jobs, 12, jobs]);
    assert.match(anlage(folder, 'sweep', 'resume').out, /All 12 jobs of many are there/);
  });

  it('a node that goes down: its tasks are queued again and leave out what is finished', () => {
    const folder = swept('node', '--chunk', '4');
    const { goOn } = held(folder);
    const [node] = /n\d/.exec(queued())!;
    cluster.asAdministrator('scontrol', 'update', `NodeName=${node}`, 'State=DOWN', 'Reason=test');
    until('its tasks wait', () => queued().includes('PENDING'));
    goOn();
    collected(folder);
    assert.ok(attempts(folder) > 3);
    backAgain(node);
  });
  function backAgain(node: string): void {
    until(`${node} is back`, () => {
      const state = cluster.slurm('sinfo', '-h', '-N', '-n', node, '-o', '%T');
      if (state.includes('down')) cluster.asAdministrator('scontrol', 'update', `NodeName=${node}`, 'State=RESUME');
      return state.includes('idle');
    });
  }

  it('a controller that is killed: status says that nobody answers; after its return all is there', () => {
    const folder = swept('controller', '--chunk', '4');
    const { goOn } = held(folder);
    const { arrays } = JSON.parse(fs.readFileSync(path.join(submission(folder), 'submission.json'), 'utf8'));
    cluster.writeDown(arrays[0].job);
    cluster.kill('slurmctld');
    const { unreached, done } = status(folder);
    assert.match(unreached ?? '', /Unable to contact slurm controller/);
    assert.ok(done <= jobs);
    const refused = anlage(folder, 'sweep', 'cancel');
    assert.deepEqual([refused.status, /Slurm does not answer/.test(refused.err)], [3, true], refused.err);
    cluster.start('slurmctld');
    until('it answers', () => cluster.slurm('sinfo', '-h') !== '');
    goOn();
    collected(folder);
  });

  it('preemption: what is turned out goes on later', () => {
    const folder = swept('preempted', '--chunk', '4');
    const { goOn } = held(folder);
    const whole = ['-N', '3', '--exclusive', '--parsable', '-o', '/dev/null', '--wrap', 'sleep 1'];
    const id = cluster.slurm('sbatch', '-p', 'high', ...whole).trim();
    until('it has the nodes', () =>
      /RUNNING|COMPLET/.test(cluster.slurm('squeue', '-h', '-t', 'all', '-j', id, '-o', '%T')),
    );
    goOn();
    collected(folder);
    assert.ok(attempts(folder) > 3);
  });

  it('told before the time limit: the job at hand is finished, the task is queued again', () => {
    const folder = swept('told', '--chunk', '6', '--time', '20');
    const { goOn } = held(folder, 2);
    cluster.slurm('scancel', '--batch', '--signal=USR2', '--state=RUNNING', '--user', isUser());
    goOn();
    until('a task waits again', () => queued().includes('PENDING'));
    collected(folder);
    assert.ok(journal(folder).some((line) => 'stop' in line));
    assert.equal(endedJobs(folder), jobs);
  });
  const isUser = () => cluster.slurm('id', '-un').trim();

  it('cancelled half-way and resumed with another chunk size', () => {
    const folder = swept('cancelled', '--chunk', '4');
    held(folder);
    const cancelled = anlage(folder, 'sweep', 'cancel');
    assert.match(cancelled.out, /^Cancelled; \d+ of 12 jobs are there/);
    until('nothing runs', isQuiet);
    const part = anlage(folder, 'sweep', 'collect', '--quiet');
    assert.deepEqual([part.status, /jobs are missing/.test(part.err)], [3, true]);
    const before = endedJobs(folder);
    assert.equal(anlage(folder, 'sweep', 'resume', '--chunk', '3').status, 0);
    const { found, phases } = JSON.parse(
      fs.readFileSync(path.join(submission(folder, '0002'), 'submission.json'), 'utf8'),
    );
    assert.deepEqual([found, phases[0].jobs, phases[0].chunk], [before, jobs - before, 3]);
    collected(folder);
  });

  it('a node that is lost while its job lives on: two copies write, and nothing is twice', () => {
    const folder = swept('copies', '--chunk', '12');
    const { goOn } = held(folder, 1);
    const [node] = /n\d/.exec(queued())!;
    cluster.kill(node);
    cluster.asAdministrator('scontrol', 'update', `NodeName=${node}`, 'State=DOWN', 'Reason=test');
    until('a copy of it runs', () => attempts(folder) === 2);
    goOn();
    collected(folder);
    until('the first copy has ended', () => processesOf(folder).length === 0);
    assert.ok(endsIn(folder).length > jobs, 'a job was computed by both');
    collectedAgain(folder);
    cluster.start(node);
    backAgain(node);
  });
  /** Two copies that are alike are no cause for alarm; one that differs is, by the names of both nodes. */
  function collectedAgain(folder: string): void {
    fs.rmSync(path.join(folder, 'runs', 'many'), { recursive: true });
    collected(folder);
    const runs = path.join(folder, 'runs');
    const line = journal(folder).find((each) => 'end' in each)!;
    const store = jobStore(runs, { level: 'another' });
    const found = store.find(line.end as string);
    assert.ok(found && 'outcome' in found);
    store.save(line.end as string, { ...found.outcome, points: [], files: {} });
    store.close();
    for (const run of ['first', 'again']) {
      const { status, err } = anlage(folder, 'sweep', 'collect');
      assert.equal(status, 3, run);
      assert.match(err, /^ALARM \(G034\): \w+, seed \d+: .* on \S+ \(another, .* on n\d \(native/m);
    }
  }

  it('a job that ends its process twice is set aside, named, and tried again by resume', () => {
    const folder = swept('poison', '--chunk', '6', '--throttle', '1');
    const poison = (): string | undefined => {
      const lines = journal(folder);
      const starts = lines.flatMap((line) => ('start' in line ? [line.start as string] : []));
      return starts[0];
    };
    let kills = 0;
    until('a job has ended its process twice', () => {
      const [key, lines] = [poison(), journal(folder)];
      const began = lines.filter((line) => line.start === key).length;
      if (key !== undefined && began > kills && kills < 2 && !lines.some((line) => line.end === key)) {
        const workers = processesOf(folder, 'worker.mjs');
        signal(workers, 'SIGKILL');
        if (workers.length > 0) kills++;
      }
      return lines.some((line) => line.status === 'crash');
    });
    until('the queue is empty', isQuiet);
    const part = anlage(folder, 'sweep', 'collect', '--quiet');
    assert.match(part.out, /dense, seed 1: its process ended by SIGKILL\. It is set aside after two starts/);
    assert.deepEqual([part.status, status(folder).failed], [3, 1]);
    assert.equal(anlage(folder, 'sweep', 'resume').status, 0);
    collected(folder);
  });

  it('from a machine that does not see the files of the cluster: what is needed is sent, results are fetched', () => {
    const folder = place('laptop');
    const rows = Array.from({ length: 12 }, (_, i) =>
      Array.from({ length: 12 }, (_, j) => ((i * 7 + j * 13 + 3 * i * j) % 11) / 10).join(','),
    );
    fs.writeFileSync(path.join(folder, 'weights.csv'), `${rows.join('\n')}\n`);
    const text = study.replace(/connect net .*/, 'connect net from "weights.csv" { square;  spectrum max 0.9 }');
    fs.writeFileSync(path.join(folder, 'study.anl'), text.replace('half = net { wire 0.5 }', 'half = random(net)'));
    assert.equal(anlage(folder, 'run', 'study.anl', '--out', 'here', '--quiet').status, 0);
    const login = path.join(cluster.home, 'login');
    fs.writeFileSync(login, '#!/bin/sh\nexec sh -c "$*"\n', { mode: 0o755 });
    const there = path.join(cluster.home, 'scratch of mine');
    const begun = anlage(
      folder,
      ...sweep,
      '--chunk',
      '4',
      '--through',
      login,
      '--there',
      there,
      '--node',
      cluster.node,
    );
    assert.deepEqual([begun.status, begun.err], [0, '']);
    until('the queue is empty', isQuiet);
    assert.deepEqual([status(folder).done, fs.existsSync(path.join(folder, 'runs', '.jobs', 'seg'))], [jobs, false]);
    assert.doesNotMatch(fs.readFileSync(path.join(submission(folder), 'job.sh'), 'utf8'), /laptop/);
    const { status: ended, err } = anlage(folder, 'sweep', 'collect', '--quiet');
    assert.deepEqual([ended, err], [0, '']);
    assert.equal(measures(folder), measures(folder, 'here'));
  });

  it('what Slurm refuses is said in its words, with what to do, and leaves nothing', () => {
    const folder = place('refused');
    const refused = anlage(folder, 'sweep', 'study.anl', '--on', 'slurm', '--chunk', '2', '--partition', 'nowhere');
    assert.equal(refused.status, 2);
    assert.match(
      refused.err,
      /sbatch refuses:\n.*sbatch: error: invalid partition specified: nowhere\n.*\n.*name one with --partition/,
    );
    assert.deepEqual(fs.readdirSync(path.join(sweepOf(folder), 'submissions')), []);
  });
});
