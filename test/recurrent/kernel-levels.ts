import type { KernelBackend } from '../../engine/kernels/index.ts';
import { backendsHere } from '../kernels/problems.ts';

/** Every kernel that this machine runs. */
export const kernelsHere = async (): Promise<KernelBackend[]> => (await backendsHere('kernels')) as KernelBackend[];
