/** Whether a path stands for several files: `rats/*.npy`. */
export const isPattern = (path: string): boolean => /[*?]/.test(path);
/** `*` is any letters of a name, `?` one. */
export const expressionOf = (segment: string): RegExp =>
  new RegExp(
    `^${segment
      .replaceAll(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
  );
