/** What src/build/shader-hash-module.ts puts in where the page, the command, the bench and the tests are built. */
declare module 'virtual:shader-hash' {
  /**
   * Hexadecimal sha-256 over what `bind` compiles: text, entry point and override constants of every kernel at its test cases, in all
   * variants, for every class of device, and every further text that another shape can lead to (src/kernels/programs.ts).
   *
   * Two results with the same hash ran the same WGSL for the same work, and gave it the same constants at all test cases. At a model's
   * own shapes the constants follow from the shape by code that is not hashed: the commit says which. Comments within WGSL count,
   * those around it do not.
   */
  export const SHADER_HASH: string;
}
