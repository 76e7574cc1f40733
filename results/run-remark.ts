import { isShaped, isText } from './guards.ts';
import type { Read } from './run-files.ts';

/** What a person says of a run. It stands in a file of its own beside the run's folder, and changes nothing in it. */
export interface Remark {
  readonly starred: boolean;
  readonly note: string;
}
export const noRemark: Remark = { starred: false, note: '' };

const isRemark = isShaped<Remark>({ starred: (value): value is boolean => typeof value === 'boolean', note: isText });

/** Of the run in a folder, by the folder's name: a run that has not ended yet has the same key. */
export const remarkName = (folderName: string): string =>
  `.${folderName.replace(/^\.(.*)\.partial$/, '$1')}.remark.json`;

export const remarkText = ({ starred, note }: Remark): string => `${JSON.stringify({ starred, note })}\n`;

export function readRemark(text: string): Read<Remark> {
  try {
    const json: unknown = JSON.parse(text);
    if (isRemark(json)) return { value: json };
  } catch {
    // said below
  }
  return { problem: 'is damaged: delete it, or say anew what it said.' };
}
