/** Family N: sizes of networks against what they learn from. */
import type { Range } from '../../grammar/tree.ts';
import type { Description } from '../canonical/description.ts';
import type { Diagnostic } from '../diagnostic.ts';
import type { ConnectNoun, NetworkNoun } from '../specification.ts';
import type { Quantity } from '../varying.ts';
import { imageSets } from '../../catalogue/image-sets.ts';
import { type Condition, conditionsOf, declarations, settingsNamed, type View } from '../view.ts';
import { removed } from '../edits.ts';
import { settingOf, type Studied, studied } from '../studied.ts';
import { type Check, diagnostic, distinct, replaceBy } from './check.ts';
import { channels } from './lesson-checks.ts';
import { unscaled } from '../nouns/unscaled.ts';

const file = (input: string, readout: string): string =>
  `language 1
data digits from mnist
network reader {
  input ${input}, relu
  neurons 85
  readout ${readout}
}
experiment learn {
  compare { a = reader }
  train on digits { epochs 1 }
  measure accuracy = accuracy(test)
}
`;

const N050: Check = {
  code: 'N050',
  severity: 'error',
  tier: 'text',
  find: shapes,
  title: 'shapes do not meet',
  explanation:
    'A layer takes another number of values than what feeds it gives. For images: height × width × channels; for the ' +
    'trials of a task: its channels. A network with a circuit is as wide as the circuit.',
  bad: file('785', '10'),
  good: file('784', '10'),
};
const N051: Check = {
  code: 'N051',
  severity: 'error',
  tier: 'text',
  find: shapes,
  title: 'classes against outputs',
  explanation: 'A classifier has one output per class.',
  bad: file('784', '7'),
  good: file('784', '10'),
};

function shapes(view: View): readonly Diagnostic[] {
  return [...shapesOfData(view), ...widths(view), ...channels(view, N050)];
}
/** A network whose neurons are those of one matrix, and whose circuit is of another size. */
export const unlikeNeurons = (found: Studied<NetworkNoun>, placed: number, width: number, view: View): Diagnostic =>
  diagnostic(
    N050,
    settingOf(found, 'neurons', view)?.range ?? found.range,
    `\`${found.noun.neuronsFrom?.name}\` has ${placed} neurons, and the circuit ` +
      `\`${found.noun.recurrent?.matrix.name}\` ${width}: both must be the same neurons. Take two of one size, or ` +
      'leave `neurons` out.',
  );
export function drawnWidth(matrix: ConnectNoun | undefined): Quantity | undefined {
  const source = matrix && unscaled(matrix).source;
  return source?.kind === 'drawn' ? source.program.neurons : undefined;
}
/** Two widths: of the circuit, where it is drawn, and as `neurons` says. What is grown or read, the run tells. */
const widths = (view: View): readonly Diagnostic[] =>
  distinct(
    studied(view, 'network').flatMap((found) => {
      const { neurons, neuronsFrom, recurrent } = found.noun;
      const width = drawnWidth(recurrent?.matrix),
        placed = drawnWidth(neuronsFrom);
      if (typeof placed === 'number' && typeof width === 'number' && placed !== width)
        return [unlikeNeurons(found, placed, width, view)];
      if (typeof neurons !== 'number' || typeof width !== 'number' || neurons === width) return [];
      const said = settingOf(found, 'neurons', view);
      return [
        diagnostic(
          N050,
          said?.range ?? found.range,
          `The circuit \`${recurrent?.matrix.name}\` has ${width} neurons, and \`neurons\` says ${neurons}. Remove ` +
            `\`neurons\`: the circuit gives the width.`,
          said ? [{ title: 'Remove `neurons`', edits: [removed(said.range, view.source)] }] : [],
        ),
      ];
    }),
  );

/** Input and readout of every trained network against a data set whose shape is known. */
function shapesOfData(view: View): readonly Diagnostic[] {
  const found = new Map<string, Diagnostic>();
  for (const experiment of declarations(view, 'experiment')) {
    const [train] = settingsNamed(experiment, 'train');
    const on = train?.phrases.find(({ label }) => label.text === 'on')?.items[0]?.value.base;
    const data = on?.kind === 'name' ? view.scope.declared.get(on.text)?.declaration : undefined;
    const from = data?.phrases.find(({ label }) => label.text === 'from')?.items[0]?.value.base;
    const shape =
      from?.kind === 'name' || from?.kind === 'string'
        ? imageSets[from.kind === 'name' ? from.text : from.value]
        : undefined;
    if (!shape || !data || on?.kind !== 'name') continue;
    for (const condition of networksOf(conditionsOf(view, experiment))) {
      const { input, readout } = condition.noun;
      if (typeof input.size === 'number' && input.size !== shape.inputs) {
        const range = sizeRange(condition.description, 'input', view) ?? condition.range;
        found.set(
          `N050 ${range.start}`,
          diagnostic(
            N050,
            range,
            `The network takes ${input.size} values, and a sample of \`${on.text}\` has ${shape.inputs}. ` +
              `Write \`input ${shape.inputs}\`.`,
            range === condition.range ? [] : [replaceBy(range, String(shape.inputs))],
          ),
        );
      }
      if (typeof readout.size === 'number' && readout.size !== shape.classes) {
        const range = sizeRange(condition.description, 'readout', view) ?? condition.range;
        found.set(
          `N051 ${range.start}`,
          diagnostic(
            N051,
            range,
            `The readout has ${readout.size} outputs, and \`${on.text}\` has ${shape.classes} classes. ` +
              `Write \`readout ${shape.classes}\`.`,
            range === condition.range ? [] : [replaceBy(range, String(shape.classes))],
          ),
        );
      }
    }
  }
  return [...found.values()];
}
function networksOf(
  conditions: readonly Condition[],
): readonly { readonly range: Range; readonly noun: NetworkNoun; readonly description?: Description }[] {
  return conditions.flatMap(({ noun, range, description }) =>
    noun?.noun === 'network' ? [{ range, noun, description }] : [],
  );
}
/** Where the size is written, if in this file. */
function sizeRange(description: Description | undefined, word: string, view: View): Range | undefined {
  const found = description?.statements.find(
    ({ statement, scope }) => statement.kind === 'setting' && statement.word.text === word && scope.file === view.scope,
  );
  return found?.statement.kind === 'setting' ? found.statement.items[0]?.value.range : undefined;
}
export const networkChecks = { N050, N051 };
