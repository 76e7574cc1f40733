/** What a check says of the folder of a field: its files are read, and the matrix is drawn for seed 1. */
import type { Matrix } from '../engine/connectivity/index.ts';
import { ExpressionError } from '../engine/expressions/index.ts';
import {
  doubtsOf,
  type Field,
  FieldError,
  fieldFiles,
  type FieldPart,
  fieldParts,
  missingPart,
  openField,
} from '../formats/index.ts';
import type { Declaration, Range } from '../grammar/tree.ts';
import { settled } from './canonical/instantiate.ts';
import { distinct } from './checks/check.ts';
import { movedOffZero, onDiagonal, recut, wrongInField } from './checks/field-checks.ts';
import { drawnWidth, unlikeNeurons } from './checks/network-checks.ts';
import { undrawable } from './checks/drawing-checks.ts';
import type { Diagnostic } from './diagnostic.ts';
import { agreementWithMeasured, diagonalAndOthers, matrixOfField, partsNeeded } from './field-wiring.ts';
import { largestTable, type Reader } from './reader.ts';
import { lessonsIn, saidIn, saidOf } from './lessons.ts';
import { namesOf } from './nouns/over-pairs.ts';
import { type FieldSource, fieldTables } from './nouns/field-source.ts';
import type { ConnectNoun } from './specification.ts';
import { studied } from './studied.ts';
import { settingsNamed, type View } from './view.ts';

type OfField = ConnectNoun & { readonly source: FieldSource };
export const isOfField = (noun: ConnectNoun): noun is OfField => noun.source.kind === 'field';

/**
 * `at`: what is wrong with the folder is said there. `neededElsewhere`: parts without which other matrices of
 * the same folder cannot be.
 */
export async function studyField(
  declaration: Declaration,
  noun: OfField,
  at: Range,
  folder: string,
  reader: Reader,
  neededElsewhere: readonly FieldPart[],
): Promise<readonly Diagnostic[]> {
  const { source, name, stream } = noun,
    { path } = source;
  const opened = await openedField(folder, reader);
  if (opened === undefined) return [];
  if (opened instanceof FieldError) return [wrongInField(opened, path, at)];
  const needed = new Set<FieldPart>([...partsNeeded(source), ...neededElsewhere, 'positions']);
  const wrong = [
    ...partsNeeded(source)
      .filter((part) => opened.files[part] === undefined)
      .map((part) => wrongInField(missingPart(part), path, at)),
    ...fieldParts.flatMap((part) => {
      const error = opened.files[part] === undefined ? undefined : errorOf(opened, part);
      return error ? [wrongInField(error, path, at, needed.has(part) ? 'error' : 'warning')] : [];
    }),
  ];
  const known = settled<FieldSource>(source as never);
  const isIncomplete = neededElsewhere.some((part) => opened.files[part] === undefined);
  if (!known || isIncomplete || wrong.some(({ severity }) => severity === 'error')) return wrong;
  const doubted = partsNeeded(source).flatMap((part) => {
    const doubt = doubtsOf(opened, part);
    return doubt ? [wrongInField(doubt, path, at, 'warning')] : [];
  });
  const own = (word: string): Range => settingsNamed(declaration, word).at(-1)?.range ?? at;
  const saysItself = (word: string): boolean => settingsNamed(declaration, word).length > 0;
  try {
    const { matrix, held } = matrixOfField(known as never, opened, { seed: 1, stream });
    return [
      ...wrong,
      ...doubted,
      ...held.map((text) => movedOffZero(text, own('weights'))),
      ...(source.program ? onDiagonal(name, own('weights'), diagonalAndOthers(matrix), matrix.size) : []),
      // one that is like another is told of there
      ...(source.place === 'published' && saysItself('place') && opened.files.positions !== undefined
        ? [recut(name, own('place'), agreementWithMeasured(known as never, opened))]
        : []),
    ];
  } catch (error) {
    if (error instanceof FieldError) return [...wrong, wrongInField(error, path, own('place'))];
    if (error instanceof RangeError || error instanceof ExpressionError)
      return [...wrong, ...doubted, undrawable(name, own('weights'), error.message)];
    throw error;
  }
}
function errorOf(field: Field, part: FieldPart): FieldError | undefined {
  try {
    if (part === 'positions') field.positions();
    else field.table(part);
    return undefined;
  } catch (error) {
    if (error instanceof FieldError) return error;
    throw error;
  }
}
/** A name without an extension may have been meant as that of a file. */
const ofFile =
  ' A name without an extension is that of the folder of a field; a matrix in a file is read by its extension ' +
  '(.npy, .npz, .mat, .h5, .csv, .txt …): give the file one.';
/** Undefined where the folder cannot be looked into from here. */
async function openedField(folder: string, reader: Reader): Promise<Field | FieldError | undefined> {
  if (!reader.list) return undefined;
  try {
    const files = fieldFiles(await reader.list(folder)),
      contents = new Map<string, Uint8Array>();
    for (const file of Object.values(files)) contents.set(file, await reader.bytes(`${folder}/${file}`, largestTable));
    return openField(files, (file) => contents.get(file)!);
  } catch (error) {
    if (error instanceof FieldError) return error;
    return new FieldError(
      'C051',
      undefined,
      `it cannot be read: ${error instanceof Error ? error.message : String(error)}${
        /\.\w+$/.test(folder) ? '' : ofFile
      }`,
    );
  }
}

/** Weights of a field as they are drawn for seed 1, before `spectrum`; undefined where its folder gives none. */
export async function weightsOfField({ source, stream }: OfField, reader: Reader): Promise<Matrix | undefined> {
  const located = await reader.locate(source.path),
    known = settled<FieldSource>(source as never),
    field = located.found ? await openedField(located.location, reader) : undefined;
  if (!known || !field || field instanceof FieldError) return undefined;
  try {
    return matrixOfField(known as never, field, { seed: 1, stream }).matrix;
  } catch {
    return undefined;
  }
}

/** Networks whose neurons are those of one matrix and whose circuit is of another size, where a folder tells one. */
export async function unlikeFields(view: View, reader: Reader): Promise<readonly Diagnostic[]> {
  const found: Diagnostic[] = [];
  for (const network of studied(view, 'network')) {
    const { neuronsFrom, recurrent } = network.noun;
    if (!neuronsFrom || !recurrent || ![neuronsFrom, recurrent.matrix].some(isOfField)) continue;
    const placed = await neuronsOf(neuronsFrom, reader),
      width = await neuronsOf(recurrent.matrix, reader);
    if (placed !== undefined && width !== undefined && placed !== width)
      found.push(unlikeNeurons(network, placed, width, view));
  }
  return distinct(found);
}
async function neuronsOf(noun: ConnectNoun, reader: Reader): Promise<number | undefined> {
  const drawn = drawnWidth(noun);
  if (!isOfField(noun)) return typeof drawn === 'number' ? drawn : undefined;
  const located = await reader.locate(noun.source.path),
    field = located.found ? await openedField(located.location, reader) : undefined;
  if (!field || field instanceof FieldError) return undefined;
  try {
    return field.neurons();
  } catch (error) {
    if (error instanceof FieldError) return undefined;
    throw error;
  }
}

/** Penalties that speak of what the folder of their networks' neurons has no file of. */
export async function penalisedFields(view: View, reader: Reader): Promise<readonly Diagnostic[]> {
  const found: Diagnostic[] = [];
  for (const lesson of lessonsIn(view)) {
    for (const pupil of lesson.pupils) {
      const { noun } = pupil,
        own = noun.overTime?.penalty,
        penalty = own ?? lesson.training.penalty,
        names = penalty === undefined ? [] : namesOf(penalty),
        said = own === undefined ? saidIn(lesson, 'penalty') : saidOf(pupil, 'penalty', view);
      const matrix = noun.neuronsFrom ?? noun.recurrent?.matrix;
      if (matrix?.source.kind !== 'field') continue;
      const { path, place } = matrix.source,
        located = await reader.locate(path);
      if (!located.found || !reader.list) continue;
      const field = await openedField(located.location, reader);
      if (!field || field instanceof FieldError) continue;
      const parts: readonly FieldPart[] = [
        ...(names.includes('distance') && typeof place === 'string' ? (['positions'] as const) : []),
        ...fieldTables.filter((table) => names.includes(table)),
      ];
      for (const part of parts)
        if (field.files[part] === undefined)
          found.push(wrongInField(missingPart(part), path, (said ?? lesson.setting.word).range));
    }
  }
  return found;
}

/** What several declarations say of one folder is said once, where it stops something. */
export function saidOnce(found: readonly Diagnostic[]): readonly Diagnostic[] {
  const folders = new Set(['C051', 'C053', 'C054', 'C055']);
  const kept = new Map<string, Diagnostic>();
  for (const one of found) {
    if (!folders.has(one.code)) continue;
    const key = `${one.code} ${one.message}`,
      before = kept.get(key);
    if (!before || (before.severity !== 'error' && one.severity === 'error')) kept.set(key, one);
  }
  const those = new Set(kept.values());
  return found.filter((one) => !folders.has(one.code) || those.has(one));
}
