import fs from 'node:fs';
import path from 'node:path';
import type { StudyTemplate } from '../language/index.ts';
import { Failure } from '../making/failure.ts';

/**
 * Writes a template as a file, with those it names beside it, and gives their paths, the study's first. Writes over
 * nothing: where one of them is there already, none is written. @throws Failure
 */
export function writeStudy(file: string, { text, companions = [] }: StudyTemplate): readonly string[] {
  const folder = path.dirname(file);
  const files = [
    { path: file, content: () => text },
    ...companions.map(({ name, content }) => ({ path: path.join(folder, name), content })),
  ];
  const there = files.find((each) => fs.existsSync(each.path));
  if (there) throw new Failure('usage', `${there.path} is there already, and nothing is written over: name another.`);
  try {
    fs.mkdirSync(folder, { recursive: true });
    for (const each of files) fs.writeFileSync(each.path, each.content(), { flag: 'wx' });
  } catch (error) {
    throw new Failure('usage', `${file} cannot be written: ${(error as Error).message}.`, { cause: error });
  }
  return files.map((each) => each.path);
}
