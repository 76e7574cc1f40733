/** Whether a path stands for several files: `rats/*.npy`. */
export const isPattern = (path: string): boolean => /[*?]/.test(path);
