import fs from 'node:fs';
import path from 'node:path';
import { type StudyTemplate, templates } from '../language/index.ts';
import { Failure } from '../making/failure.ts';
import { meant } from './meant-name.ts';
import { pasted } from '../runs/shell-words.ts';
import { writeStudy } from './new-study.ts';
import { columns, print, say, type Speech } from './terminal.ts';

/** `anlage new`: writes a study that runs as it stands, or lists what there is to begin with. @throws Failure */
export async function newStudy(
  name: string | undefined,
  { template: wanted, list = false }: { readonly template?: string; readonly list?: boolean },
  { json, quiet }: Speech,
): Promise<number> {
  if (list) {
    const all = templates().map((each) => ({ name: each.name, title: each.title, description: each.description }));
    print(json ? JSON.stringify({ templates: all }) : columns(all.map((each) => [each.name, each.description])));
    return 0;
  }
  const template = templateNamed(wanted);
  const files = writeStudy(fileOf(name ?? template.name, template.name), template);
  if (json) print(JSON.stringify({ template: template.name, files }));
  else {
    for (const file of files) print(file);
    if (!quiet) say(`${template.description} Run it with: anlage run ${pasted(files[0])}`);
  }
  return 0;
}

/** The first, where none is named. @throws Failure */
export function templateNamed(name?: string): StudyTemplate {
  const all = templates();
  const found = name === undefined ? all[0] : all.find((each) => each.name === name);
  if (found) return found;
  const known = all.map((each) => each.name);
  throw new Failure('usage', `There is no template ${name}: ${meant(name ?? '', known)}`);
}

/** With its ending; in a folder, called as the template. @throws Failure */
export function fileOf(name: string, template: string): string {
  if (name === '' || path.basename(name) === '.anl')
    throw new Failure('usage', `"${name}" is no name of a study: write one, such as ${template}.anl.`);
  if (name.endsWith('/') || name.endsWith(path.sep) || (fs.existsSync(name) && fs.statSync(name).isDirectory()))
    return path.join(name, `${template}.anl`);
  const ending = path.extname(name);
  if (ending === '.anl') return name;
  if (ending !== '' && !/\s/.test(ending))
    throw new Failure('usage', `${name} is no name of a study: it ends in .anl, or in nothing.`);
  return `${name}.anl`;
}
