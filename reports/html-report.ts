import { figuresOf } from '../figures/index.ts';
import { changesText, tookText, versionText } from '../results/run-facts.ts';
import type { Results } from '../results/contract.ts';
import { figureBlock } from './html-figures.ts';
import { policyFor } from './html-policy.ts';
import { cellOf, columnHeading, escaped, rowHeading, wide } from './html-text.ts';
import { type Block, blocksOf, type TableBlock } from './report-blocks.ts';
import { reportScript } from './report-script.ts';
import { reportStyle } from './report-style.ts';
import { titleOf } from './study-facts.ts';
import type { Reported } from './reported.ts';

/**
 * One HTML file that needs nothing beside it: claims and their verdicts, tables, figures, and the text with the lines
 * that the claims stand on. Its script makes figures tell their values, tables sort, and circuits grow again; without
 * it all is there.
 */
export async function htmlReport(runs: readonly Reported[]): Promise<string> {
  const title = titleOf(runs.map(({ results }) => results));
  const script = await reportScript();
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policyFor(script)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(title)}</title>
<style>${reportStyle}</style>
</head>
<body>
<main>
${runs.length > 1 ? contents(runs) : ''}
${runs.map(article).join('\n')}
</main>
<script>${script}</script>
</body>
</html>
`;
}

const contents = (runs: readonly Reported[]): string =>
  `<nav aria-label="Experiments"><ul>${runs
    .map(({ results }, index) => `<li><a href="#run-${index + 1}">${escaped(results.experiment.name)}</a></li>`)
    .join('')}</ul></nav>`;

function article({ results, source }: Reported, index: number): string {
  const id = `run-${index + 1}`;
  return `<article id="${id}">
${blocksOf(results)
  .map((block) => blockIn(block, results, id))
  .join('\n')}
<h2>The text that was run</h2>
${results.run.changes?.length ? `<p class="quiet">${escaped(changesText(results.run))}</p>` : ''}
${sourceBlock(source, id)}
${runFacts(results)}
</article>`;
}

function blockIn(block: Block, results: Results, id: string): string {
  switch (block.kind) {
    case 'heading':
      return `<h${block.level}>${escaped(block.text)}</h${block.level}>`;
    case 'paragraph':
      return `<p>${escaped(block.text)}</p>`;
    case 'items':
      return `<ul class="notes">${block.texts.map((text) => `<li>${escaped(text)}</li>`).join('\n')}</ul>`;
    case 'table':
      return block.isLong
        ? `<details><summary>${escaped(block.title)}</summary>${tableIn(block, id)}</details>`
        : tableIn(block, id);
    case 'figures':
      return figuresOf(results)
        .map((figure, at) => figureBlock(figure, `${id}-${at}`, results))
        .join('\n');
  }
}

function tableIn({ title, header, rows, isText, isLong }: TableBlock, id: string): string {
  const body = rows.map(({ cells: [first, ...cells], isReference, verdict, line }) => {
    const kind = [isReference && 'reference', verdict && escaped(verdict)].filter(Boolean).join(' ');
    const head =
      line === undefined
        ? rowHeading(first)
        : `<th scope="row"><a href="#${id}-line-${escaped(String(line))}"><code>${escaped(first)}</code></a></th>`;
    return `<tr${kind && ` class="${kind}"`}>${head}${cells.map(cellOf).join('')}</tr>`;
  });
  return wide(
    title,
    `<table${isText ? ' class="text"' : ''}>${isLong ? '' : `<caption>${escaped(title)}</caption>`}
<thead><tr>${header.map(columnHeading).join('')}</tr></thead>
<tbody>${body.join('\n')}</tbody></table>`,
  );
}

function sourceBlock(source: string, id: string): string {
  const lines = source.replace(/\n$/, '').split('\n');
  const items = lines.map((line, i) => `<li id="${id}-line-${i + 1}"><code>${escaped(line) || ' '}</code></li>`);
  return `<ol class="source">${items.join('')}</ol>`;
}

function runFacts({ run }: Results): string {
  const facts = {
    key: run.key,
    started: run.started,
    ...(run.sweep ? { took: tookText(run) } : { seconds: run.seconds.toFixed(1) }),
    version: versionText(run),
    backend: run.backend,
    machine: run.machine,
    ...Object.fromEntries(run.files.map(({ reference, sha256 }) => [reference, `SHA-256 ${sha256}`])),
  };
  return `<h2>The run</h2>
<dl>${Object.entries(facts)
    .map(([name, value]) => `<dt>${escaped(name)}</dt><dd>${escaped(String(value))}</dd>`)
    .join('')}</dl>`;
}
