/** Images to learn from, and recordings. */
import type { DataNoun, RecordingSpec } from '../specification.ts';
import { meaningOf, toSI } from '../../catalogue/units.ts';
import { positionsOf } from './connect-noun.ts';
import { controlFormOf } from './control-form.ts';
import type { Description } from './description.ts';
import { quantityOf } from './canonical-expression.ts';
import { header, referenceOf } from './header-phrases.ts';
import { notYet, Refused } from './scope.ts';
import { filled, last, optional, type Read, settings, value, word } from './read-settings.ts';

export function dataOf(description: Description): DataNoun {
  const reads = settings(description);
  const from = header(description, 'from');
  const path = from && referenceOf(from.value);
  const reference = path ?? (from?.value.base.kind === 'name' ? from.value.base.text : undefined);
  if (!reference)
    throw new Refused(
      `\`data ${description.name}\` needs \`from\` and a data set.`,
      description.declaration.name.range,
    );
  const recording =
    path !== undefined &&
    isRecording(
      path,
      reads.map(({ match }) => match.entry.word),
    )
      ? recordingOf(reads, description)
      : undefined;
  const [control] = description.controls;
  if (control && !recording) notYet(`\`${control.call.callee.text}\` of data that is no recording`, control.call.range);
  return { noun: 'data', name: description.name, reference, ...(recording && { recording }) };
}

/** Whether a file holds activity: its name says so, or what is said of it. */
export const isRecording = (path: string, words: readonly string[]): boolean =>
  /\.(npy|[ct]sv|txt|h5|hdf5|nwb|mat)(\.gz)?$/i.test(path) || words.some((given) => recordingWords.includes(given));
const recordingWords: readonly string[] = ['rows', 'sampled', 'positions', 'bin', 'dataset', 'spikes', 'missing'];

function recordingOf(reads: readonly Read[], description: Description): RecordingSpec {
  const given = (name: string, slot: string) => {
    const found = last(reads, name),
      written = optional(found, slot);
    return found && written && { written, variables: found.scope.variables };
  };
  const number = (name: string, slot: string) => {
    const found = given(name, slot);
    return found && quantityOf(found.written, found.variables);
  };
  const rows = given('rows', 'rows'),
    rate = number('sampled', 'rate'),
    bin = number('bin', 'bin'),
    dataset = given('dataset', 'path'),
    missing = given('missing', 'missing');
  const positions = last(reads, 'positions'),
    spikes = last(reads, 'spikes');
  return {
    ...(rows && { rows: word(rows.written) as NonNullable<RecordingSpec['rows']> }),
    ...(rate !== undefined && { rate }),
    ...(positions && { positions: positionsOf(positions) }),
    ...(bin !== undefined && { bin }),
    ...(dataset && { dataset: word(dataset.written) }),
    ...(spikes && { spikes: spikesOf(spikes) }),
    missing: missing ? (word(missing.written) as RecordingSpec['missing']) : 'error',
    controls: description.controls.map(controlFormOf),
  };
}
function spikesOf(found: Read): NonNullable<RecordingSpec['spikes']> {
  const columns = ['neuron', 'time'].flatMap((name) => {
    const given = filled(found, name)?.value;
    return given ? [[name, word(given)]] : [];
  });
  return { unit: toSI(1, meaningOf(word(value(found, 'unit')))), ...Object.fromEntries(columns) };
}
