/**
 * The page of the results view. Nothing is allowed but its own script, by nonce, its own style, and images made on the page.
 * `uri` gives the address of a file of `dist/views`.
 */
export function resultsShell(cspSource: string, uri: (file: string) => string, nonce: string = makeNonce()): string {
  const policy = [
    "default-src 'none'", `script-src 'nonce-${nonce}'`, `style-src ${cspSource}`, `img-src data: blob: ${cspSource}`, `font-src ${cspSource}`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta http-equiv="Content-Security-Policy" content="${policy}">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <link rel="stylesheet" href="${attribute(uri('results.css'))}">
  <title>Results</title>
</head>
<body>
  <main id="results"></main>
  <script nonce="${nonce}" src="${attribute(uri('results.js'))}"></script>
</body>
</html>
`;
}
function makeNonce(): string {
  return Array.from(globalThis.crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
function attribute(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;');
}
