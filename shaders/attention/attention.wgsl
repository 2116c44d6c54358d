// Causal attention with online softmax over the f16 cache, for prefill and decode alike.
//
// A workgroup serves HEADS query heads that share one key/value head, at POSITIONS neighbouring tokens: {{R}} query rows in all.
// It walks over the keys in tiles of one key a lane: every key and value is read once for all its rows. With SPLITS > 1 the
// tiles are dealt out to as many workgroups, whose partial results attention-merge puts together (decode on a wide GPU).
// In decode it may also turn query and key to their position and put key and value into the cache (RoPE and KV append fused).

override HEADS: u32;         // query heads of a workgroup
override KV_HEADS: u32;
override GROUP: u32;         // query heads of a key/value head
override POSITIONS: u32;     // tokens of a workgroup
override HEAD_DIM: u32;
override QUADS: u32;         // padded head / 4
override CAPACITY: u32;
override STRIDE: u32;        // columns of q|k|v, padding included
override SPLITS: u32;
override SCALE: f32;         // 1 / sqrt(HEAD_DIM)
override ROW_QUADS: u32;     // {{R}} * QUADS
override SCORES: u32;        // {{R}} * TILE

const TILE = 64u;            // keys of a tile = lanes of the workgroup
const R = {{R}}u;
const LOWEST = -3.4e38;

@buffer var<storage, read> qkv: array<f32>;                // (rows, STRIDE)
@buffer var<storage, {{CACHE_ACCESS}}> keys: array<vec2<u32>>;         // (KV_HEADS, CAPACITY, QUADS)
@buffer var<storage, {{CACHE_ACCESS}}> values: array<vec2<u32>>;       // (KV_HEADS, CAPACITY, QUADS)
{{ROWS}}
{{OUTPUT_BINDINGS}}

var<workgroup> queries: array<vec4<f32>, ROW_QUADS>;
var<workgroup> sums: array<vec4<f32>, ROW_QUADS>;      // of values, weighted
var<workgroup> scores: array<f32, SCORES>;
var<workgroup> part: array<f32, TILE>;
var<workgroup> maximum: array<f32, R>;
var<workgroup> total: array<f32, R>;                   // of weights
var<workgroup> correction: array<f32, R>;

fn widen(pair: vec2<u32>) -> vec4<f32> {
  return vec4<f32>(unpack2x16float(pair.x), unpack2x16float(pair.y));
}

{{TURN}}

fn query(token: u32, head: u32, i: u32) -> f32 {
  return select(0.0, {{QUERY}} * SCALE, i < HEAD_DIM && token < rows.count);
}

@compute @workgroup_size(TILE)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  let first_head = group.x * HEADS;
  let first_token = group.y * POSITIONS;
  let split = group.z;
  let cache = (rows.at[first_token].sequence * KV_HEADS + first_head / GROUP) * CAPACITY;
  {{APPEND}}

  for (var i = lane; i < ROW_QUADS; i += TILE) {
    let row = i / QUADS;
    let token = first_token + row / HEADS;
    let head = first_head + row % HEADS;
    let d = (i % QUADS) * 4u;
    queries[i] = vec4<f32>(query(token, head, d), query(token, head, d + 1u), query(token, head, d + 2u), query(token, head, d + 3u));
    sums[i] = vec4<f32>(0.0);
  }
  if (lane < R) {
    maximum[lane] = LOWEST;
    total[lane] = 0.0;
  }
  workgroupBarrier();

  // No row of this workgroup looks beyond its own last token.
  let end = rows.at[min(first_token + POSITIONS, rows.count) - 1u].position + 1u;
  for (var tile = split; tile * TILE < end; tile += SPLITS) {
    let key = tile * TILE + lane;
    if (key < end) {
      {{DECLARE}}
      // A bound that is known only at run time: unrolled over all quads, this loop takes some compilers ten seconds.
      let quads = min(QUADS, arrayLength(&keys));
      for (var d = 0u; d < quads; d += 1u) {
        let k = widen(keys[(cache + key) * QUADS + d]);
        {{DOTS}}
      }
      {{SCORE}}
    } else {
      for (var row = 0u; row < R; row += 1u) {
        scores[row * TILE + lane] = LOWEST;
      }
    }
    workgroupBarrier();

    // Eight lanes a row, eight rows at a time: maximum, weights and their sum.
    for (var base = 0u; base < R; base += 8u) {
      let row = base + lane / 8u;
      let begin = row * TILE + (lane % 8u) * 8u;
      var high = LOWEST;
      if (row < R) {
        for (var j = 0u; j < 8u; j += 1u) {
          high = max(high, scores[begin + j]);
        }
      }
      part[lane] = high;
      workgroupBarrier();
      var weight = 0.0;
      if (row < R) {
        high = maximum[row];
        for (var j = 0u; j < 8u; j += 1u) {
          high = max(high, part[(lane / 8u) * 8u + j]);
        }
        for (var j = 0u; j < 8u; j += 1u) {
          let w = exp(scores[begin + j] - high);
          scores[begin + j] = w;
          weight += w;
        }
      }
      workgroupBarrier();
      part[lane] = weight;
      workgroupBarrier();
      if (row < R && lane % 8u == 0u) {
        for (var j = 1u; j < 8u; j += 1u) {
          weight += part[lane + j];
        }
        let shrink = exp(maximum[row] - high);
        correction[row] = shrink;
        total[row] = total[row] * shrink + weight;
        maximum[row] = high;
      }
      workgroupBarrier();
    }

    let count = min(TILE, end - tile * TILE);
    for (var i = lane; i < ROW_QUADS; i += TILE) {
      let row = i / QUADS;
      var sum = sums[i] * correction[row];
      for (var j = 0u; j < count; j += 1u) {
        sum += scores[row * TILE + j] * widen(values[(cache + tile * TILE + j) * QUADS + i % QUADS]);
      }
      sums[i] = sum;
    }
    workgroupBarrier();
  }

  for (var i = lane; i < ROW_QUADS; i += TILE) {
    let row = i / QUADS;
    let token = first_token + row / HEADS;
    let head = first_head + row % HEADS;
    let d = (i % QUADS) * 4u;
    {{STORE}}
  }
}
