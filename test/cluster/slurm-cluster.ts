/**
 * A Slurm cluster of this machine alone, for one test file: nodes n1, n2 … of the loopback address, in a folder of its
 * own, ended with it. Jobs are those of an ordinary user.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { projectFile } from '../data.ts';
import { build, commandBundles, type Ended } from '../cli/bundled-command.ts';

/** Why tests with Slurm are skipped; false where they are asked for, with ANLAGE_SLURM=1. */
export const withoutSlurm: string | false = process.env.ANLAGE_SLURM === '1' ? false : 'asked for by ANLAGE_SLURM=1';

export interface Cluster {
  /** For what the user writes. */
  readonly home: string;
  /** A Node that the user may run. */
  readonly node: string;
  /** The bundled command, run by the user. */
  anlage(folder: string, ...given: string[]): Ended;
  /** One of Slurm's commands, by the user; `asAdministrator`: by who may all. */
  slurm(command: string, ...given: string[]): string;
  asAdministrator(command: string, ...given: string[]): string;
  /** Has the controller write down what it knows: killed before, it would forget it. */
  writeDown(job: string): void;
  kill(daemon: string): void;
  start(daemon: string): void;
  stop(): void;
}

const isRoot = process.getuid?.() === 0;
/** nobody, of nogroup */
const ordinary = 65534;
const asUser = isRoot ? ['setpriv', `--reuid=${ordinary}`, `--regid=${ordinary}`, '--clear-groups'] : [];

export function startCluster({ nodes = 3, cpus = 2, largestArray = 11 } = {}): Cluster {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'anlage-slurm-'));
  fs.chmodSync(folder, 0o755);
  for (const part of ['state', 'log', 'pid', 'spool', 'munge', 'home', 'tool'])
    fs.mkdirSync(path.join(folder, part), { mode: 0o755 });
  const home = path.join(folder, 'home');
  if (isRoot) fs.chownSync(home, ordinary, ordinary);
  const tool = copyOfTool(path.join(folder, 'tool'));
  const socket = path.join(folder, 'munge', 'socket');
  // below those that a system gives out by itself
  const port = 10_000 + (process.pid % 20_000);
  const names = Array.from({ length: nodes }, (_, i) => `n${i + 1}`);
  const conf = path.join(folder, 'slurm.conf');
  fs.writeFileSync(conf, configuration({ folder, socket, port, names, cpus, largestArray }));
  const key = path.join(folder, 'munge', 'key');
  fs.writeFileSync(key, Buffer.from(Array.from({ length: 128 }, (_, i) => (i * 37 + process.pid) % 256)), {
    mode: 0o400,
  });
  const environment = { PATH: process.env.PATH, HOME: home, SLURM_CONF: conf, LANG: 'C' };
  const run = (given: readonly string[]): string =>
    execFileSync(given[0], given.slice(1), { env: environment, encoding: 'utf8', timeout: 30_000 });
  const pidFile = (daemon: string) => path.join(folder, 'pid', `${daemon}.pid`);
  const started = new Set<string>();
  const start = (daemon: string) => {
    started.add(daemon);
    if (daemon === 'munged')
      run([
        'munged',
        '--force',
        `--key-file=${key}`,
        `--socket=${socket}`,
        `--pid-file=${pidFile(daemon)}`,
        `--log-file=${path.join(folder, 'log', 'munged.log')}`,
        `--seed-file=${path.join(folder, 'munge', 'seed')}`,
      ]);
    else if (daemon === 'slurmctld') run(['slurmctld', '-f', conf]);
    else run(['slurmd', '-f', conf, '-N', daemon]);
  };
  const pidOf = (daemon: string): number | undefined => {
    try {
      return Number(fs.readFileSync(pidFile(daemon), 'utf8')) || undefined;
    } catch {
      return undefined;
    }
  };
  const kill = (daemon: string, signal: NodeJS.Signals = 'SIGKILL') => {
    const pid = pidOf(daemon);
    if (pid !== undefined)
      try {
        process.kill(pid, signal);
      } catch {
        // it has ended
      }
  };
  const slurm = (command: string, ...given: string[]) => run([...asUser, command, ...given]);
  const cluster: Cluster = {
    home,
    node: tool.node,
    anlage(where, ...given) {
      const { status, stdout, stderr } = spawnSync(
        asUser[0] ?? tool.node,
        [...asUser.slice(1), ...(isRoot ? [tool.node] : []), tool.command, ...given],
        { cwd: where, env: environment, encoding: 'utf8', timeout: 120_000 },
      );
      return { status, out: stdout, err: stderr };
    },
    slurm,
    asAdministrator: (command, ...given) => run([command, ...given]),
    writeDown(job) {
      const state = path.join(folder, 'state', 'job_state');
      const now = Date.now();
      slurm('scontrol', 'update', `JobId=${job}`, 'Comment=changed');
      until('its state is written', () => (fs.statSync(state, { throwIfNoEntry: false })?.mtimeMs ?? 0) > now);
    },
    kill,
    start,
    stop() {
      try {
        run(['scancel', '--full', '--state=RUNNING']);
        run(['scancel', '--state=PENDING']);
      } catch {
        // nobody listens any more
      }
      // those of the nodes first: they wait for what they run
      const pids = [...[...started].flatMap((daemon) => pidOf(daemon) ?? []), ...stepsOf(folder)];
      for (const daemon of [...started].reverse()) kill(daemon, 'SIGTERM');
      for (let i = 0; i < 60 && pids.some(isAlive); i++) pause(50);
      for (const pid of pids.filter(isAlive)) process.kill(pid, 'SIGKILL');
      fs.rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  try {
    for (const daemon of ['munged', 'slurmctld', ...names]) start(daemon);
    until(
      'nodes are idle',
      () => run(['sinfo', '-h', '-N', '-p', 'low', '-t', 'idle', '-o', '%n']).trim().split('\n').length === nodes,
    );
  } catch (error) {
    const log = path.join(folder, 'log', 'slurmctld.log');
    const said = fs.existsSync(log) ? fs.readFileSync(log, 'utf8').slice(-2000) : '';
    cluster.stop();
    throw new Error(`no cluster: ${(error as Error).message}\n${said}`);
  }
  return cluster;
}

/** What the user can read and run, wherever the project lies. */
function copyOfTool(folder: string): { readonly node: string; readonly command: string } {
  build();
  const dist = path.join(folder, 'dist');
  const kernels = path.join('engine', 'kernels', 'prebuilt');
  fs.mkdirSync(dist);
  for (const name of commandBundles) fs.copyFileSync(projectFile('dist', name), path.join(dist, name));
  fs.cpSync(projectFile(kernels), path.join(folder, kernels), { recursive: true });
  return { node: readableNode(folder), command: path.join(dist, 'anlage.mjs') };
}
function readableNode(folder: string): string {
  if (spawnSync([...asUser, process.execPath][0], [...asUser, process.execPath, '--version'].slice(1)).status === 0)
    return process.execPath;
  const copy = path.join(folder, 'node');
  fs.copyFileSync(process.execPath, copy);
  return copy;
}

function configuration(given: {
  readonly folder: string;
  readonly socket: string;
  readonly port: number;
  readonly names: readonly string[];
  readonly cpus: number;
  readonly largestArray: number;
}): string {
  const { folder, socket, port, names, cpus, largestArray } = given;
  const user = os.userInfo().username;
  const settings = {
    ClusterName: 'test',
    SlurmctldHost: `${os.hostname().split('.')[0]}(127.0.0.1)`,
    SlurmctldPort: port,
    SlurmUser: user,
    SlurmdUser: user,
    AuthType: 'auth/munge',
    // Seconds for which a start may be refused as one that was ended: Slurm holds what it queues again for as long,
    // by itself for two minutes. To let it go earlier (StartTime=now) is to have it fail, where both are of one second.
    AuthInfo: `socket=${socket},cred_expire=5`,
    CredType: 'cred/munge',
    StateSaveLocation: `${folder}/state`,
    SlurmdSpoolDir: `${folder}/spool/%n`,
    SlurmctldPidFile: `${folder}/pid/slurmctld.pid`,
    SlurmdPidFile: `${folder}/pid/%n.pid`,
    SlurmctldLogFile: `${folder}/log/slurmctld.log`,
    SlurmdLogFile: `${folder}/log/%n.log`,
    // nothing that a container does not have
    ProctrackType: 'proctrack/linuxproc',
    TaskPlugin: 'task/none',
    JobAcctGatherType: 'jobacct_gather/none',
    AccountingStorageType: 'accounting_storage/none',
    MpiDefault: 'none',
    SwitchType: 'switch/none',
    SlurmdParameters: 'config_overrides',
    SelectType: 'select/cons_tres',
    SelectTypeParameters: 'CR_CPU',
    PreemptType: 'preempt/partition_prio',
    PreemptMode: 'REQUEUE',
    // a test does not wait as a site does
    SchedulerType: 'sched/backfill',
    SchedulerParameters: 'sched_interval=1,bf_interval=1,batch_sched_delay=0,sched_min_interval=0',
    SlurmdTimeout: 5,
    MessageTimeout: 5,
    KillWait: 2,
    CompleteWait: 0,
    InactiveLimit: 0,
    ReturnToService: 2,
    JobRequeue: 1,
    MaxArraySize: largestArray,
  };
  return [
    ...Object.entries(settings).map(([name, value]) => `${name}=${value}`),
    ...names.map(
      (name, i) => `NodeName=${name} NodeHostname=${name} NodeAddr=127.0.0.1 Port=${port + 1 + i} CPUs=${cpus}`,
    ),
    'PartitionName=low Nodes=ALL Default=YES DefaultTime=10 PriorityTier=1 PreemptMode=REQUEUE',
    'PartitionName=high Nodes=ALL DefaultTime=10 PriorityTier=10 PreemptMode=OFF',
    '',
  ].join('\n');
}

/** Waits, for a minute at most, for something to be so. */
export function until(what: string, isSo: () => boolean): void {
  for (const end = Date.now() + 60_000; ; pause(10)) {
    let why = '';
    try {
      if (isSo()) return;
    } catch (error) {
      why = `: ${(error as Error).message}`;
    }
    if (Date.now() > end) throw new Error(`in vain: ${what}${why}`);
  }
}
const pause = (milliseconds: number): void => {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
};
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^State:\s+Z/m.test(fs.readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

/** What Slurm runs jobs by, which waits for a controller to hear of its end: known by the log that it has open. */
const stepsOf = (folder: string): readonly number[] =>
  processesWith(
    (command, pid) => command.startsWith('slurmstepd') && filesOpenIn(pid).some((file) => file.startsWith(folder)),
  );
/** None of a process that has ended. */
export function filesOpenIn(pid: number): readonly string[] {
  try {
    return fs.readdirSync(`/proc/${pid}/fd`).map((name) => fs.readlinkSync(`/proc/${pid}/fd/${name}`));
  } catch {
    return [];
  }
}
/** Processes that run, by what their command line holds: a folder, and a file. */
export const processesOf = (folder: string, file = ''): readonly number[] =>
  processesWith((command) => [folder, file, 'node'].every((part) => command.includes(part)));
const processesWith = (is: (command: string, pid: number) => boolean): readonly number[] =>
  fs.readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      return is(fs.readFileSync(`/proc/${name}/cmdline`, 'utf8'), Number(name)) ? [Number(name)] : [];
    } catch {
      return [];
    }
  });
