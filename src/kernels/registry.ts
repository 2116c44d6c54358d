/** Every kernel, found by its folder: adding shaders/<kernel>/index.ts that exports `kernel` is all it takes. */
import type { Granted, KernelUse, Program } from './kernel';

export interface Listed {
  readonly name: string;
  readonly hashed: (...devices: readonly Granted[]) => readonly Program[];
  readonly cases: readonly KernelUse[];
  readonly variantCases: (device: Granted) => readonly KernelUse[];
}

const modules = import.meta.glob<{ readonly kernel: Listed }>('../../shaders/*/index.ts', { eager: true });

/** Sorted by name. */
export const KERNELS: readonly Listed[] = Object.values(modules)
  .map(({ kernel }) => kernel)
  .sort((a, b) => a.name.localeCompare(b.name));
