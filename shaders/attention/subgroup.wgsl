// Causal attention with online softmax over the KV cache, for prefill, within one subgroup.
//
// A workgroup is a subgroup of LANES lanes and serves {{R}} neighbouring rows of the pass for one query head. For each run of rows of
// one sequence it walks over that sequence's keys, tile by tile of LANES * {{KEYS}}: each lane first computes all rows' scores of its
// own keys; its queries come from the lanes that read them. Then each lane sums up its own quads of the values for all rows; the weights
// come from the lanes that have them. So scores and sums stay in registers, and a key or a value once read serves {{R}} rows.
enable subgroups;

override ROW_QUADS: u32;     // {{R}} * QUADS

const LANES = {{LANES}}u;
const TILE = {{KEYS}}u * LANES;
const R = {{R}}u;

{{COMMON}}

var<workgroup> queries: array<vec4<f32>, ROW_QUADS>;                 // (QUADS, R)

// Not `dot`, whose products many compilers add apart from the sum.
fn mac(key: vec4<f32>, query: vec4<f32>, sum: f32) -> f32 {
  return fma(key.w, query.w, fma(key.z, query.z, fma(key.y, query.y, fma(key.x, query.x, sum))));
}

{{ACROSS}}

@compute @workgroup_size(LANES)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(subgroup_invocation_id) lane: u32) {
  let head = group.x;
  let shared_head = head / GROUP;
  let first_row = group.y * R;
  let last_row = min(first_row + R, rows.count);
  for (var i = lane; i < ROW_QUADS; i += LANES) {
    queries[i] = query_quad(first_row + i % R, head, i / R);
  }
  workgroupBarrier();

  // Bounds that are known only at run time: unrolled, these loops take some compilers ten seconds.
  let quads = min(QUADS, arrayLength(&qkv));
  let lanes = min(LANES, arrayLength(&qkv));
  {{DECLARE}}
  // What a row adds up before its own run weighs nothing afterwards: its scores are LOWEST until then.
  for (var begin = first_row; begin < last_row;) {
    let end = run_end(begin, last_row);
    let sequence = rows.at[begin].sequence;
    let seen = seen_by_run(begin, end);
    {{LIMITS}}
    for (var first = 0u; first < seen; first += TILE) {
      {{KEYS_OF_LANE}}
      for (var d = 0u; d < quads; d += 1u) {
        {{DOTS}}
      }
      {{WEIGH}}
      for (var other = 0u; other < lanes; other += 1u) {
        {{SUM}}
      }
    }
    begin = end;
  }
  {{STORE}}
}
