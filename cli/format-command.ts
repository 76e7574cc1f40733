import { pasted } from '../runs/shell-words.ts';
import { format as canonicalLayout } from '../grammar/index.ts';
import { writeNamedFile } from '../runs/keep/named-file.ts';
import { readSource } from './read-source.ts';
import { print, say, type Speech } from './terminal.ts';

/**
 * `anlage format`: with `check` changes nothing, and gives 1 if a file is laid out otherwise. A declaration with a
 * mistake in it is left as it is.
 */
export async function format(
  files: readonly string[],
  { check = false }: { readonly check?: boolean },
  { json, quiet }: Speech,
): Promise<number> {
  const formatted = files.map((file) => {
    const source = readSource(file);
    return { file, text: canonicalLayout(source), changed: canonicalLayout(source) !== source };
  });
  const changed = formatted.filter((one) => one.changed);
  if (!check) for (const { file, text } of changed) writeNamedFile(file, text);
  if (json) print(JSON.stringify({ files: formatted.map(({ file, changed }) => ({ file, changed })) }));
  else if (!quiet)
    for (const { file } of changed)
      say(
        check ? `${file} is laid out otherwise; mend it with: anlage format ${pasted(file)}` : `${file}: laid out anew`,
      );
  return check && changed.length > 0 ? 1 : 0;
}
