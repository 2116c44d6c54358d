/** Every kernel, found by its folder: adding shaders/<kernel>/index.ts that exports `kernel` is all it takes. */
import type { Granted, KernelUse } from './kernel';

interface Listed {
  readonly name: string;
  readonly source: string;
  readonly cases: readonly KernelUse[];
  readonly variantCases: (device: Granted) => readonly KernelUse[];
}

const modules = import.meta.glob<{ readonly kernel: Listed }>('../../shaders/*/index.ts', { eager: true });

/** Sorted by name. */
export const KERNELS: readonly Listed[] = Object.values(modules)
  .map(({ kernel }) => kernel)
  .sort((a, b) => a.name.localeCompare(b.name));

/** sha-256 over the names and texts of all kernels: two results with the same hash ran the same WGSL. */
export async function shaderHash(): Promise<string> {
  const text = KERNELS.map(({ name, source }) => `${name}\n${source}`).join('\n');
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
