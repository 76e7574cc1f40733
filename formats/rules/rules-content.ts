import { FormatError } from '../format-error.ts';
import { decodeText, lenientText } from '../text-bytes.ts';
import { isZip, readZip, zipNames } from '../zip.ts';

/** The text of a file of gene rules, and what lies beside it in its archive and is not read. */
export interface RulesContent {
  readonly text: string;
  readonly notes: readonly string[];
}

/**
 * As it stands, or the graph within GINsim's zip archive. `plain`: names are of plain letters, so that what is no UTF-8
 * stands in comments. @throws FormatError
 */
export function contentOfRules(bytes: Uint8Array, plain = false): RulesContent {
  if (!isZip(bytes)) return { text: plain ? lenientText(bytes) : decodeText(bytes), notes: [] };
  const isGraph = (name: string): boolean => /\.ginml$/i.test(name);
  const names = zipNames(bytes),
    graphs = names.filter(isGraph);
  if (graphs.length !== 1)
    throw new FormatError(
      `This zip archive holds ${graphs.length === 0 ? 'no' : graphs.length} GINML graphs; GINsim's holds ` +
        `regulatoryGraph.ginml. Name a file that it saved, or the graph itself.`,
      { offset: 0 },
    );
  const [{ bytes: graph }] = readZip(bytes, isGraph);
  const beside = names.flatMap((name) => {
    const told = besideGraph.get(name.replace(/^.*\//, ''));
    return told === undefined ? [] : [told];
  });
  return {
    text: decodeText(graph),
    notes: beside.length > 0 ? [`The archive also holds ${listed(beside)}, which are not read.`] : [],
  };
}
/** What GINsim keeps beside the graph, by the names of its files; layouts and bibliographies say nothing of rules. */
const besideGraph: ReadonlyMap<string, string> = new Map([
  ['initialState', 'states and inputs to start from'],
  ['mutant', 'perturbations'],
  ['reg2dyn_parameters', 'settings of simulations'],
  ['modelSimplifier', 'reductions'],
]);
const listed = (all: readonly string[]): string =>
  all.length === 1 ? all[0] : `${all.slice(0, -1).join(', ')} and ${all[all.length - 1]}`;

/** The text as it can be shown beside what is wrong with it, whatever the bytes. */
export function shownRules(bytes: Uint8Array): string {
  try {
    return contentOfRules(bytes).text;
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return lenientText(bytes);
  }
}
