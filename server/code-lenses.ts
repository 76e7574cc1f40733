import type { CodeLens } from 'vscode-languageserver';
import type { Analysed } from './documents.ts';
import { experimentsIn } from './listed-experiments.ts';
import { toLspRange } from './lsp-ranges.ts';

/** `▶ Run` above each experiment: the client's command `anlage.run` with the document and the experiment. */
export function codeLenses({ document, analysis }: Analysed): CodeLens[] {
  return experimentsIn(analysis.tree).map(({ noun, name }) => ({
    range: toLspRange(document, { start: noun.range.start, end: name.range.end }),
    command: { title: '▶ Run', command: 'anlage.run', arguments: [document.uri, name.text] },
  }));
}
