import { h, setText } from './element.ts';
import { type CardState, type FigureCard, makeFigureCard } from './figure-card.ts';
import type { FromView, ToPreview } from './view-messages.ts';

/** How the user left each figure, by its name; survives a reload of the window. */
interface Kept {
  readonly cards: Readonly<Record<string, CardState>>;
}
declare function acquireVsCodeApi(): {
  postMessage(message: FromView): void;
  getState(): Kept | undefined;
  setState(state: Kept): void;
};

const nothing =
  'Nothing to preview here. Put the cursor into a block of genes, develop, connect or dynamics, or of a recurrent ' +
  'network.';
const waiting = 'Drawing what stands at the cursor …';

const vscode = acquireVsCodeApi();
let kept: Kept = vscode.getState() ?? { cards: {} };
const cards = new Map<string, FigureCard>();
const title = h('h1');
const text = h('p', { class: 'told' });
const figurePlace = h('div', { class: 'figures' });
const empty = h('p', { class: 'empty' });
const spoken = h('p', { class: 'spoken', role: 'status' });
const header = h('header', {}, title, text);
document.getElementById('preview')!.append(header, spoken, empty, figurePlace);

window.addEventListener('message', (event: MessageEvent<ToPreview>) => show(event.data));
show({ kind: 'empty' });
vscode.postMessage({ type: 'ready' });

function show(message: ToPreview): void {
  document.body.classList.toggle('waiting', message.kind === 'waiting');
  if (message.kind === 'waiting') {
    setText(spoken, waiting);
    header.hidden = true;
    empty.hidden = false;
    setText(empty, waiting);
    return;
  }
  const isEmpty = message.kind === 'empty';
  header.hidden = isEmpty;
  figurePlace.hidden = isEmpty;
  empty.hidden = !isEmpty;
  if (message.kind === 'empty') {
    setText(empty, message.text ?? nothing);
    return;
  }
  setText(title, message.title);
  setText(text, message.text);
  setText(spoken, message.title);
  const wanted = message.figures.map((figure) => {
    const card = cards.get(figure.name) ?? cardOf(figure.name);
    card.update(figure, undefined);
    return card.element;
  });
  if (
    wanted.length !== figurePlace.children.length ||
    wanted.some((element, index) => figurePlace.children[index] !== element)
  )
    figurePlace.replaceChildren(...wanted);
}
function cardOf(name: string): FigureCard {
  const card = makeFigureCard({
    post: (message) => vscode.postMessage(message),
    select: () => {},
    state: kept.cards[name] ?? { windows: {}, isTableOpen: false },
    keep: (state) => {
      kept = { cards: { ...kept.cards, [name]: state } };
      vscode.setState(kept);
    },
  });
  cards.set(name, card);
  return card;
}
