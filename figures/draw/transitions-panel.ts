import type { Tint, TransitionsPanel } from '../figure.ts';
import { type Drawn, panelTitle, type Place } from './panel-place.ts';
import { tintStyle } from './palette.ts';
import { element, escaped, round } from './svg.ts';
import { size, text, textWidth } from './svg-text.ts';
import { tintKey } from './tint-key.ts';

const smallest = 5.5;
const widestStep = 38;
/** A name of a passing state that covers more arrows than this is left out: it tells less than they do. */
const mostCrossed = 1;

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}
interface Placed {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/**
 * States as dots and where each leads; states of attractors are large and coloured. A state is named where its name
 * covers nothing; those of attractors first.
 */
export function transitionsPanel(panel: TransitionsPanel, place: Place): Drawn {
  const { content, below: top } = panelTitle(panel.title, place.top);
  const labelWidth = Math.max(...panel.states.map((state) => textWidth(state.text, size.small)));
  const sides = Math.min(labelWidth + 8, place.width * 0.15);
  const scale = Math.min(widestStep, (place.width - 2 * sides) / Math.max(1, panel.extent[0]));
  const left = (place.width - panel.extent[0] * scale) / 2;
  const dot = Math.max(0.9, Math.min(2.4, scale * 0.16));
  const end = Math.max(2, Math.min(5, scale * 0.3));
  const states = panel.states.map(
    ({ x, y, attractor }): Placed => ({ x: left + x * scale, y: top + 12 + y * scale, radius: attractor ? end : dot }),
  );
  const height = panel.extent[1] * scale + 24;
  content.push(
    element(
      'g',
      {
        class: 'transitions',
        fill: 'none',
        stroke: '#8c8c8c',
        'stroke-width': panel.edges.length > 300 ? 0.35 : Math.min(0.7, 0.25 + scale / 60),
      },
      ...arrows(panel, states, scale),
    ),
  );
  panel.states.forEach((state, index) => {
    const { x, y, radius } = states[index];
    const style = state.attractor ? tintStyle(state.attractor.tint) : undefined;
    const told = state.attractor
      ? `${state.text}, attractor ${[state.attractor.number, state.attractor.name].filter(Boolean).join(' ')}`
      : state.text;
    content.push(
      element(
        'g',
        {
          class: `${style?.group ?? 'passing'} stop`,
          color: style?.colour ?? '#595959',
          'data-at': [x - radius - 1.5, y - radius - 1.5, 2 * radius + 3, 2 * radius + 3].map(round).join(' '),
        },
        element('title', {}, escaped(told)),
        element('circle', {
          cx: x,
          cy: y,
          r: radius,
          fill: 'currentColor',
          ...(state.attractor ? { class: 'ringed', stroke: '#1a1a1a', 'stroke-width': 0.7 } : {}),
        }),
      ),
    );
  });
  content.push(...labels(panel, states, { left: 0, right: place.width, top, bottom: top + height }));
  const named = panel.states.flatMap(({ attractor }) => (attractor ? [attractor] : []));
  const key = tintKey(
    named.sort((a, b) => order(a.tint) - order(b.tint)),
    0,
    place.width,
    1,
  );
  content.push(key.draw(top + height));
  return { height: top + height + key.height - place.top, content: content.join('') };
}

/** As fates are declared; `mixed` and `undecided` come last. */
function order(tint: Tint): number {
  return typeof tint === 'number' ? tint : Infinity;
}
function arrows(panel: TransitionsPanel, states: readonly Placed[], scale: number): string[] {
  const back = new Set(panel.edges.map(([from, to]) => `${from} ${to}`));
  const head = Math.max(1.6, Math.min(4, scale * 0.2));
  return panel.edges.map(([from, to]) => {
    const [a, b] = [states[from], states[to]];
    const [dx, dy] = [b.x - a.x, b.y - a.y];
    const length = Math.hypot(dx, dy) || 1;
    // There and back are two ways: each bends to its own right.
    const bend = back.has(`${to} ${from}`) ? Math.min(7, length * 0.18) : 0;
    const [cx, cy] = [(a.x + b.x) / 2 - (dy / length) * bend, (a.y + b.y) / 2 + (dx / length) * bend];
    const angle = Math.atan2(b.y - cy, b.x - cx);
    const [ux, uy] = [Math.cos(angle), Math.sin(angle)];
    const tip = { x: b.x - ux * (b.radius + 0.6), y: b.y - uy * (b.radius + 0.6) };
    const way =
      bend > 0 ? `Q${round(cx)} ${round(cy)} ${round(tip.x)} ${round(tip.y)}` : `L${round(tip.x)} ${round(tip.y)}`;
    const wing = (side: number) =>
      `${round(tip.x - ux * head - side * uy * head * 0.45)} ${round(tip.y - uy * head + side * ux * head * 0.45)}`;
    return element('path', {
      d: `M${round(a.x)} ${round(a.y)}${way}M${wing(1)}L${round(tip.x)} ${round(tip.y)}L${wing(-1)}`,
    });
  });
}

/**
 * Names beside, under or over their states: where they cover neither a state nor another name, and of those places
 * where they cover the fewest arrows.
 */
function labels(panel: TransitionsPanel, states: readonly Placed[], page: Box): string[] {
  const taken: Box[] = states.map(({ x, y, radius }) => ({
    left: x - radius,
    right: x + radius,
    top: y - radius,
    bottom: y + radius,
  }));
  const order = panel.states
    .map((_, index) => index)
    .sort((a, b) => Number(Boolean(panel.states[b].attractor)) - Number(Boolean(panel.states[a].attractor)) || a - b);
  const names = order.flatMap((index) => {
    const { text: name, attractor } = panel.states[index];
    const fontSize = attractor ? size.small : smallest;
    const width = textWidth(name, fontSize, Boolean(attractor));
    const free = placesAround(states[index], width, fontSize).filter(
      ({ box }) =>
        box.left >= page.left &&
        box.right <= page.right &&
        box.top >= page.top &&
        box.bottom <= page.bottom &&
        !taken.some((other) => overlap(box, other)),
    );
    if (free.length === 0) return [];
    const crossed = free.map(
      ({ box }) => panel.edges.filter(([from, to]) => crosses(states[from], states[to], box)).length,
    );
    const fewest = Math.min(...crossed);
    if (!attractor && fewest > mostCrossed) return [];
    const best = free[crossed.indexOf(fewest)];
    taken.push(best.box);
    return [{ name, attractor, fontSize, width, x: best.x, y: best.y }];
  });
  return names.map(
    ({ name, attractor, fontSize, width, x, y }) =>
      element('rect', {
        class: 'paper',
        x: x - 0.5,
        y: y - fontSize * 0.78,
        width: width + 1,
        height: fontSize,
        fill: '#ffffff',
        'fill-opacity': 0.8,
      }) + text(name, x, y, { size: fontSize, bold: Boolean(attractor), quiet: !attractor }),
  );
}
interface LabelPlace {
  readonly x: number;
  readonly y: number;
  readonly box: Box;
}
function placesAround({ x, y, radius }: Placed, width: number, fontSize: number): LabelPlace[] {
  const gap = radius + 1.2;
  const [below, above, level] = [y + gap + fontSize * 0.8, y - gap - fontSize * 0.12, y + fontSize * 0.36];
  const places = [
    [x + gap, level],
    [x - gap - width, level],
    [x - width / 2, below],
    [x - width / 2, above],
    [x + gap * 0.6, above],
    [x + gap * 0.6, below],
    [x - gap * 0.6 - width, above],
    [x - gap * 0.6 - width, below],
  ];
  return places.map(([left, baseline]) => ({
    x: left,
    y: baseline,
    box: {
      left: left - 0.5,
      right: left + width + 0.5,
      top: baseline - fontSize * 0.8,
      bottom: baseline + fontSize * 0.22,
    },
  }));
}
function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
/** Whether a straight line between two points passes through a box (Liang & Barsky 1984). */
function crosses(a: Placed, b: Placed, box: Box): boolean {
  const [dx, dy] = [b.x - a.x, b.y - a.y];
  let [from, to] = [0, 1];
  for (const [step, distance] of [
    [-dx, a.x - box.left],
    [dx, box.right - a.x],
    [-dy, a.y - box.top],
    [dy, box.bottom - a.y],
  ]) {
    if (step === 0) {
      if (distance < 0) return false;
      continue;
    }
    const at = distance / step;
    if (step < 0) from = Math.max(from, at);
    else to = Math.min(to, at);
  }
  return from <= to;
}
