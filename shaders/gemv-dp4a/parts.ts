/** The WGSL by which gemv-dp4a comes by its levels: as they were rounded before, or rounded by each workgroup for itself. */
import { quantiseBlock } from '../../src/kernels/matrix/quantise-block';
import { inputs as floats } from '../gemv/parts';
import { inputs as activations, type ActivationInput } from '../quantise-activations/parts';

/** `levels`: x was rounded by quantise-activations. */
export const INPUTS = ['levels', 'plain', 'norm', 'merge'] as const;
export type Dp4aInput = (typeof INPUTS)[number];

interface InputPart {
  /** Declarations with bindings from `first` on, of `levels` and `blocks` among them. */
  readonly declarations: (first: number) => string;
  /** Before the sums, by all lanes. May declare `factor`, by which the sums are multiplied. */
  readonly prepare: string;
}

/** @param activation declarations from binding `first` on, of \`activation(quad)\` among them */
const rounding = (activation: (first: number) => string, before: string): InputPart => ({
  declarations: (first) => `
override QUADS: u32;     // K / 4
override LEVELS: u32;    // BLOCKS * 2
${activation(first)}
${quantiseBlock}
var<workgroup> levels: array<vec4<u32>, LEVELS>;
var<workgroup> blocks: array<vec2<u32>, BLOCKS>;`,
  prepare: `${before}
  for (var block = lane; block < BLOCKS; block += THREADS) {
    let rounded = quantise(block * 8u, block);
    blocks[block] = vec2<u32>(bitcast<u32>(rounded.scale), bitcast<u32>(rounded.sum));
  }
  workgroupBarrier();`,
});

const roundingOf = (input: ActivationInput): InputPart =>
  rounding(
    (first) => `@group(0) @binding(${first}) var<storage, read> x: array<vec4<f32>>;   // (QUADS)
${activations[input].declarations.replace('@buffer', `@group(0) @binding(${first + 1})`)}`,
    `let row = 0u;
  ${activations[input].factor}`,
  );

export const inputs: Readonly<Record<Dp4aInput, InputPart>> = {
  levels: {
    declarations: (first) => `
@group(0) @binding(${first}) var<storage, read> levels: array<vec4<u32>>;       // (BLOCKS * 2)
@group(0) @binding(${first + 1}) var<storage, read> blocks: array<vec2<u32>>;   // (BLOCKS): scale, sum of levels`,
    prepare: '',
  },
  plain: roundingOf('plain'),
  norm: roundingOf('norm'),
  merge: rounding(
    (first) => `${floats.merge.declarations(first)}
fn activation(quad: u32) -> vec4<f32> {
  return merged[quad];
}`,
    floats.merge.prepare,
  ),
};
