/** What is said of trying for memory, in English: it comes with the published models. */
export const MODELS_EN = {
  allocating: (most: string) =>
    `WebGPU does not tell how much memory there is. The button takes it in steps of 64 MiB until the GPU gives no more, ${most} at most, and frees it again. Other programs may be slow meanwhile.`,
};
