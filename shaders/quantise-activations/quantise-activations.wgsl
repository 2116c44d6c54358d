// levels and blocks of x rounded to 8 bits (see src/kernels/matrix/quantise-block.ts), a workgroup a token. With a norm in
// front, x * weight is rounded: the root mean square, the same for all columns, goes into the scales alone.

override QUADS: u32;         // padded columns / 4; padding is zero
override BLOCKS: u32;        // padded columns / 32
override THREADS: u32;       // a power of two

@buffer var<storage, read> x: array<vec4<f32>>;               // (rows, QUADS)
@buffer var<storage, read_write> levels: array<vec4<u32>>;    // (rows, BLOCKS * 2)
@buffer var<storage, read_write> blocks: array<vec2<u32>>;    // (rows, BLOCKS): scale, sum of levels
{{INPUT}}
{{QUANTISE}}

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  let row = group.y;
  {{FACTOR}}
  for (var block = lane; block < BLOCKS; block += THREADS) {
    let at = row * BLOCKS + block;
    let rounded = quantise(row * QUADS + block * 8u, at);
    blocks[at] = vec2<u32>(bitcast<u32>(rounded.scale{{TIMES}}), bitcast<u32>(rounded.sum));
  }
}
