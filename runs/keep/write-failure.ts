import { Failure } from '../../making/failure.ts';

/** Says what the file system refused, where, and what to do. */
export function writeFailure(error: unknown, folder: string): Failure {
  if (error instanceof Failure) return error;
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return new Failure(
      'run',
      `no space left on the disk for ${folder}. Finished jobs are kept: make room, or choose another folder ` +
        `with --out, and run again.`,
      { cause: error },
    );
  }
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return new Failure(
      'usage',
      `${folder} cannot be written ` +
        `(${code === 'EROFS' ? 'the file system is read-only' : 'permission denied'}). Choose a folder with --out, ` +
        `or change its permissions.`,
      { cause: error },
    );
  }
  if (code === 'ENOTDIR' || code === 'EEXIST') {
    return new Failure(
      'usage',
      `${folder} cannot be made: a file of that name, or of a folder above it, is in the way. Choose ` +
        `another folder with --out.`,
      { cause: error },
    );
  }
  return new Failure('run', `${folder} could not be written: ${message}`, { cause: error });
}
