import fs from 'node:fs';
import path from 'node:path';
import { format as canonicalLayout } from '../../grammar/index.ts';
import { largestText, templates } from '../../language/index.ts';
import { Failure } from '../../making/failure.ts';
import { mayHoldRules } from '../../formats/index.ts';
import { writeNamedFile } from '../../runs/keep/named-file.ts';
import { fileOf, templateNamed } from '../new-command.ts';
import { writeStudy } from '../new-study.ts';
import { checkText, readSource } from '../read-source.ts';
import { checkRules } from '../rules-source.ts';
import { checkedAnswer } from './checked-answer.ts';
import { oneOf, optional, text } from './tool-arguments.ts';
import { type Answer, type Call, type Tool, tool } from './tool.ts';

const aStudy = 'Path of an .anl file within the working folder.';

/** Tools about the text of a study. */
export const textTools: readonly Tool[] = [
  tool({
    name: 'check',
    title: 'Check a study',
    description:
      'Checks an Anlage study (an .anl file, or a text not yet saved; gene rules such as .bnet too) without running ' +
      'it. Gives diagnostics: code, line and column from 1, what is wrong and what to write instead, with fixes as ' +
      'edits. Check after every change; a study runs only where there is no error.',
    takes: {
      path: optional(text(`${aStudy} With \`text\`: where the text would be saved, so that it finds its files.`)),
      text: optional(text('The text of a study, in place of what is saved.')),
    },
    effect: 'reads',
    async call({ path: given, text: unsaved }, { folder }) {
      if (given === undefined && unsaved === undefined)
        throw new Failure('usage', 'Give `path`, the file to check, or `text`, or both.');
      const file = folder.within(given ?? 'unsaved.anl');
      if (unsaved === undefined && mayHoldRules(file)) return checkedAnswer(checkRules(file), folder.shown(file));
      return checked(file, unsaved ?? readStudy(file), { folder });
    },
  }),
  tool({
    name: 'write',
    title: 'Write a study',
    description:
      'Saves the text of a study as an .anl file in the working folder, over what the file held, and checks it: ' +
      'gives what `check` gives. A folder that is not there is made. Begin from `new` or a passage that `search` ' +
      'finds rather than from nothing.',
    takes: { path: text(aStudy), text: text('The whole text.') },
    effect: 'writes over',
    async call({ path: given, text: source }, { folder }) {
      const file = folder.within(given);
      if (path.extname(file) !== '.anl')
        throw new Failure('usage', `${given} is not an .anl file: only those are written.`);
      if (source.length > largestText) throw new Failure('usage', 'The text is longer than a study can be.');
      makeFolder(path.dirname(file));
      writeNamedFile(file, source);
      return checked(file, source, { folder });
    },
  }),
  tool({
    name: 'new',
    title: 'New study from a template',
    description:
      'Writes a new study that checks and runs within seconds as it stands: with a control, a claim and a plot. ' +
      'Gives its path and its text. Writes over nothing. Change it step by step, and check.',
    takes: {
      path: text('Path of the new .anl file within the working folder.'),
      template: oneOf(
        templates().map(({ name }) => name),
        templates()
          .map(({ name, description }) => `${name}: ${description}`)
          .join(' '),
      ),
    },
    effect: 'writes anew',
    async call({ path: given, template: name }, { folder }) {
      const template = templateNamed(name);
      const file = folder.within(fileOf(folder.within(given), template.name));
      for (const each of template.companions ?? []) folder.within(path.join(path.dirname(file), each.name));
      const files = writeStudy(file, template).map(folder.shown);
      return { value: { files, title: template.title, text: template.text } };
    },
  }),
  tool({
    name: 'format',
    title: 'Lay a study out',
    description: 'Lays a text out in the one layout of the language and gives it; with `path`, the file is laid out.',
    takes: { path: optional(text(aStudy)), text: optional(text('The text to lay out, in place of a file.')) },
    effect: 'writes over',
    async call({ path: given, text: unsaved }, { folder }) {
      if ((given === undefined) === (unsaved === undefined))
        throw new Failure('usage', 'Give either `path`, the file to lay out, or `text`.');
      if (unsaved !== undefined) return { value: { text: canonicalLayout(unsaved) } };
      const file = folder.within(given ?? '');
      const source = readStudy(file);
      const laidOut = canonicalLayout(source);
      if (laidOut !== source) writeNamedFile(file, laidOut);
      return { value: { file: folder.shown(file), changed: laidOut !== source } };
    },
  }),
];

/** @throws Failure where a file is in its place, or it may not be made */
function makeFolder(folder: string): void {
  try {
    fs.mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new Failure('usage', `The folder ${folder} cannot be made: ${(error as Error).message}.`, { cause: error });
  }
}

async function checked(file: string, source: string, { folder }: Pick<Call, 'folder'>): Promise<Answer> {
  return checkedAnswer(await checkText(file, source, folder.reader(file)), folder.shown(file));
}

/** @throws Failure for a file that is none of the language, or cannot be read */
export function readStudy(file: string): string {
  if (path.extname(file) !== '.anl')
    throw new Failure('usage', `${path.basename(file)} is not an .anl file: name one.`);
  return readSource(file);
}
