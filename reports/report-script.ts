import fs from 'node:fs';

const isSource = import.meta.url.endsWith('.ts');
let script: Promise<string> | undefined;

/** What makes the page answer: views/report-view.ts with all that it uses. */
export function reportScript(): Promise<string> {
  script ??= isSource
    ? import(new URL('./report-script-from-source.mjs', import.meta.url).href).then(({ builtScript }) => builtScript())
    : fs.promises.readFile(new URL('./views/report.js', import.meta.url), 'utf8');
  // nothing in it may end the element that it stands in
  return script.then((text) => text.replaceAll('</script', '<\\/script'));
}
