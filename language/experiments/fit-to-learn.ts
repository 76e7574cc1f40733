/** What a network says that has no meaning in what it learns. */
import type { ConnectNoun, NetworkNoun } from '../specification.ts';

/** Why a network cannot learn from images; undefined where it can. */
export function unfitForImages({
  input,
  recurrent,
  readout,
  neuronsFrom,
  overTime,
  begun,
}: NetworkNoun): string | undefined {
  const [said] = [
    ...Object.entries(overTime ?? {}).flatMap(([key, held]) => (isSaid(held) ? [wordOf[key] ?? key] : [])),
    ...(input.more ? ['input … input …'] : []),
    ...(readout.more ? ['readout … readout …'] : []),
    ...(input.to === undefined ? [] : ['to neurons']),
    ...(readout.from === undefined ? [] : ['from neurons']),
    ...(input.fixed ? ['input …, fixed'] : []),
    ...(readout.fixed ? ['readout …, fixed'] : []),
    ...(recurrent?.positive ? ['positive'] : []),
    ...(recurrent?.dale ? ['dale'] : []),
    ...(recurrent?.masked ? ['masked'] : []),
    ...(neuronsFrom ? ['neurons from'] : []),
    ...(begun ? ['start from'] : []),
    ...(recurrent && !recurrent.fixed && keepsSigns(recurrent.matrix) ? ['random_ei'] : []),
  ];
  return said === undefined ? undefined : `\`${said}\` says something of a network that runs over trials.`;
}
const isSaid = (held: unknown): boolean =>
  held !== undefined &&
  held !== false &&
  held !== 'zero' &&
  !(typeof held === 'object' && held !== null && Object.keys(held).length === 0);
/** Words by what they are in the canonical form, where that is another. */
const wordOf: Readonly<Record<string, string>> = { time: 'tau', firstState: 'state' };
const keepsSigns = ({ source }: ConnectNoun): boolean =>
  source.kind === 'initial' && source.initialisation.call === 'random_ei';

/** Why a network cannot learn from trials; undefined where it can. */
export function unfitForTrials({ input, recurrent, overTime }: NetworkNoun): string | undefined {
  if (input.activation !== 'identity')
    return `\`${input.activation}\` behind \`input\` has no meaning where the input comes at each step.`;
  if (recurrent && recurrent.steps !== 1) return 'A circuit that is passed at each step has no `steps`.';
  if (recurrent && overTime?.activation && recurrent.activation !== 'identity')
    return '`activation` and the word behind `recurrent` say two activations of one neuron.';
  return undefined;
}
