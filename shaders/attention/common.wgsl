override GROUP: u32;         // query heads of a key/value head
override HEAD_DIM: u32;
override STRIDE: u32;        // columns of q|k|v, padding included
override SCALE: f32;         // 1 / sqrt(HEAD_DIM)

const LOWEST = -3.4e38;

{{ROWS}}
@buffer var<storage, read> qkv: array<f32>;     // (rows, STRIDE)
{{CACHE}}
{{APPENDING}}
{{OUTPUT}}

// One past the last of the rows from `first` on, before `last`, that are of one sequence.
fn run_end(first: u32, last: u32) -> u32 {
  var next = first + 1u;
  while (next < last && rows.at[next].sequence == rows.at[first].sequence) {
    next += 1u;
  }
  return next;
}

// A row looks at its own position and all before it.
fn seen_by(row: u32) -> u32 {
  return rows.at[row].position + 1u;
}

// Keys that rows [first, end) look at between them.
fn seen_by_run(first: u32, end: u32) -> u32 {
  var most = 0u;
  for (var row = first; row < end; row += 1u) {
    most = max(most, seen_by(row));
  }
  return most;
}

// Keys of the sequence of rows [first, end) that `row` looks at: none, where it is of another.
fn seen_within(row: u32, first: u32, end: u32) -> u32 {
  return select(0u, seen_by(min(row, end - 1u)), row >= first && row < end);
}

fn query_quad(row: u32, head: u32, quad: u32) -> vec4<f32> {
  var value = vec4<f32>(0.0);
  if (row < rows.count) {
    for (var e = 0u; e < 4u; e += 1u) {
      let i = min(quad * 4u + e, HEAD_DIM - 1u);
      value[e] = select(0.0, {{QUERY}} * SCALE, quad * 4u + e < HEAD_DIM);
    }
  }
  return value;
}
