import type { KernelBackend } from '../../engine/kernels/index.ts';
import type { Backend } from '../../engine/learning/index.ts';
import { openBackend } from '../../runs/execute/backends.ts';

/** The reference backend, with its linear algebra. */
export const kernels = (await openBackend('wasm')) as Backend as KernelBackend;
