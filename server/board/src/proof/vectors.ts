/** What happens to activations between the products, position by position: norm and SwiGLU. Their descriptions are the kernels' references. */
interface NormOptions {
  readonly positions: number;
  readonly epsilon: number;
}

/** @param x (positions, width) @param weight (width) @param out written, as x */
export function rmsNorm(x: Float32Array, weight: Float32Array, out: Float32Array, options: NormOptions): void {
  const width = weight.length;
  for (let from = 0; from < options.positions * width; from += width) {
    let sum = 0;
    for (let i = 0; i < width; i++) sum += (x[from + i] ?? 0) ** 2;
    const scale = 1 / Math.sqrt(sum / width + options.epsilon);
    for (let i = 0; i < width; i++) out[from + i] = (x[from + i] ?? 0) * scale * (weight[i] ?? 0);
  }
}

interface SwigluShape {
  readonly positions: number;
  readonly width: number;
}

/** @param gateUp (positions, 2, width) @param out (positions, width), written */
export function swiglu(gateUp: Float32Array, out: Float32Array, { positions, width }: SwigluShape): void {
  for (let position = 0; position < positions; position++) {
    for (let i = 0; i < width; i++) {
      const gate = gateUp[2 * position * width + i] ?? 0;
      const up = gateUp[(2 * position + 1) * width + i] ?? 0;
      out[position * width + i] = (gate / (1 + Math.exp(-gate))) * up;
    }
  }
}
