import { spawnSync } from 'node:child_process';
import { projectFile } from '../data.ts';

/** What reads and writes files of the field on a Debian machine: the program, and what it needs besides itself. */
const programs = {
  networks: { command: '/usr/bin/python3', needs: ['-c', 'import igraph, networkx, numpy, pandas'] },
  libsbml: { command: '/usr/bin/python3', needs: ['-c', 'import libsbml'] },
  igraph: { command: 'Rscript', needs: ['-e', 'quit(status = !requireNamespace("igraph", quietly = TRUE))'] },
  boolnet: { command: 'Rscript', needs: ['-e', 'quit(status = !requireNamespace("BoolNet", quietly = TRUE))'] },
  octave: { command: 'octave', needs: ['--version'] },
} as const;

/**
 * Why a test with such a program is skipped; false where it is there. With ANLAGE_PEERS=1, as in `.ci/run`, none is
 * skipped but of Octave, which is as large as all others together: a program that is missing fails.
 */
export function lacks(peer: keyof typeof programs): string | false {
  if (process.env.ANLAGE_PEERS === '1' && peer !== 'octave') return false;
  const { command, needs } = programs[peer];
  return spawnSync(command, needs, { stdio: 'ignore' }).status === 0 ? false : `${command} with ${needs.join(' ')}`;
}
/** What a script of test/peers prints of files. @throws Error with what it says is wrong */
export function asked(peer: keyof typeof programs, script: string, ...given: readonly string[]): string {
  const { error, status, stdout, stderr } = spawnSync(
    programs[peer].command,
    [projectFile('test', 'peers', script), ...given],
    { encoding: 'utf8', maxBuffer: 2 ** 26 },
  );
  if (error || status !== 0) throw new Error(`${script}: ${error?.message ?? stderr}`);
  return stdout;
}
