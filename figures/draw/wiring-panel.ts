import type { WiringEdge, WiringNode, WiringPanel } from '../figure.ts';
import { type Drawn, panelTitle, type Place } from './panel-place.ts';
import { edgeHead, influenceStyle, wiringKey } from './influence.ts';
import { tintStyle } from './palette.ts';
import { element, escaped, line, round } from './svg.ts';
import { shortened, size, text, textWidth } from './svg-text.ts';

const dot = 4;
const lineHeight = 10;
const loopReach = 13;
const markSize = 4.5;

interface Placed extends WiringNode {
  readonly x: number;
  readonly y: number;
  readonly isRight: boolean;
  readonly hasLoop: boolean;
}

/**
 * Nodes on a circle whose heights are evenly spaced on either side, so that every name has a line of its own outside
 * it.
 */
export function wiringPanel(panel: WiringPanel, place: Place): Drawn {
  const { content, below: top } = panelTitle(panel.title, place.top);
  const key = wiringKey(panel.edges, panel.nodes, panel.fates, place.width);
  const count = panel.nodes.length;
  const onRight = Math.ceil(count / 2);
  const loops = new Set(panel.edges.filter(({ source, target }) => source === target).map(({ source }) => source));
  const nameRoom = place.width * 0.26;
  const points = panel.nodes.map((node, index) => {
    const isRight = index < onRight;
    const height = isRight ? (2 * (index + 0.5)) / onRight - 1 : 1 - (2 * (index - onRight + 0.5)) / (count - onRight);
    const outside = besideDot(node, loops.has(index)) + Math.min(nameRoom, textWidth(labelOf(node), size.label));
    return {
      node,
      isRight,
      height,
      across: Math.sqrt(Math.max(0, 1 - height * height)),
      outside,
      hasLoop: loops.has(index),
    };
  });
  const roomX = Math.min(...points.map(({ across, outside }) => (place.width / 2 - outside) / Math.max(across, 0.05)));
  const radiusX = Math.max(16, Math.min(roomX, 40 + count * 11, 190));
  const radiusY = Math.max((onRight * lineHeight) / 2, Math.min(30 + count * 6.5, radiusX / 1.25, 150));
  const [middleX, middleY] = [
    place.width / 2,
    top + radiusY * Math.max(...points.map(({ height }) => Math.abs(height))) + 8,
  ];
  const nodes = points.map(
    ({ node, isRight, height, across, hasLoop }): Placed => ({
      ...node,
      x: middleX + (isRight ? 1 : -1) * across * radiusX,
      y: middleY + height * radiusY,
      isRight,
      hasLoop,
    }),
  );
  const order = panel.edges
    .map((edge, index) => ({ edge, index }))
    .sort((a, b) => Number(b.edge.influence === 'none') - Number(a.edge.influence === 'none') || a.index - b.index);
  content.push(...order.map(({ edge }) => drawEdge(edge, nodes, middleX, middleY)));
  content.push(...nodes.map((node, index) => drawNode(node, index, panel, nameRoom, place.width)));
  const bottom = 2 * middleY - top + 4;
  content.push(key.draw(bottom));
  return { height: bottom + key.height - place.top, content: content.join('') };
}

function labelOf({ name, fixed }: WiringNode): string {
  return fixed === undefined ? name : `${name} = ${fixed}`;
}
/** From the node's middle to where its name begins: its loop and the marks of its fates come first. */
function besideDot(node: WiringNode, hasLoop: boolean): number {
  return (
    dot + 3.5 + (hasLoop ? loopReach : 0) + node.fates.length * (markSize + 1.5) + (node.fates.length > 0 ? 1.5 : 0)
  );
}
function drawNode(node: Placed, index: number, panel: WiringPanel, nameRoom: number, width: number): string {
  const side = node.isRight ? 1 : -1;
  const from = node.x + side * besideDot(node, node.hasLoop);
  const label = shortened(labelOf(node), Math.min(nameRoom, (node.isRight ? width - from : from) + 0.01), size.label);
  const marks = node.fates.map((fate, place) => {
    const { colour, group } = tintStyle(fate);
    const x =
      node.x +
      side * (dot + 3.5 + (node.hasLoop ? loopReach : 0) + place * (markSize + 1.5)) -
      (node.isRight ? 0 : markSize);
    return element(
      'g',
      { class: group, color: colour },
      element('rect', { x, y: node.y - markSize / 2, width: markSize, height: markSize, fill: 'currentColor' }),
    );
  });
  const shape = node.isInput
    ? element('rect', {
        class: 'node paper',
        x: node.x - dot + 0.4,
        y: node.y - dot + 0.4,
        width: 2 * dot - 0.8,
        height: 2 * dot - 0.8,
        fill: '#ffffff',
        stroke: '#1a1a1a',
        'stroke-width': 1.1,
      })
    : element('circle', {
        class: node.fixed === undefined ? 'node ink-fill' : 'node paper',
        cx: node.x,
        cy: node.y,
        r: node.fixed === undefined ? dot : dot - 0.5,
        fill: node.fixed === undefined ? '#1a1a1a' : '#ffffff',
        stroke: '#1a1a1a',
        'stroke-width': 1.1,
      });
  const cross =
    node.fixed === 0
      ? [
          line(node.x - 2.4, node.y - 2.4, node.x + 2.4, node.y + 2.4, {
            class: 'ink',
            stroke: '#1a1a1a',
            'stroke-width': 1,
          }),
          line(node.x - 2.4, node.y + 2.4, node.x + 2.4, node.y - 2.4, {
            class: 'ink',
            stroke: '#1a1a1a',
            'stroke-width': 1,
          }),
        ]
      : [];
  return element(
    'g',
    {
      class: 'stop',
      'data-node': index,
      'data-at': [node.x - dot - 2, node.y - dot - 2, 2 * dot + 4, 2 * dot + 4].map(round).join(' '),
    },
    element('title', {}, escaped(toldOf(index, panel))),
    shape,
    ...cross,
    text(label, from, node.y + 2.8, { anchor: node.isRight ? 'start' : 'end', whole: node.name, quiet: node.isInput }),
    ...marks,
  );
}
function toldOf(index: number, { nodes, edges, fates }: WiringPanel): string {
  const node = nodes[index];
  const words = {
    '+': 'activated by',
    '-': 'inhibited by',
    both: 'either way by',
    none: 'without effect',
    absent: 'declared only',
  } as const;
  const by = (['+', '-', 'both', 'none', 'absent'] as const).flatMap((influence) => {
    const names = edges
      .filter((edge) => edge.target === index && edge.influence === influence)
      .map((edge) => nodes[edge.source].name);
    return names.length > 0 ? [`${words[influence]} ${names.join(', ')}`] : [];
  });
  const targets = edges.filter((edge) => edge.source === index).map((edge) => nodes[edge.target].name);
  return [
    `${node.name}${node.isInput ? ', input' : ''}${node.fixed === undefined ? '' : `, held at ${node.fixed}`}`,
    ...by,
    ...(targets.length > 0 ? [`acts on ${targets.join(', ')}`] : []),
    ...(node.fates.length > 0 ? [`named by ${node.fates.map((fate) => fates[fate]).join(', ')}`] : []),
  ].join('; ');
}

function drawEdge(edge: WiringEdge, nodes: readonly Placed[], middleX: number, middleY: number): string {
  const [a, b] = [nodes[edge.source], nodes[edge.target]];
  const style = influenceStyle(edge.influence);
  const group = {
    class: `edge ${style.group}`,
    color: style.colour,
    'data-source': edge.source,
    'data-target': edge.target,
  };
  const stroke = { fill: 'none', stroke: 'currentColor', 'stroke-width': style.width, 'stroke-dasharray': style.dash };
  if (edge.source === edge.target) {
    const side = a.isRight ? 1 : -1;
    const [x, y] = [a.x + side * dot, a.y];
    const end = { x: x + side * 0.6, y: y + 1.6 };
    const path =
      `M${round(x)} ${round(y - 1.6)}C${round(x + side * loopReach)} ${round(y - 9)} ` +
      `${round(x + side * loopReach)} ${round(y + 9)} ${round(end.x)} ${round(end.y)}`;
    return element(
      'g',
      group,
      element('path', { d: path, ...stroke }),
      edgeHead(edge.influence, end.x, end.y, Math.atan2(-7.4, -side * loopReach)),
      warning(edge, x + side * (loopReach - 4), y - 6),
    );
  }
  // The way bends towards the middle, and to one side of it, so that there and back are two ways.
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  const length = Math.hypot(dx, dy);
  const near = Math.max(0, 1 - length / 160);
  const controlX = (a.x + b.x) / 2 + (middleX - (a.x + b.x) / 2) * (0.18 + 0.35 * near) - (dy / length) * 7;
  const controlY = (a.y + b.y) / 2 + (middleY - (a.y + b.y) / 2) * (0.18 + 0.35 * near) + (dx / length) * 7;
  const start = towards(a, controlX, controlY, dot + 1);
  const end = towards(b, controlX, controlY, dot + 2);
  const angle = Math.atan2(b.y - controlY, b.x - controlX);
  const [from, control, to] = [
    [start.x, start.y],
    [controlX, controlY],
    [end.x, end.y],
  ].map((point) => point.map(round).join(' '));
  const path = `M${from}Q${control} ${to}`;
  return element(
    'g',
    group,
    element('path', { d: path, ...stroke }),
    edgeHead(edge.influence, end.x, end.y, angle),
    warning(edge, (start.x + end.x) / 4 + controlX / 2, (start.y + end.y) / 4 + controlY / 2),
  );
}
function towards(
  from: { readonly x: number; readonly y: number },
  x: number,
  y: number,
  distance: number,
): { x: number; y: number } {
  const length = Math.hypot(x - from.x, y - from.y) || 1;
  return { x: from.x + ((x - from.x) / length) * distance, y: from.y + ((y - from.y) / length) * distance };
}
function warning(edge: WiringEdge, x: number, y: number): string {
  if (!edge.contradicts) return '';
  return (
    element(
      'g',
      {},
      element('title', {}, `declared ${edge.contradicts === '+' ? 'as activation' : 'as inhibition'}`),
      element('circle', {
        class: 'paper',
        cx: x,
        cy: y,
        r: 4.6,
        fill: '#ffffff',
        stroke: 'currentColor',
        'stroke-width': 0.9,
      }),
    ) + text('!', x, y + 2.7, { bold: true, anchor: 'middle' })
  );
}
