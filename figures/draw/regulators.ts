import type { RegulatorsPanel, WiringEdge } from '../figure.ts';
import { type Drawn, panelTitle, type Place } from './panel-place.ts';
import { edgeHead, influenceStyle, wiringKey } from './influence.ts';
import { tintStyle } from './palette.ts';
import { element, escaped, line, round } from './svg.ts';
import { shortened, size, text, textWidth } from './svg-text.ts';

const lineHeight = 9.5;
const mostLines = 150;
const swatch = 13;
const columnGap = 14;

/**
 * A line per gene: its name, then its regulators, each with its sign; in as many columns of lines as the page is wide.
 */
export function regulatorsPanel(panel: RegulatorsPanel, place: Place): Drawn {
  const { content, below: top } = panelTitle(panel.title, place.top);
  const columns = place.width > 380 ? 2 : 1;
  const width = (place.width - (columns - 1) * columnGap) / columns;
  const targets = panel.nodes
    .map((node, index) => ({ node, index, by: panel.edges.filter((edge) => edge.target === index) }))
    .filter(({ node }) => !node.isInput)
    .slice(0, mostLines);
  const namesWidth = Math.min(
    Math.max(0, ...targets.map(({ node }) => textWidth(node.name, size.small) + node.fates.length * 6)),
    width * 0.4,
  );
  const blocks = targets.map(({ node, index, by }) => {
    const lines = broken(by, panel, width - namesWidth - 6);
    return { node, index, lines, height: Math.max(1, lines.length) * lineHeight + 1.5 };
  });
  const total = blocks.reduce((sum, block) => sum + block.height, 0);
  let [column, y, lowest] = [0, top, top];
  for (const { node, index, lines, height } of blocks) {
    if (column < columns - 1 && y - top >= total / columns) {
      column++;
      y = top;
    }
    const left = column * (width + columnGap);
    const marks = node.fates.map((fate, at) => {
      const { colour, group } = tintStyle(fate);
      return element(
        'g',
        { class: group, color: colour },
        element('rect', { x: left + at * 6, y: y + 2.2, width: 4.5, height: 4.5, fill: 'currentColor' }),
      );
    });
    const name = shortened(node.name, namesWidth - node.fates.length * 6, size.small);
    const said = lines
      .flat()
      .map(({ edge }) => `${influenceStyle(edge.influence).word}: ${panel.nodes[edge.source].name}`)
      .join(', ');
    content.push(
      element(
        'g',
        { class: 'stop', 'data-node': index, 'data-at': [left, y, width, height - 1.5].map(round).join(' ') },
        element('title', {}, escaped(`${node.name}: ${said || 'no regulator'}`)),
        ...marks,
        text(name, left + namesWidth, y + 6.8, { size: size.small, anchor: 'end', bold: false, whole: node.name }),
        ...lines.flatMap((each, row) =>
          each.map(({ edge, x, name: shown }) =>
            drawRegulator(
              edge,
              shown,
              panel.nodes[edge.source].name,
              panel.nodes[edge.source].isInput,
              left + namesWidth + 6 + x,
              y + row * lineHeight,
            ),
          ),
        ),
      ),
    );
    y += height;
    lowest = Math.max(lowest, y);
  }
  const key = wiringKey(panel.edges, panel.nodes, panel.fates, place.width);
  content.push(key.draw(lowest + 4));
  return { height: lowest + 4 + key.height - place.top, content: content.join('') };
}

interface Laid {
  readonly edge: WiringEdge;
  readonly name: string;
  readonly x: number;
}
function broken(edges: readonly WiringEdge[], { nodes }: RegulatorsPanel, room: number): Laid[][] {
  const lines: Laid[][] = [];
  let x = Infinity;
  for (const edge of edges) {
    const name = shortened(nodes[edge.source].name, room - swatch - 8, size.small);
    const taken = swatch + textWidth(name, size.small) + (edge.contradicts ? 5 : 0);
    if (x + taken > room) {
      lines.push([]);
      x = 0;
    }
    lines[lines.length - 1].push({ edge, name, x });
    x += taken + 6;
  }
  return lines;
}
/** The regulator acts on the gene to its left. */
function drawRegulator(edge: WiringEdge, shown: string, name: string, isInput: boolean, x: number, y: number): string {
  const { colour, group, width, dash } = influenceStyle(edge.influence);
  const mark = element(
    'g',
    { class: `edge ${group}`, color: colour, 'data-source': edge.source, 'data-target': edge.target },
    line(x + 11, y + 4.3, x + 1.5, y + 4.3, {
      stroke: 'currentColor',
      'stroke-width': width,
      'stroke-dasharray': dash,
    }),
    edgeHead(edge.influence, x + 1.5, y + 4.3, Math.PI),
  );
  return (
    mark +
    text(edge.contradicts ? `${shown} !` : shown, x + swatch, y + 6.8, {
      size: size.small,
      whole: name,
      quiet: isInput || edge.influence === 'none',
    })
  );
}
