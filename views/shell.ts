interface Page {
  readonly title: string;
  /** By it the script of all pages knows which it is on. */
  readonly main: 'results' | 'preview' | 'history' | 'comparison';
  /** The address of a file of `dist/views`. */
  readonly uri: (file: string) => string;
}

/** How figures look: their width where they are saved, in millimetres, and their colours (figures/draw/palettes.ts). */
export interface FigureLook {
  readonly width: number;
  readonly palette: string;
}
/** The page of the results view. `uri` gives the address of a file of `dist/views`. */
export function resultsShell(cspSource: string, uri: (file: string) => string, look?: FigureLook): string {
  return shell({ title: 'Results', main: 'results', uri }, cspSource, look);
}
/** The page of the preview of what stands at the cursor. */
export function previewShell(cspSource: string, uri: (file: string) => string, look?: FigureLook): string {
  return shell({ title: 'Preview', main: 'preview', uri }, cspSource, look);
}
/** The pages of the history of runs, and of runs beside each other. */
export const historyShell = (cspSource: string, uri: (file: string) => string): string =>
  shell({ title: 'Run history', main: 'history', uri }, cspSource);
export const comparisonShell = (cspSource: string, uri: (file: string) => string, look?: FigureLook): string =>
  shell({ title: 'Runs compared', main: 'comparison', uri }, cspSource, look);

/** All share a script and a style: nothing is allowed but these, the script by nonce, and images made on the page. */
function shell({ title, main, uri }: Page, cspSource: string, look?: FigureLook): string {
  const nonce = makeNonce();
  const policy = [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource}`,
    `img-src data: blob: ${cspSource}`,
    `font-src ${cspSource}`,
  ].join('; ');
  const attributes = look ? ` data-figure-width="${look.width}" data-palette="${attribute(look.palette)}"` : '';
  return `<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <link rel="stylesheet" href="${attribute(uri('results.css'))}">
  <title>${title}</title>
</head>
<body>
  <main id="${main}"${attributes}></main>
  <script nonce="${nonce}" src="${attribute(uri('panels.js'))}"></script>
</body>
</html>
`;
}
function makeNonce(): string {
  return Array.from(globalThis.crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}
function attribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
}
