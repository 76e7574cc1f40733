import type { WiringEdge, WiringNode } from '../figure.ts';
import { tintStyle } from './palette.ts';
import { element, line, round } from './svg.ts';
import { size, text, textWidth } from './svg-text.ts';

/** None of the colours of fates. */
interface InfluenceStyle {
  readonly colour: string;
  readonly group: string;
  readonly width: number;
  readonly dash?: string;
  readonly word: string;
}
const styles: Readonly<Record<WiringEdge['influence'], InfluenceStyle>> = {
  '+': { colour: '#404040', group: 'activates', width: 0.9, word: 'activates' },
  '-': { colour: '#C0184F', group: 'inhibits', width: 0.9, word: 'inhibits' },
  both: { colour: '#6F4FB0', group: 'dual', width: 0.9, word: 'either, as others are' },
  none: { colour: '#999999', group: 'idle', width: 0.8, dash: '2.5 2', word: 'without effect' },
  absent: { colour: '#999999', group: 'idle', width: 0.8, dash: '0.8 1.8', word: 'declared, not in the rule' },
};
export function influenceStyle(influence: WiringEdge['influence']): InfluenceStyle {
  return styles[influence];
}
/** What an edge ends in at (x, y), coming from `angle`: an arrow, a bar, or a bar behind an arrow. */
export function edgeHead(influence: WiringEdge['influence'], x: number, y: number, angle: number): string {
  const at = (along: number, across: number) =>
    `${round(x + along * Math.cos(angle) - across * Math.sin(angle))} ` +
    `${round(y + along * Math.sin(angle) + across * Math.cos(angle))}`;
  const arrow = element('path', { d: `M${at(1, 0)}L${at(-4.6, 2.3)}L${at(-4.6, -2.3)}Z`, fill: 'currentColor' });
  const bar = (along: number) =>
    element('path', {
      d: `M${at(along, 3)}L${at(along, -3)}`,
      fill: 'none',
      stroke: 'currentColor',
      'stroke-width': 1.5,
    });
  if (influence === '+') return arrow;
  if (influence === '-') return bar(0);
  return influence === 'both' ? arrow + bar(-6.2) : '';
}

/** What the lines, marks and colours mean, in words beside a sample of each. */
export function wiringKey(
  edges: readonly WiringEdge[],
  nodes: readonly WiringNode[],
  fates: readonly string[],
  width: number,
): { readonly height: number; draw(top: number): string } {
  const swatch = 22;
  const kinds = (Object.keys(styles) as WiringEdge['influence'][]).filter((influence) =>
    edges.some((edge) => edge.influence === influence),
  );
  const named = fates
    .map((name, fate) => ({ name, fate }))
    .filter(({ fate }) => nodes.some((node) => node.fates.includes(fate)));
  const items = [
    ...kinds.map((influence) => ({
      word: styles[influence].word,
      before: swatch,
      draw: (x: number, y: number) => edgeSample(influence, x, y, swatch - 6),
    })),
    ...named.map(({ name, fate }) => ({
      word: name,
      before: 8,
      draw: (x: number, y: number) => {
        const { colour, group } = tintStyle(fate);
        return element(
          'g',
          { class: group, color: colour },
          element('rect', { x, y: y - 2.25, width: 4.5, height: 4.5, fill: 'currentColor' }),
        );
      },
    })),
  ];
  let [x, row] = [0, 0];
  const placed = items.map((item) => {
    const taken = item.before + textWidth(item.word, size.small) + 12;
    if (x > 0 && x + taken - 12 > width) {
      x = 0;
      row++;
    }
    const at = { ...item, x, row };
    x += taken;
    return at;
  });
  return {
    height: items.length > 0 ? (row + 1) * 10 + 2 : 0,
    draw: (top) =>
      placed
        .map(
          (item) =>
            item.draw(item.x, top + item.row * 10 + 4) +
            text(item.word, item.x + item.before, top + item.row * 10 + 6.5, { size: size.small }),
        )
        .join(''),
  };
}
function edgeSample(influence: WiringEdge['influence'], x: number, y: number, length: number): string {
  const { colour, group, width, dash } = styles[influence];
  return element(
    'g',
    { class: `edge ${group}`, color: colour },
    line(x, y, x + length - (influence === '+' || influence === 'both' ? 2 : 0), y, {
      stroke: 'currentColor',
      'stroke-width': width,
      'stroke-dasharray': dash,
    }),
    edgeHead(influence, x + length, y, 0),
  );
}
