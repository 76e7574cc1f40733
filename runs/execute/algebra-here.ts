import type { LinearAlgebra } from '../../engine/kernels/index.ts';
import { kernelsOf, openBackend } from './backends.ts';

let opened: Promise<LinearAlgebra> | undefined;
/** Linear algebra of the fastest kernels of this machine, opened when first needed. */
export const algebraHere = (): Promise<LinearAlgebra> =>
  (opened ??= openBackend().then((backend) => kernelsOf(backend).algebra));
