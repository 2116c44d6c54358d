/** Rotary position embedding in float64 (Su et al. 2021, arXiv 2104.09864), as Hugging Face's Llama pairs the elements. */

/** Llama 3's stretching of long wavelengths. */
export interface RopeScaling {
  readonly factor: number;
  readonly lowFrequencyFactor: number;
  readonly highFrequencyFactor: number;
  readonly originalMaxPositions: number;
}

export interface RopeParameters {
  readonly theta: number;
  readonly scaling: RopeScaling | null;
}

/** Angle per position, (headDim / 2). */
function inverseFrequencies(headDim: number, { theta, scaling }: RopeParameters): Float64Array {
  return Float64Array.from({ length: headDim / 2 }, (_, i) => {
    const frequency = theta ** (-(2 * i) / headDim);
    return scaling === null ? frequency : stretched(frequency, scaling);
  });
}

/** Wavelengths beyond the original context grow by `factor`, short ones stay, those between are blended (Llama 3.1). */
function stretched(frequency: number, scaling: RopeScaling): number {
  const wavelength = (2 * Math.PI) / frequency;
  const { factor, lowFrequencyFactor: low, highFrequencyFactor: high, originalMaxPositions: original } = scaling;
  if (wavelength < original / high) return frequency;
  if (wavelength > original / low) return frequency / factor;
  const smooth = (original / wavelength - low) / (high - low);
  return ((1 - smooth) * frequency) / factor + smooth * frequency;
}

/** Cosine and sine of every position, (positions, headDim / 2, 2), rounded to f32: what the kernel reads. */
export function ropeTable(positions: number, headDim: number, parameters: RopeParameters): Float32Array<ArrayBuffer> {
  const frequencies = inverseFrequencies(headDim, parameters);
  const table = new Float32Array(positions * headDim);
  for (let position = 0; position < positions; position++) {
    frequencies.forEach((frequency, i) => {
      table[position * headDim + 2 * i] = Math.cos(position * frequency);
      table[position * headDim + 2 * i + 1] = Math.sin(position * frequency);
    });
  }
  return table;
}

/** One head, turned to `position`. */
export function ropeReference(head: ArrayLike<number>, position: number, parameters: RopeParameters): Float64Array {
  const half = head.length / 2;
  const frequencies = inverseFrequencies(head.length, parameters);
  return Float64Array.from({ length: head.length }, (_, i) => {
    const angle = position * (frequencies[i % half] ?? 0);
    const own = head[i] ?? 0;
    const partner = head[(i + half) % head.length] ?? 0;
    return own * Math.cos(angle) + (i < half ? -partner : partner) * Math.sin(angle);
  });
}
