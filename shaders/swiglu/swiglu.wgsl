// out = silu(gate) * up, where gate and up lie side by side: gate|up has 2 * WIDTH columns before its padding.

override WIDTH: u32;
override IN_STRIDE: u32;
override OUT_STRIDE: u32;
override THREADS: u32;

@buffer var<storage, read> gate_up: array<f32>;          // (rows, IN_STRIDE)
@buffer var<storage, read_write> out: array<f32>;        // (rows, OUT_STRIDE)

@compute @workgroup_size(THREADS)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  if (id.x >= WIDTH) {
    return;
  }
  let gate = gate_up[id.y * IN_STRIDE + id.x];
  let up = gate_up[id.y * IN_STRIDE + WIDTH + id.x];
  out[id.y * OUT_STRIDE + id.x] = gate / (1.0 + exp(-gate)) * up;
}
