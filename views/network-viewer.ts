import { type Figure, firstTurn, plainNumber, spaceAround, type Turn } from '../figures/index.ts';
import type { TissueResult } from '../results/contract.ts';
import { h, setText } from './element.ts';
import type { FigureTools } from './figure-tools.ts';
import { drawNetwork, type NetworkTheme } from './network-drawing.ts';

export interface NetworkViewer {
  readonly element: HTMLElement;
  /** `names`: of each network, as a person knows it. */
  update(tissues: readonly TissueResult[], names: readonly string[], figure: Figure): void;
}
export interface NetworkState {
  readonly turn?: Turn;
  readonly zoom: number;
  /** Where the slider of connections stands, 0 .. `slider`. */
  readonly shown?: number;
  readonly name?: string;
}
const slider = 100;
const farthest = 0.5;
const closest = 20;
/** So many connections for a neuron are drawn before the slider is moved. */
const linesOfNeuron = 3;

/**
 * A network in its tissue: turned by dragging or arrow keys, zoomed by the wheel, + and −; a slider says how strong a
 * connection must be to be drawn. Nothing moves by itself.
 */
export function makeNetworkViewer(
  tools: FigureTools,
  state: NetworkState,
  keep: (state: NetworkState) => void,
): NetworkViewer {
  let tissues: readonly TissueResult[] = [];
  let names: readonly string[] = [];
  let figure: Figure | undefined;
  let { turn, zoom, shown, name } = state;

  const title = h('h2');
  const canvas = h('canvas', {
    tabindex: 0,
    role: 'img',
    onkeydown: onKey,
    onpointerdown: (event: PointerEvent) => canvas.setPointerCapture(event.pointerId),
    onpointermove: onMove,
  });
  canvas.addEventListener('wheel', onWheel, { passive: false });
  const choice = h('select', {
    id: 'network-condition',
    onchange: () => {
      name = choice.value;
      show();
      keepState();
    },
  });
  const choiceLabel = h('label', { for: 'network-condition', class: 'check' }, 'Condition', choice);
  const threshold = h('input', {
    type: 'range',
    id: 'network-connections',
    min: 0,
    max: slider,
    step: 1,
    oninput: () => {
      shown = Number(threshold.value);
      show();
      keepState();
    },
  });
  const count = h('output', { class: 'count', for: 'network-connections' });
  const reset = h('button', { type: 'button', class: 'secondary', onclick: begin }, 'Reset view');
  const signs = h(
    'ul',
    { class: 'signs' },
    h('li', { class: 'positive' }, h('span', { class: 'swatch', 'aria-hidden': 'true' }), 'positive'),
    h('li', { class: 'negative' }, h('span', { class: 'swatch', 'aria-hidden': 'true' }), 'negative'),
  );
  const hint = h('p', { class: 'quiet' });
  const element = h(
    'section',
    { class: 'card network' },
    title,
    h(
      'div',
      { class: 'stage' },
      canvas,
      h(
        'div',
        { class: 'aside' },
        choiceLabel,
        h('label', { for: 'network-connections' }, 'Connections'),
        threshold,
        count,
        signs,
        hint,
      ),
    ),
    h('div', { class: 'tools' }, reset, ...tools.buttons),
    ...tools.below,
  );
  new ResizeObserver(() => paint()).observe(canvas);
  new MutationObserver(() => paint()).observe(document.body, { attributes: true, attributeFilter: ['class'] });

  return {
    element,
    update(nextTissues, nextNames, nextFigure) {
      figure = nextFigure;
      setText(title, nextFigure.title);
      element.setAttribute('aria-label', nextFigure.title);
      tools.show(figure);
      if (tissues === nextTissues) return;
      tissues = nextTissues;
      names = nextNames;
      choice.replaceChildren(...names.map((each) => h('option', { value: each }, each)));
      choiceLabel.hidden = names.length < 2;
      setText(
        hint,
        `${isDeep() ? 'Drag, or use the arrow keys, to turn. ' : ''}Turn the wheel, or press + and −, to zoom.`,
      );
      show();
    },
  };

  function chosen(): TissueResult {
    const place = names.indexOf(name ?? '');
    return tissues[Math.max(0, place)];
  }
  function isDeep(): boolean {
    return spaceAround(tissues).lengths[2] > 0;
  }
  /** The slider is logarithmic: from one connection to all that are kept. */
  function drawnOf({ weight, positions, dimensions }: TissueResult): number {
    if (shown === undefined) return Math.min(weight.length, (linesOfNeuron * positions.length) / dimensions);
    return Math.round((weight.length + 1) ** (shown / slider)) - 1;
  }
  function show(): void {
    if (tissues.length === 0) return;
    const tissue = chosen(),
      { weight, connections } = tissue,
      drawn = drawnOf(tissue);
    choice.value = names[tissues.indexOf(tissue)];
    threshold.value = String(
      shown ?? (weight.length > 0 ? Math.round((slider * Math.log(drawn + 1)) / Math.log(weight.length + 1)) : 0),
    );
    const least = drawn > 0 ? plainNumber(Number(Math.abs(weight[drawn - 1]).toPrecision(2))) : '';
    const said =
      connections === 0
        ? 'no connections'
        : `${drawn.toLocaleString('en')} of ${connections.toLocaleString('en')}${least && `, |w| from ${least}`}`;
    setText(count, said);
    threshold.setAttribute('aria-valuetext', said);
    const neurons = tissue.positions.length / tissue.dimensions;
    canvas.setAttribute(
      'aria-label',
      `${figure?.title ?? 'Network'}: ${names[tissues.indexOf(tissue)]}, ${neurons.toLocaleString('en')} neurons in ` +
        `their places, connections ${said}`,
    );
    paint();
  }
  function paint(): void {
    if (tissues.length === 0 || canvas.clientWidth === 0) return;
    const ratio = window.devicePixelRatio || 1;
    const [width, height] = [canvas.clientWidth, canvas.clientHeight];
    if (canvas.width !== Math.round(width * ratio)) canvas.width = Math.round(width * ratio);
    if (canvas.height !== Math.round(height * ratio)) canvas.height = Math.round(height * ratio);
    const context = canvas.getContext('2d')!;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const tissue = chosen();
    drawNetwork(
      context,
      tissue,
      { width, height, turn: turnNow(), zoom, space: spaceAround(tissues), drawn: drawnOf(tissue) },
      themeOf(canvas),
    );
  }
  function turnNow(): Turn {
    return turn ?? firstTurn(spaceAround(tissues));
  }
  function keepState(): void {
    keep({ turn, zoom, shown, name });
  }
  function begin(): void {
    turn = undefined;
    zoom = 1;
    shown = undefined;
    show();
    keepState();
  }
  function onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const by = { ArrowLeft: [-0.1, 0], ArrowRight: [0.1, 0], ArrowUp: [0, -0.1], ArrowDown: [0, 0.1] }[event.key];
    const closer = { '+': 1.25, '=': 1.25, '-': 0.8 }[event.key];
    if (event.key === 'Home') begin();
    else if (closer !== undefined) zoomBy(closer);
    else if (by && isDeep()) rotate(by[0], by[1]);
    else return;
    event.preventDefault();
  }
  function onMove(event: PointerEvent): void {
    if (canvas.hasPointerCapture(event.pointerId) && isDeep()) rotate(event.movementX / 120, event.movementY / 120);
  }
  function onWheel(event: WheelEvent): void {
    event.preventDefault();
    zoomBy(Math.exp(-event.deltaY / 400));
  }
  function zoomBy(factor: number): void {
    zoom = Math.max(farthest, Math.min(closest, zoom * factor));
    paint();
    keepState();
  }
  function rotate(yaw: number, pitch: number): void {
    const now = turnNow();
    turn = { yaw: now.yaw + yaw, pitch: Math.max(-Math.PI / 2, Math.min(Math.PI / 2, now.pitch + pitch)) };
    paint();
    keepState();
  }
}

function themeOf(element: Element): NetworkTheme {
  const style = getComputedStyle(element);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  return {
    foreground: style.color,
    quiet: colour('--quiet') || style.color,
    positive: colour('--positive'),
    negative: colour('--negative'),
    font: `12px ${style.fontFamily}`,
  };
}
