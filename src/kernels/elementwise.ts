/** The grid of kernels that compute each element on its own: (width, tokens), 64 invocations per workgroup. */
export const THREADS = 64;

/** Workgroups of an element-wise kernel over (rows, width): one invocation per element in x, one token per row in y. */
export const elementwise =
  (width: number) =>
  (rows: number): readonly [number, number, number] => [Math.ceil(width / THREADS), rows, 1];
