// Causal attention with online softmax over the f16 cache, for prefill, within one subgroup.
//
// A workgroup is a subgroup of LANES lanes and serves {{R}} neighbouring tokens of one query head. Tile by tile of LANES * {{KEYS}} keys,
// each lane first computes all rows' scores of its own keys; its queries come from the lanes that read them. Then each lane sums up its
// own quads of the values for all rows; the weights come from the lanes that have them. So scores and sums stay in registers, and a
// key or a value once read and widened serves {{R}} rows.
enable subgroups;

override KV_HEADS: u32;
override GROUP: u32;         // query heads of a key/value head
override HEAD_DIM: u32;
override QUADS: u32;         // padded head / 4
override CAPACITY: u32;
override STRIDE: u32;        // columns of q|k|v, padding included
override OUT_STRIDE: u32;
override SCALE: f32;         // 1 / sqrt(HEAD_DIM)
override ROW_QUADS: u32;     // {{R}} * QUADS

const LANES = {{LANES}}u;
const TILE = {{KEYS}}u * LANES;
const R = {{R}}u;
const LOWEST = -3.4e38;

@buffer var<storage, read> qkv: array<f32>;            // (rows, STRIDE)
@buffer var<storage, read> keys: array<vec2<u32>>;     // (KV_HEADS, CAPACITY, QUADS)
@buffer var<storage, read> values: array<vec2<u32>>;   // (KV_HEADS, CAPACITY, QUADS)
{{ROWS}}
@buffer var<storage, read_write> out: array<f32>;      // (rows, OUT_STRIDE)

var<workgroup> queries: array<vec4<f32>, ROW_QUADS>;                 // (QUADS, R)

fn widen(pair: vec2<u32>) -> vec4<f32> {
  return vec4<f32>(unpack2x16float(pair.x), unpack2x16float(pair.y));
}

// Not `dot`, whose products many compilers add apart from the sum.
fn mac(key: vec4<f32>, query: vec4<f32>, sum: f32) -> f32 {
  return fma(key.w, query.w, fma(key.z, query.z, fma(key.y, query.y, fma(key.x, query.x, sum))));
}

fn query(token: u32, head: u32, i: u32) -> f32 {
  return select(0.0, qkv[token * STRIDE + head * HEAD_DIM + i] * SCALE, i < HEAD_DIM && token < rows.count);
}

fn put(token: u32, head: u32, quad: u32, value: vec4<f32>) {
  if (token < rows.count) {
    for (var e = 0u; e < 4u; e += 1u) {
      if (quad * 4u + e < HEAD_DIM) {
        out[token * OUT_STRIDE + head * HEAD_DIM + quad * 4u + e] = value[e];
      }
    }
  }
}

{{ACROSS}}

@compute @workgroup_size(LANES)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(subgroup_invocation_id) lane: u32) {
  let head = group.x;
  let token = group.y * R;
  let cache = (rows.at[token].sequence * KV_HEADS + head / GROUP) * CAPACITY;
  for (var i = lane; i < ROW_QUADS; i += LANES) {
    let row = token + i % R;
    let d = i / R * 4u;
    queries[i] = vec4<f32>(query(row, head, d), query(row, head, d + 1u), query(row, head, d + 2u), query(row, head, d + 3u));
  }
  workgroupBarrier();

  // No row of this workgroup looks beyond its own last token.
  let end = rows.at[min(token + R, rows.count) - 1u].position + 1u;
  // Bounds that are known only at run time: unrolled, these loops take some compilers ten seconds.
  let quads = min(QUADS, arrayLength(&keys));
  let lanes = min(LANES, arrayLength(&keys));
  {{DECLARE}}
  for (var first = 0u; first < end; first += TILE) {
    {{KEYS_OF_LANE}}
    for (var d = 0u; d < quads; d += 1u) {
      {{DOTS}}
    }
    {{WEIGH}}
    for (var other = 0u; other < lanes; other += 1u) {
      {{SUM}}
    }
  }
  {{STORE}}
}
