import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { describe, it, type TestContext } from 'node:test';
import { temporaryFolder } from '../data/folders.ts';
import { anlage } from './bundled-command.ts';

const study = `language 1
genes fork {
}
connect net { neurons 9 }
experiment fates {
}
experiment "my study" { seeds 3 }
`;
/** A line as it is typed, and its last word when it is completed; the shells agree. */
const rows: readonly (readonly [line: string, completed: string])[] = [
  ['anlage sho', 'show'],
  ['anlage run study.anl fa', 'fates'],
  ['anlage run study.anl my', 'my study'],
  ['anlage run stu', 'study.anl'],
  ['anlage genes study.anl f', 'fork'],
  ['anlage spectrum study.anl n', 'net'],
  ['anlage explain C024 G008 N095', 'N095'],
  ['anlage new --template sp', 'spectrum'],
  ['anlage run study.anl --backend tfjs-c', 'tfjs-cpu'],
  ['anlage run study.anl --backe', '--backend'],
  ['anlage sweep stat', 'status'],
  ['anlage data get mn', 'mnist'],
  ['anlage completion fi', 'fish'],
];

const shells: Readonly<Record<string, (folder: string, script: string, line: string) => string>> = {
  bash(folder, script, line) {
    const words = line.split(' ');
    const asked = `COMP_WORDS=(${words.join(' ')}); COMP_CWORD=${words.length - 1}; _anlage; echo "\${COMPREPLY[*]}"`;
    const said = execFileSync('bash', ['-c', `${script}\n${asked}`], { encoding: 'utf8', cwd: folder });
    return said.trim().replaceAll('\\ ', ' ');
  },
  fish: (folder, script, line) =>
    execFileSync('fish', ['-c', `${script}\ncomplete -C '${line}' | string replace -r '\\t.*' ''; true`], {
      encoding: 'utf8',
      cwd: folder,
    }).trim(),
};

const scriptFor = async (t: TestContext, shell: string) => (await anlage(temporaryFolder(t), 'completion', shell)).out;

describe('a shell completes', () => {
  for (const [shell, completed] of Object.entries(shells))
    it(`in ${shell}`, async (t) => {
      if (spawnSync(shell, ['-c', 'true']).status !== 0) return t.skip(`${shell} is not here`);
      const script = await scriptFor(t, shell);
      const folder = temporaryFolder(t, { 'study.anl': study });
      for (const [line, expected] of rows) assert.equal(completed(folder, script, line), expected, line);
      assert.match(completed(folder, script, 'anlage explain S06'), /^S060\sS061\s/);
    });
  it('in zsh', async (t) => {
    if (spawnSync('zsh', ['-c', 'zmodload zsh/zpty']).status !== 0) return t.skip('zsh is not here');
    const folder = temporaryFolder(t, {
      'study.anl': study,
      'script.zsh': await scriptFor(t, 'zsh'),
      'ask.zsh': asking,
    });
    const said = execFileSync('zsh', ['ask.zsh', ...rows.map(([line]) => line)], {
      timeout: 60_000,
      encoding: 'utf8',
      cwd: folder,
    });
    assert.deepEqual(
      said.trimEnd().split('\n'),
      rows.map(([line, expected]) => `${line.split(' ').slice(0, -1).join(' ')} ${expected.replace(' ', '\\ ')}`),
    );
  });
});

/** Types each line into a zsh at a terminal, presses the tabulator key, and prints what then stands there. */
const asking = String.raw`
setopt extended_glob
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell 'autoload -U compinit; compinit -u -D; source ./script.zsh; stty -echo'
zpty -w shell 'shown() { print -r -- "=$BUFFER="; zle kill-buffer }; zle -N shown; bindkey "^X" shown'
zpty -w shell 'bindkey "^I" complete-word; print BEGIN'
while zpty -r shell said; do [[ $said == BEGIN* ]] && break; done
for line in "$@"; do
  zpty -w -n shell "$line"$'\t\x18'
  while zpty -r shell said; do
    if [[ $said == (#b)*=(anlage*)=* ]]; then print -r -- \${match[1]% }; break; fi
  done
done
zpty -d shell
`.replaceAll('\\${', '${');
