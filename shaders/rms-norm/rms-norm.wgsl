// out = x / sqrt(mean(x^2) + EPSILON) * weight, a workgroup a row: of each row of a pass, or of those in a list, each into the row of
// `out` that goes with it (the LM head needs no other).

override QUADS: u32;         // padded columns / 4; padding is zero
override THREADS: u32;       // a power of two

@buffer var<storage, read> x: array<vec4<f32>>;               // (rows, QUADS)
@buffer var<storage, read> weight: array<vec4<f32>>;          // (QUADS)
@buffer var<storage, read_write> out: array<vec4<f32>>;       // (rows, QUADS)
{{LIST}}
{{INVERSE_RMS}}

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  let row = {{FROM}};
  let scale = inverse_rms(row, lane);
  for (var i = lane; i < QUADS; i += THREADS) {
    out[{{TO}} * QUADS + i] = x[row * QUADS + i] * scale * weight[i];
  }
}
