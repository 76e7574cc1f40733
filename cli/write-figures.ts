import fs from 'node:fs';
import path from 'node:path';
import { drawSvg, figuresOf } from '../figures/index.ts';
import { fileNameOfName } from '../results/names-as-files.ts';
import { Failure } from '../making/failure.ts';
import { pdfFigure } from '../reports/pdf/pdf-report.ts';
import type { Reported } from '../reports/reported.ts';
import { writeNamedFile } from '../runs/keep/named-file.ts';
import { say, type Speech } from './terminal.ts';
import { unknownSignsText } from './unknown-signs.ts';

export interface FigureFiles {
  /** The folder that they go to. */
  readonly figures?: string;
  /** Of each on paper, in millimetres. */
  readonly width?: string;
  readonly as?: string;
}
const narrowest = 60;

/** Each figure of each run as a file; of several runs each in a folder of its experiment. @throws Failure */
export async function writeFigures(
  runs: readonly Reported[],
  { figures: folder, width: asked = '180', as = 'pdf' }: FigureFiles,
  speech: Speech,
): Promise<void> {
  if (folder === undefined) return;
  const width = Number(asked.replace(/\s*mm$/, ''));
  if (!(width >= narrowest && width <= 1000))
    throw new Failure(
      'usage',
      `--width ${asked}: figures are ${narrowest} to 1000 mm wide, a column of a journal is about 85 to 90, two 180.`,
    );
  if (as !== 'pdf' && as !== 'svg') throw new Failure('usage', `--as ${as}: a figure is written as pdf or as svg.`);
  let count = 0;
  for (const { results } of runs) {
    const place = runs.length === 1 ? folder : path.join(folder, fileNameOfName(results.experiment.name));
    for (const figure of figuresOf(results)) {
      if (figure.panels.length === 0) {
        say(`anlage: ${figure.title}: ${figure.caption.join(' ')}`);
        continue;
      }
      const svg = drawSvg(figure, { width });
      const file = path.join(place, `${fileNameOfName(figure.name)}.${as}`);
      makeFolder(place);
      if (as === 'svg') writeNamedFile(file, svg);
      else {
        const { content, unknownSigns } = await pdfFigure(svg, new Date(results.run.started));
        writeNamedFile(file, content);
        if (unknownSigns.length > 0) say(unknownSignsText(unknownSigns, file));
      }
      count++;
    }
  }
  if (!speech.quiet) say(`${count === 1 ? 'One figure is' : `${count} figures are`} in ${folder}, ${width} mm wide`);
}

function makeFolder(folder: string): void {
  try {
    fs.mkdirSync(folder, { recursive: true });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code === 'EEXIST' || code === 'ENOTDIR' ? 'a file of that name is there; name another' : message;
    throw new Failure('usage', `The folder ${folder} cannot be made: ${why}.`, { cause: error });
  }
}
