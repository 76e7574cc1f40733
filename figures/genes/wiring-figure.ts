import {
  contradictedSigns,
  type GeneNetwork,
  type Influence,
  regulators,
  ruleFacts,
} from '../../engine/genes/index.ts';
import type { Figure, RegulatorsPanel, WiringEdge, WiringNode, WiringPanel } from '../figure.ts';
import { circleOrder } from './circle-order.ts';
import { counted, heldSentence, type NamedNetwork, titled } from './named-network.ts';

/** More than these around a circle hide each other; then every gene has a line of its own. */
const mostAround = 40;
const mostLines = 150;

/** Who regulates whom, with the sign that each rule really gives its regulators. */
export function wiringFigure(network: NamedNetwork): Figure {
  const { panel, sentences } = wiringPanel(network);
  const { nodes, edges } = panel;
  const of = (influence: string) => edges.filter((edge) => edge.influence === influence).length;
  return {
    name: 'wiring',
    title: titled('Wiring', network),
    panels: nodes.length > 0 ? [panel] : [],
    caption: nodes.length > 0 ? sentences : ['The network has no genes.'],
    summary:
      `${titled('Wiring', network)}: ${counted(network.genes.length, 'gene')}, ` +
      `${counted(network.inputs.length, 'input')}, ${of('+')} activations, ${of('-')} inhibitions, ${of('both')} ` +
      `of both signs, ${of('none')} without effect.`,
  };
}

export function wiringPanel(network: NamedNetwork): {
  readonly panel: WiringPanel | RegulatorsPanel;
  readonly sentences: readonly string[];
} {
  const nodes = nodesOf(network);
  const edges = edgesOf(network, nodes);
  const fates = network.fates.map(({ name }) => name);
  const isCircle = nodes.length <= mostAround;
  const sentences = sentencesOf(network, edges, isCircle);
  if (isCircle) {
    const order = circleOrder(nodes.length, edges);
    const place = new Map(order.map((node, index) => [node, index]));
    return {
      panel: {
        kind: 'wiring',
        nodes: order.map((node) => nodes[node]),
        edges: edges.map((edge) => ({ ...edge, source: place.get(edge.source)!, target: place.get(edge.target)! })),
        fates,
      },
      sentences,
    };
  }
  const lines =
    nodes.length > mostLines
      ? [`${counted(nodes.length - mostLines, 'gene or input', 'genes and inputs')} more have no line of their own.`]
      : [];
  return {
    panel: { kind: 'regulators', nodes, edges, fates },
    sentences: ['Every gene with what regulates it.', ...sentences, ...lines],
  };
}

function nodesOf(network: GeneNetwork): WiringNode[] {
  const named = network.fates.map(({ rule }) => new Set(regulators(rule)));
  const node = (name: string, isInput: boolean): WiringNode => ({
    name,
    isInput,
    ...(name in network.fixed ? { fixed: network.fixed[name] } : {}),
    fates: named.flatMap((names, fate) => (names.has(name) ? [fate] : [])),
  });
  return [...network.genes.map(({ name }) => node(name, false)), ...network.inputs.map((name) => node(name, true))];
}
function edgesOf(network: GeneNetwork, nodes: readonly WiringNode[]): WiringEdge[] {
  const index = new Map(nodes.map(({ name }, at) => [name, at]));
  const contradicted = contradictedSigns(network);
  return network.genes.flatMap((gene, target): WiringEdge[] => {
    const declared = contradicted.filter(({ sign }) => sign.target === gene.name);
    const contradictionOf = (source: string) => {
      const found = declared.find(({ sign }) => sign.source === source);
      return found ? { contradicts: found.sign.sign === 1 ? ('+' as const) : ('-' as const) } : {};
    };
    const real = [...ruleFacts(gene.rule).influences].flatMap(([source, influence]) =>
      index.has(source) ? [{ source: index.get(source)!, target, influence, ...contradictionOf(source) }] : [],
    );
    const absent = declared.flatMap(({ sign, found }) =>
      found === 'absent' && index.has(sign.source)
        ? [{ source: index.get(sign.source)!, target, influence: 'absent' as const, ...contradictionOf(sign.source) }]
        : [],
    );
    return [...real, ...absent];
  });
}
const signKeys = {
  '+': 'an arrow activates',
  '-': 'a bar inhibits',
  both: 'both together: either, as the others are',
  none: 'dashed: named by the rule, without effect',
} as const satisfies Readonly<Record<Influence, string>>;
function sentencesOf(network: GeneNetwork, edges: readonly WiringEdge[], isCircle: boolean): string[] {
  const signs = Object.entries(signKeys).flatMap(([influence, key]) =>
    edges.some((edge) => edge.influence === influence) ? [key] : [],
  );
  return [
    `Signs are those of the rules as functions${signs.length > 0 ? `: ${signs.join('; ')}` : ''}.`,
    ...(network.inputs.length > 0
      ? [isCircle ? 'Open squares are inputs.' : 'Grey: inputs, and what has no effect.']
      : []),
    ...(edges.some((edge) => edge.contradicts) ? ['! marks a declared sign that the rule does not bear out.'] : []),
    ...(network.fates.some(({ rule }) => regulators(rule).length > 0)
      ? ['Coloured marks beside a gene: fates whose definitions name it.']
      : []),
    ...[heldSentence(network)].filter((each) => each !== undefined),
  ];
}
