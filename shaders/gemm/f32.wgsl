// Arithmetic in f32: four columns at a time.
alias Columns = vec4<f32>;

fn columns(block: u32, step: u32, row: u32) -> Columns {
  return quad(block, step, row);
}

// Not `dot`, whose products many compilers add apart from the sum: four multiply-adds that each go on where the last ended.
fn multiply(weight: Columns, value: Columns, sum: f32) -> f32 {
  return fma(weight.w, value.w, fma(weight.z, value.z, fma(weight.y, value.y, fma(weight.x, value.x, sum))));
}
