import path from 'node:path';
import type { SweepStatus, TaskWord } from '../runs/cluster/sweep-status.ts';
import { paint } from './terminal.ts';

const words: readonly TaskWord[] = ['running', 'waiting', 'ended', 'stopped', 'unknown'];

/** A few lines for a person. */
export function statusText(status: SweepStatus, colour: boolean): string {
  const style = paint(colour);
  const { experiment, sweep, engine, submission, jobs, done, failed, tasks, hosts } = status;
  const counted = words.filter((word) => tasks[word] > 0).map((word) => `${tasks[word]} ${word}`);
  return [
    `${style.bold(experiment)}  ${style.quiet(`sweep ${sweep}, submission ${submission}, ${engine}`)}`,
    `jobs   ${done} of ${jobs} done${failed > 0 ? `, ${style.bad(`${failed} failed`)}` : ''}`,
    `tasks  ${counted.join(', ')}${hosts.length > 0 ? style.quiet(` on ${hosts.join(', ')}`) : ''}`,
    ...status.reasons.flatMap(({ reason, tasks: count, remedy, log }) => [
      `       ${count} ${count === 1 ? 'task' : 'tasks'}: ${reason}${remedy ? style.hint(` (${remedy})`) : ''}`,
      ...(log ? [style.quiet(`       ${path.relative(process.cwd(), log.file)} says last:`)] : []),
      ...(log?.lines ?? []).map((line) => `         ${line}`),
    ]),
    ...(status.cancelled ? [style.doubtful(`cancelled, ${done} of ${jobs} jobs done`)] : []),
    ...(status.unreached === undefined
      ? []
      : [style.doubtful(`${engine} does not answer; what is said here is what workers said:`), status.unreached]),
  ].join('\n');
}
