/** What a recording must say of itself. */
import type { Declaration } from '../../grammar/tree.ts';
import type { Diagnostic } from '../diagnostic.ts';
import { addedAll } from '../edits.ts';
import { isRecording, ofImages, recordingWords } from '../nouns/data-noun.ts';
import { conditionsStudied } from '../studied.ts';
import { declarations, isSound, settingsNamed, type View } from '../view.ts';
import { nounEntry } from '../nouns/index.ts';
import { wordEntry } from '../vocabulary/index.ts';
import { misplaced, missing } from './language-checks.ts';
import { soundExperiments } from './spectrum-checks.ts';

/** A table says neither what its rows are nor how fast it was sampled; times of spikes are counted in bins. */
export const recordingSettings = (view: View): readonly Diagnostic[] =>
  declarations(view, 'data')
    .filter((declaration) => isSound(view, declaration))
    .flatMap((declaration) => {
      const base = declaration.phrases.find(({ label }) => label.text === 'from')?.items[0]?.value.base;
      const words = (declaration.block?.statements ?? []).flatMap((statement) =>
        statement.kind === 'setting' ? [statement.word.text] : [],
      );
      const spoken = words.filter((word) => recordingWords.includes(word));
      if (base?.kind === 'name' && spoken.length > 0)
        return [misplaced(settingsNamed(declaration, spoken[0])[0].word.range, ofImages(base.text, spoken[0]))];
      if (
        base?.kind !== 'string' ||
        declaration.phrases.some(({ label }) => label.text === 'like') ||
        words.includes('column') ||
        !isRecording(base.value, words)
      )
        return [];
      const isTable = /\.(npy|[ct]sv|txt)(\.gz)?$/i.test(base.value),
        isSpikes = words.includes('spikes');
      const needs = [...(isTable && !isSpikes ? ['rows', 'sampled'] : []), ...(isSpikes ? ['bin'] : [])].filter(
        (word) => !words.includes(word),
      );
      return needs.length > 0 && (words.length > 0 || isCompared(view, declaration))
        ? [lacking(declaration, needs, view)]
        : [];
    });
const isCompared = (view: View, { name }: Declaration): boolean =>
  soundExperiments(view).some((experiment) =>
    conditionsStudied(view, experiment).some(({ noun }) => noun.noun === 'data' && noun.name === name.text),
  );

function lacking({ name, block, range }: Declaration, needs: readonly string[], { source }: View): Diagnostic {
  const words = nounEntry('data')?.words ?? [],
    examples = needs.map((word) => wordEntry(words, word)!.example),
    named = needs.map((word) => `\`${word}\``).join(' and ');
  const edit = block
    ? addedAll(block, examples, source)
    : { range: { start: range.end, end: range.end }, text: ` { ${examples.join(';  ')} }` };
  return missing(name.range, `\`data ${name.text}\`, a recording,`, named, examples.join('; '), [
    { title: `Write ${named}`, edits: [edit] },
  ]);
}
