import { drawSvg, type Figure, figuresOf } from '../../figures/index.ts';
import { type Block, blocksOf } from '../report-blocks.ts';
import { titleOf } from '../study-facts.ts';
import type { Reported } from '../reported.ts';
import { drawSvgOnPage, factsOfSvg } from './figure-on-page.ts';
import { linesOf } from './broken-lines.ts';
import { PageFlow, pointsPerMillimetre, quiet, textWidth } from './page-flow.ts';
import { type WrittenPdf, writePdf } from './pdf-document.ts';
import { drawTable } from './table-on-page.ts';

const bodySize = 9.5;
const sourceSize = 7.5;
/** A figure is made smaller by no more than this to stay on a page; a taller one stays as it is, on a taller page. */
const leastScale = 0.7;

/** Runs one after the other, each from its claims to the text that was run. */
export function pdfReport(runs: readonly Reported[]): Promise<WrittenPdf> {
  const title = titleOf(runs.map(({ results }) => results));
  const [{ run }] = runs.map(({ results }) => results);
  return writePdf({ title, date: new Date(run.started) }, (pen) => {
    const flow = new PageFlow(pen);
    runs.forEach((each, index) => {
      if (index > 0) flow.turn();
      for (const block of blocksOf(each.results)) drawBlock(flow, block, each);
      drawSource(flow, each.source);
    });
    flow.finish(title);
  });
}

/** One figure, as wide as it is drawn, on a page of its size, with the title and the summary that it has. */
export const pdfFigure = (svg: string, date?: Date): Promise<WrittenPdf> => {
  const { width, height, title, summary } = factsOfSvg(svg);
  return writePdf({ title, date }, (pen) => {
    pen.document.addPage({ size: [width, height], margin: 0 });
    const figure = pen.document.struct('Figure', { alt: summary });
    pen.document.addStructure(figure);
    figure.add(() => drawSvgOnPage(pen, svg, 0, 0));
    figure.end();
  });
};

function drawBlock(flow: PageFlow, block: Block, { results }: Reported): void {
  const { pen } = flow;
  switch (block.kind) {
    case 'heading': {
      const size = block.level === 1 ? 16 : 12;
      const lines = linesOf(pen, block.text, textWidth, size, 'bold');
      flow.skip(block.level === 1 ? 0 : 8);
      flow.need(lines.length * size * 1.35 + 3 * bodySize * 1.35);
      flow.part(block.level === 1 ? 'H1' : 'H2', () => flow.lines(lines, flow.left, { size, style: 'bold' }));
      flow.skip(3);
      return;
    }
    case 'paragraph':
      flow.part('P', () => flow.lines(linesOf(pen, block.text, textWidth, bodySize), flow.left, { size: bodySize }));
      flow.skip(8);
      return;
    case 'items': {
      const list = flow.part('L', null);
      const indent = 10;
      for (const text of block.texts) {
        const lines = linesOf(pen, text, textWidth - indent, bodySize);
        flow.need(bodySize * 1.35);
        flow.ornament(() => pen.text('•', flow.left, flow.y + bodySize, { size: bodySize, colour: quiet }));
        flow.within(flow.within(list, 'LI', null), 'LBody', () =>
          flow.lines(lines, flow.left + indent, { size: bodySize }),
        );
        flow.skip(2.5);
      }
      flow.skip(7);
      return;
    }
    case 'table':
      drawTable(flow, block);
      return;
    case 'figures':
      for (const figure of figuresOf(results)) drawFigure(flow, figure);
  }
}

function drawFigure(flow: PageFlow, figure: Figure): void {
  if (figure.panels.length === 0) {
    const lines = linesOf(flow.pen, `${figure.title}: ${figure.caption.join(' ')}`, textWidth, bodySize);
    flow.part('P', () => flow.lines(lines, flow.left, { size: bodySize }));
    flow.skip(8);
    return;
  }
  const svg = drawSvg(figure, { width: textWidth / pointsPerMillimetre });
  const { height } = factsOfSvg(svg);
  const fitting = flow.tallest / height;
  const scale = fitting >= leastScale ? Math.min(1, fitting) : 1;
  flow.need(height * scale);
  flow.part('Figure', () => drawSvgOnPage(flow.pen, svg, flow.left, flow.y, scale), figure.summary);
  flow.skip(height * scale + 12);
}

/** The text with its lines numbered. */
function drawSource(flow: PageFlow, source: string): void {
  const { pen } = flow;
  drawBlock(
    flow,
    { kind: 'heading', text: 'The text that was run', level: 2 },
    { results: undefined as never, source },
  );
  const indent = 24;
  const code = flow.part('Code', null);
  source
    .replace(/\n$/, '')
    .split('\n')
    .forEach((line, index) => {
      const lines = codeLines(flow, line, textWidth - indent);
      flow.need(sourceSize * 1.35);
      flow.ornament(() =>
        pen.text(String(index + 1), flow.left + indent - 8, flow.y + sourceSize, {
          size: sourceSize,
          style: 'mono',
          colour: quiet,
          anchor: 'end',
        }),
      );
      flow.within(code, 'Span', () => flow.lines(lines, flow.left + indent, { size: sourceSize, style: 'mono' }));
    });
}
/** Broken after a space in the second half of a line, else anywhere; spaces are kept. */
function codeLines({ pen }: PageFlow, line: string, width: number): string[] {
  const perLine = Math.floor(width / pen.width('0', sourceSize, 'mono'));
  const lines: string[] = [];
  let rest = Array.from(line.replaceAll('\t', '  '));
  while (rest.length > perLine) {
    const space = rest.lastIndexOf(' ', perLine - 1) + 1;
    const end = space > perLine / 2 ? space : perLine;
    lines.push(rest.slice(0, end).join(''));
    rest = rest.slice(end);
  }
  return [...lines, rest.join('')];
}
