import { memberCount, type MemberSpread } from '../engine/genes/index.ts';
import type { GenesNoun } from '../language/index.ts';
import type { TableStyle } from './result-table.ts';
import { columns, paint, wrapped } from './terminal.ts';

/** Members that are looked into unless another number is asked for. */
export const membersLooked = 100;

const openOf = ({ open = [] }: GenesNoun) => ({
  genes: open.map(({ gene }) => gene),
  count: memberCount(open),
  isMore: open.some((rule) => 'tables' in rule && rule.left),
});

/** The documented shape. */
export function membersJson(network: GenesNoun, spread: MemberSpread) {
  const { genes, count, isMore } = openOf(network);
  return {
    genes: network.genes.map(({ name }) => name),
    inputs: network.inputs,
    update: network.update,
    open: genes,
    ...(isMore ? { members: null, at_least: String(count) } : { members: String(count) }),
    ...(spread.all ? { all: true } : { drawn: spread.members }),
    attractors: spread.attractors,
    not_finished: spread.notFinished,
    fates: Object.fromEntries(
      Object.entries(spread.fates).map(([name, { reached, known, ci, basin }]) => [
        name,
        { reached, known, ...(ci && { ci }), basin },
      ]),
    ),
  };
}

export function membersTable(network: GenesNoun, spread: MemberSpread, { colour, width }: TableStyle): string {
  const style = paint(colour);
  const { genes, count, isMore } = openOf(network);
  const held = Object.entries(network.fixed).map(([name, value]) => `${name} held at ${value}`);
  const size = [`${network.genes.length} genes`, network.update, ...held].join('; ');
  const are = genes.length === 1 ? 'the rule of' : `${genes.length} rules are open:`;
  const which = spread.all
    ? 'all were looked into'
    : `${spread.members} drawn by the seeds 1 to ${spread.members} were looked into`;
  const fates = Object.entries(spread.fates);
  return [
    `${style.bold(network.name)}  ${style.quiet(size)}`,
    '',
    wrapped(
      `${are} ${genes.slice(0, 20).join(', ')}${genes.length > 20 ? ' …' : ''}${genes.length === 1 ? ' is open' : ''}`,
      width,
    ),
    wrapped(`${isMore ? 'more than ' : ''}${count.toLocaleString('en')} members, each as likely; ${which}`, width),
    '',
    style.quiet('members by their number of attractors'),
    columns(
      spread.attractors.map(({ count: attractors, members }) => [
        '',
        `${attractors} ${attractors === '1' ? 'attractor' : 'attractors'}`,
        share(members / spread.members),
      ]),
      new Set([2]),
    ),
    ...(spread.notFinished > 0
      ? [style.doubtful(`Of ${spread.notFinished} of them not all attractors were found.`)]
      : []),
    ...(fates.length > 0
      ? [
          '',
          style.quiet('fates: members that reach it; share of starts that end in it, mean, least and most'),
          columns(
            fates.map(([name, { reached, known, ci, basin }]) => [
              '',
              name,
              known > 0 ? share(reached / known) : 'not known',
              ci ? `[${ci.map(share).join(', ')}]` : '',
              basin ? share(basin.mean) : 'not known',
              basin ? `${share(basin.least)} to ${share(basin.most)}` : '',
              known < spread.members ? `of ${known} members of which it is known` : '',
            ]),
            new Set([2, 4]),
          ),
        ]
      : []),
  ].join('\n');
}
const share = (value: number): string => `${(100 * value).toFixed(1)} %`;
