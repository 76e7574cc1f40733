import {
  type Control,
  controlOf,
  type Intervention,
  type ShareControl,
  shareControlOf,
  singleShares,
  unknownFate,
} from '../engine/genes/index.ts';
import { isPlainName } from '../grammar/index.ts';
import type { GenesNoun } from '../language/index.ts';
import { Failure } from '../making/failure.ts';
import type { TableStyle } from './result-table.ts';
import { columns, paint, wrapped } from './terminal.ts';

/** Which genes to hold so that a network ends in a fate, and how near each single gene comes. */
export interface Forced {
  readonly fate: string;
  readonly control: Control;
  readonly singles: ReturnType<typeof singleShares>;
  /** Where a share of the starts is enough. */
  readonly most?: ShareControl & { readonly share: number };
}
/** @throws Failure where the network has no such fate */
export function forcedBy(network: GenesNoun, fate: string, share?: number): Forced {
  const fates = network.fates.map(({ name }) => name);
  if (!fates.includes(fate)) throw new Failure('usage', `--control: ${unknownFate(fate, fates)}.`);
  return {
    fate,
    control: controlOf(network, fate),
    singles: singleShares(network, fate),
    ...(share !== undefined && { most: { share, ...shareControlOf(network, fate, share) } }),
  };
}

export const forcedJson = ({ fate, control, singles, most }: Forced) => ({
  fate,
  sets: control.sets,
  indirect: control.indirect,
  complete: control.complete,
  not_known: control.notKnown,
  ...(singles && { singles: singles.map(({ set, share }) => ({ set, share })) }),
  ...(most && {
    from_share: {
      share: most.share,
      sets: most.sets.map(({ set, share, ci }) => ({ set, share, ...(ci && { ci }) })),
      complete: most.complete,
      not_known: most.notKnown,
    },
  }),
});

const mostShown = 20;
const mostSingles = 5;

export function forcedTable(
  network: GenesNoun,
  { fate, control, singles, most }: Forced,
  { colour, width }: TableStyle,
): string {
  const style = paint(colour);
  const { sets, indirect, complete, notKnown } = control;
  const shown = (found: readonly Intervention[]): string[] => [
    ...found.slice(0, mostShown).map(
      (set) =>
        `  ${wrapped(changesText(set), width - 2)
          .split('\n')
          .join('\n  ')}`,
    ),
    ...(found.length > mostShown ? [style.quiet(`  and ${found.length - mostShown} more; --json lists them`)] : []),
  ];
  const first = (sets[0] && Object.keys(sets[0]).length > 0 ? sets : indirect)[0];
  return [
    `${style.bold('control of')} ${fate}`,
    ...(sets.length > 0 && Object.keys(sets[0]).length === 0
      ? ['every attractor has it already']
      : sets.length > 0
        ? [
            style.quiet('the smallest changes after which every start ends in it; + held on, − held off'),
            ...shown(sets),
          ]
        : [complete ? 'no change of up to 3 genes forces it' : 'none was found']),
    ...(indirect.length > 0 ? [style.quiet('without the genes that its own rule names'), ...shown(indirect)] : []),
    ...(first ? [style.quiet(`as a condition: forced = ${conditionText(network.name, first)}`)] : []),
    ...(complete || notKnown.length > 0
      ? []
      : [
          style.doubtful(
            'Not finished: the budget of sets to try ended' +
              `${first ? '; there may be others' : ' before one was found'}.`,
          ),
        ]),
    ...(notKnown.length > 0
      ? [
          style.doubtful(
            wrapped(
              `Whether it is forced is not known of ${notKnown.slice(0, mostShown).map(changesText).join('; ')}` +
                `${notKnown.length > mostShown ? ` and ${notKnown.length - mostShown} more` : ''}: their attractors ` +
                'were not all found. There may be smaller sets, and others.',
              width,
            ),
          ),
        ]
      : []),
    ...(singles && singles.length > 0
      ? [
          style.quiet('single changes, by the share of starts that end in it'),
          columns(
            singles
              .slice(0, mostSingles)
              .map(({ set, share }) => ['', changesText(set), `${(100 * share).toFixed(1)} %`]),
            new Set([2]),
          ),
        ]
      : []),
    ...(most ? shareLines(most, fate, style, width) : []),
  ].join('\n');
}
/** Sets that reach a share of the starts; what was sampled has its interval. */
function shareLines(
  { share, sets, complete, notKnown }: NonNullable<Forced['most']>,
  fate: string,
  style: ReturnType<typeof paint>,
  width: number,
): string[] {
  const least = percentText(share);
  return [
    style.quiet(`the smallest changes after which at least ${least} of all starts end in ${fate}`),
    ...(sets.length > 0
      ? [
          columns(
            sets
              .slice(0, mostShown)
              .map(({ set, share: reached, ci }) => [
                '',
                changesText(set),
                percentText(reached),
                ci ? `${ci.map(percentText).join(' to ')}, sampled` : '',
              ]),
            new Set([2]),
          ),
          ...(sets.length > mostShown ? [style.quiet(`  and ${sets.length - mostShown} more; --json lists them`)] : []),
        ]
      : [complete ? '  none of up to 2 genes' : '  none was found']),
    ...(complete
      ? []
      : [
          style.doubtful(
            wrapped(
              notKnown.length > 0
                ? `Whether ${least} is reached is not known of ` +
                    `${notKnown.slice(0, mostShown).map(changesText).join('; ')}: the share was sampled, or its ` +
                    `walks did not end.`
                : 'Not finished: the budget of sets to try ended; there may be others.',
              width,
            ),
          ),
        ]),
  ];
}
const percentText = (share: number): string => `${(100 * share).toFixed(1)} %`;
const changesText = (set: Intervention): string =>
  Object.entries(set)
    .map(([gene, value]) => `${value ? '+' : '−'}${gene}`)
    .join(' ') || 'the network as it is';
/** As the language writes it. */
function conditionText(network: string, set: Intervention): string {
  const written = (name: string) => (isPlainName(name) ? name : `"${name}"`);
  return Object.entries(set).reduce(
    (inner, [gene, value]) => `${value ? 'over_express' : 'knock_out'}(${inner}, ${written(gene)})`,
    written(network),
  );
}
