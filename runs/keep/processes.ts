import { execFileSync } from 'node:child_process';
import fs from 'node:fs';

export function isAlive(pid: number): boolean {
  if (!Number.isSafeInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/**
 * When a process began, in words that no other process of its number has: the start of the machine and the ticks since,
 * or a date. Undefined where the system does not say.
 */
export function beginningOf(pid: number): string | undefined {
  try {
    if (process.platform === 'linux') {
      const boot = fs.readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
      const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
      // after the name, which may hold anything: state is field 3, the start field 22 (proc_pid_stat(5))
      const ticks = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[22 - 3];
      return `${boot} ${ticks}`;
    }
    if (process.platform === 'win32') return undefined;
    return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], {
      encoding: 'utf8',
      env: { ...process.env, LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return undefined;
  }
}
