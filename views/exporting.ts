import { drawSvg, type Figure, inPalette } from '../figures/index.ts';
import { h } from './element.ts';
import type { ExportedFigure, FigureFormat } from './view-messages.ts';

const dotsPerInch = 300;

/** One button per format. */
export function exportButtons(
  figure: () => Figure | undefined,
  post: (message: ExportedFigure) => void,
): HTMLElement[] {
  return (['svg', 'png', 'pdf'] as const).map((format) =>
    h(
      'button',
      {
        type: 'button',
        class: 'secondary',
        'aria-label': `Save as ${format.toUpperCase()}`,
        onclick: async () => {
          const now = figure();
          if (now) post(await exportFigure(now, format));
        },
      },
      format.toUpperCase(),
    ),
  );
}
/** The figure in its light, print-ready form, whatever the editor's theme. */
async function exportFigure(figure: Figure, format: FigureFormat): Promise<ExportedFigure> {
  const { figureWidth, palette } = document.querySelector('main')?.dataset ?? {};
  const svg = inPalette(drawSvg(figure, { width: Number(figureWidth) || undefined }), palette);
  return { type: 'export', name: figure.name, format, content: format === 'png' ? await rendered(svg) : svg };
}
/** PNG at 300 dots per inch, as base64. */
async function rendered(svg: string): Promise<string> {
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  await image.decode();
  const [, width, height] = /^<svg [^>]*width="([\d.]+)mm" height="([\d.]+)mm"/.exec(svg)!;
  const canvas = document.createElement('canvas');
  canvas.width = Math.round((Number(width) / 25.4) * dotsPerInch);
  canvas.height = Math.round((Number(height) / 25.4) * dotsPerInch);
  canvas.getContext('2d')!.drawImage(image, 0, 0, canvas.width, canvas.height);
  URL.revokeObjectURL(image.src);
  return canvas.toDataURL('image/png').replace(/^data:image\/png;base64,/, '');
}
