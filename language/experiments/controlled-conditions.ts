/** `screen control of FATE`: the smallest sets of genes to hold so that a network ends in the fate. */
import { controlOf, type Intervention, shareControlOf } from '../../engine/genes/index.ts';
import type { Value } from '../../grammar/tree.ts';
import { bareName, type Match, valuesOf } from '../match.ts';
import { variesBySeed } from '../nouns/genes-noun.ts';
import type { GenesNoun, Screened } from '../specification.ts';

/** The word for it, in the place of an intervention. */
export const ofControl = 'control';

export interface ControlAsked {
  readonly fate: string;
  /** The most genes of a set, and the most sets. */
  readonly changes: number;
  readonly sets: number;
  readonly share?: number;
}
export interface Controlled {
  readonly made: readonly Screened[];
  /** How many sets there are beyond those. */
  readonly left: number;
  /** False where the search ended before all sets were settled. */
  readonly complete: boolean;
  /** Nothing need be held. */
  readonly isForced: boolean;
}
/** Search steps, a few seconds; the same on every machine. */
const effort = { tries: 2000, steps: 50_000_000 };

/** What a screen asks; undefined where it is none of control. */
export function controlAsked(
  found: Pick<Match, 'filled'>,
  numberOf: (given: Value) => number | undefined,
): ControlAsked | undefined {
  if (bareName(valuesOf(found, 'intervention')[0])?.text !== ofControl) return undefined;
  const number = (slot: string): number | undefined => valuesOf(found, slot).map(numberOf)[0];
  const [fate] = valuesOf(found, 'genes').map(({ base }) =>
    base.kind === 'name' ? base.text : base.kind === 'string' ? base.value : '',
  );
  const share = number('share');
  return {
    fate: fate ?? '',
    changes: number('changes') ?? 2,
    sets: number('sets') ?? 20,
    ...(share !== undefined && { share }),
  };
}

/** What forces the fate; the same question is answered once. */
export function controlled(genes: GenesNoun, asked: ControlAsked): Controlled {
  const { genes: rules, inputs, update, fixed, fates } = genes;
  const key = JSON.stringify([rules, inputs, update, fixed, fates, asked]);
  const known = answers.get(key);
  if (known) return known;
  const found = search(genes, asked);
  answers.set(key, found);
  if (answers.size > mostKept) answers.delete(answers.keys().next().value as string);
  return found;
}
const answers = new Map<string, Controlled>();
const mostKept = 16;

function search(genes: GenesNoun, { fate, changes, sets, share }: ControlAsked): Controlled {
  const options = { ...effort, most: changes };
  const found = share === undefined ? controlOf(genes, fate, options) : shareControlOf(genes, fate, share, options);
  const all: readonly Intervention[] =
    'indirect' in found ? [...found.sets, ...found.indirect] : found.sets.map(({ set }) => set);
  const isForced = all.length > 0 && Object.keys(all[0]).length === 0;
  const made = isForced ? [] : all.map((set) => screenedBy(set, fate));
  return {
    made: made.slice(0, sets),
    left: Math.max(0, made.length - sets),
    complete: found.complete,
    isForced,
  };
}
const screenedBy = (set: Intervention, fate: string): Screened => ({
  intervention: ofControl,
  genes: Object.keys(set),
  values: Object.values(set),
  fate,
});

/** Why a control makes no condition; undefined where it makes some. */
export function noneForced(genes: GenesNoun, asked: ControlAsked): string | undefined {
  const { name } = genes;
  const { fate, changes, share } = asked;
  if (variesBySeed(genes))
    return `Each seed has rules of its own in \`${name}\`: what forces \`${fate}\` is not known before they are drawn.`;
  const { made, complete, isForced } = controlled(genes, asked);
  if (made.length > 0) return undefined;
  const [starts, end] =
    share === undefined
      ? ['every start', 'ends']
      : [`at least ${Number((100 * share).toFixed(2))} % of all starts`, 'end'];
  const set = `${changes === 1 ? 'one gene' : `up to ${changes} genes`}`;
  if (isForced) return `In \`${name}\` ${starts} ${end} in \`${fate}\` already: there is nothing to screen.`;
  return complete
    ? `No change of ${set} of \`${name}\` makes ${starts} end in \`${fate}\`: there is nothing to screen.` +
        (changes < 3 ? ` Larger sets: \`screen control of ${fate}, changes ${changes + 1}\`.` : '')
    : `Which changes of ${set} of \`${name}\` make ${starts} end in \`${fate}\` is not known: the search did not ` +
        `end, and found none. Hold inputs of the network, or ask for a \`share\` or fewer \`changes\`.`;
}
