import { mayHoldRules } from '../formats/index.ts';
import { diagnosticJson, showDiagnostic } from './shown-diagnostic.ts';
import { checkRules } from './rules-source.ts';
import { type Checked, checkFile, hasErrors } from './read-source.ts';
import { paint, print, type Speech } from './terminal.ts';

/** `anlage check`, of `.anl` files and of files of gene rules: 1 if one has an error. */
export async function check(files: readonly string[], speech: Speech): Promise<number> {
  const checked: Pick<Checked, 'file' | 'source' | 'diagnostics'>[] = [];
  for (const file of files) checked.push(mayHoldRules(file) ? checkRules(file) : await checkFile(file));
  if (speech.json) {
    print(
      JSON.stringify({
        files: checked.map(({ file, source, diagnostics }) => ({
          file,
          diagnostics: diagnostics.map((one) => diagnosticJson(source, one)),
        })),
      }),
    );
  } else {
    for (const one of checked) showFile(one, speech);
  }
  return checked.some(({ diagnostics }) => hasErrors(diagnostics)) ? 1 : 0;
}

function showFile(
  { file, source, diagnostics }: Pick<Checked, 'file' | 'source' | 'diagnostics'>,
  { quiet, colour }: Speech,
): void {
  const style = paint(colour);
  const shown = diagnostics.filter(({ severity }) => !quiet || severity !== 'hint');
  for (const diagnostic of shown) print(`${showDiagnostic(file, source, diagnostic, style)}\n`);
  const count = (severity: string, one: string) => {
    const n = diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
    return n === 0 ? [] : [`${n} ${one}${n === 1 ? '' : 's'}`];
  };
  const counts = [...count('error', 'error'), ...count('warning', 'warning'), ...count('hint', 'hint')];
  if (!quiet || counts.length > 0)
    print(counts.length === 0 ? `${file}: ${style.good('nothing to object to')}` : `${file}: ${counts.join(', ')}`);
}
