import type { Type } from '../../catalogue/entry.ts';

const described = new Set(['says', 'example', 'words']);

/** Whether something beside its words may stand in a slot, so that a list of the words does not say all. */
export const takesBeyondWords = (type: Type): boolean =>
  Object.entries(type).some(([key, alternative]) => !described.has(key) && alternative !== undefined);
