import fs from 'node:fs';
import path from 'node:path';
import { templates } from '../../language/index.ts';
import { type InstalledPage, installedPages } from '../installed-pages.ts';

/** What an assistant can read by its address. */
export interface Resource {
  readonly uri: string;
  readonly name: string;
  readonly title: string;
  readonly mimeType: string;
}
const study = 'text/x-anlage';
const page = 'text/markdown';

/** `anlage:docs/manual.md`. */
export const uriOfPage = ({ name }: InstalledPage): string => `anlage:${name}`;

/** The manual, the reference, the examples and the templates; each code has an address too. */
export const resources = (): readonly Resource[] => [
  ...[...installedPages('manual'), ...installedPages('examples')].map(asResource),
  ...templates().map(({ name, title }) => ({
    uri: `anlage:templates/${name}.anl`,
    name: `templates/${name}.anl`,
    title: `Template: ${title}`,
    mimeType: study,
  })),
];
export const resourceTemplates = [
  {
    uriTemplate: 'anlage:docs/diagnostics/{code}.md',
    name: 'diagnostic',
    title: 'What a code means',
    mimeType: page,
  },
];

/** Undefined where there is none of that address. */
export function readResource(uri: string): { readonly mimeType: string; readonly text: string } | undefined {
  const template = templates().find(({ name }) => uri === `anlage:templates/${name}.anl`);
  if (template) return { mimeType: study, text: template.text };
  const found = (['manual', 'diagnostics', 'examples'] as const)
    .flatMap(installedPages)
    .find((each) => uriOfPage(each) === uri);
  return found && { mimeType: mimeTypeOf(found), text: fs.readFileSync(found.file, 'utf8') };
}

const mimeTypeOf = ({ name }: InstalledPage): string => (path.extname(name) === '.anl' ? study : page);
const asResource = (each: InstalledPage): Resource => ({
  uri: uriOfPage(each),
  name: each.name,
  title: titleOf(each),
  mimeType: mimeTypeOf(each),
});
/** The first heading of a page; of an example, how its comment begins. */
function titleOf({ name, file }: InstalledPage): string {
  const text = fs.readFileSync(file, 'utf8');
  if (path.extname(name) !== '.anl') return /^# (.*)/m.exec(text)?.[1] ?? name;
  return `Example: ${/^# (?!warns:)(.{1,120})(?=\s|$)/m.exec(text)?.[1] ?? name}`;
}
