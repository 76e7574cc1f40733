import os from 'node:os';

/** Memory of this machine, or of the container this process runs in, in bytes. */
export const machineBytes = (): number =>
  Math.min(os.totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY);
