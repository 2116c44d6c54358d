// Arithmetic in 8-bit integers: eight columns at a time. X comes rounded by quantise-activations; the product of a block of 32
// columns is an exact integer, and the two scales of the block make it f32.
alias Columns = vec2<u32>;

@buffer var<storage, read> blocks: array<vec2<u32>>;        // (rows, BLOCKS): scale, sum of levels

fn multiply(weight: Columns, value: Columns, part: i32) -> i32 {
  return part + dot4(weight.x, value.x) + dot4(weight.y, value.y);
}

fn finish(part: i32, row_scale: f32, block: vec2<u32>) -> f32 {
  return f32(part - LEVEL_OFFSET * bitcast<i32>(block.y)) * (row_scale * bitcast<f32>(block.x));
}
