// Causal attention with online softmax over the KV cache, for prefill and decode alike.
//
// A workgroup serves HEADS query heads that share one key/value head, in POSITIONS neighbouring rows of the pass: {{R}} query rows in
// all. For each run of rows of one sequence it walks over that sequence's keys in tiles of one key a lane: every key and value is read
// once for all its rows. With SPLITS > 1 the tiles are dealt out to as many workgroups, whose partial results attention-merge puts
// together (decode on a wide GPU). In decode it may also turn query and key to their position and put key and value into the cache.

override HEADS: u32;         // query heads of a workgroup
override POSITIONS: u32;     // rows of the pass that a workgroup serves
override SPLITS: u32;
override ROW_QUADS: u32;     // {{R}} * QUADS
override SCORES: u32;        // {{R}} * TILE

const TILE = 64u;            // keys of a tile = lanes of the workgroup
const R = {{R}}u;

{{COMMON}}

var<workgroup> queries: array<vec4<f32>, ROW_QUADS>;
var<workgroup> sums: array<vec4<f32>, ROW_QUADS>;      // of values, weighted
var<workgroup> scores: array<f32, SCORES>;
var<workgroup> part: array<f32, TILE>;
var<workgroup> limit: array<u32, R>;                   // keys that a query row looks at
var<workgroup> maximum: array<f32, R>;
var<workgroup> total: array<f32, R>;                   // of weights
var<workgroup> correction: array<f32, R>;

@compute @workgroup_size(TILE)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  let first_head = group.x * HEADS;
  let shared_head = first_head / GROUP;
  let first_row = group.y * POSITIONS;
  let last_row = min(first_row + POSITIONS, rows.count);
  let split = group.z;
  {{APPEND}}

  for (var i = lane; i < ROW_QUADS; i += TILE) {
    let row = i / QUADS;
    queries[i] = query_quad(first_row + row / HEADS, first_head + row % HEADS, i % QUADS);
    sums[i] = vec4<f32>(0.0);
  }
  if (lane < R) {
    maximum[lane] = LOWEST;
    total[lane] = 0.0;
  }

  // What a row adds up before its own run weighs nothing afterwards: its scores are LOWEST until then.
  for (var begin = first_row; begin < last_row;) {
    let end = run_end(begin, last_row);
    let sequence = rows.at[begin].sequence;
    let seen = seen_by_run(begin, end);
    if (lane < R) {
      limit[lane] = seen_within(first_row + lane / HEADS, begin, end);
    }
    workgroupBarrier();
    for (var tile = split; tile * TILE < seen; tile += SPLITS) {
      let key = tile * TILE + lane;
      if (key < seen) {
        let at = place(sequence, key);
        {{DECLARE}}
        // A bound that is known only at run time: unrolled over all quads, this loop takes some compilers ten seconds.
        let quads = min(QUADS, arrayLength(&qkv));
        for (var d = 0u; d < quads; d += 1u) {
          let k = key_quad(at, shared_head, d);
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
        let start = row * TILE + (lane % 8u) * 8u;
        var high = LOWEST;
        if (row < R) {
          for (var j = 0u; j < 8u; j += 1u) {
            high = max(high, scores[start + j]);
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
            let w = exp(scores[start + j] - high);
            scores[start + j] = w;
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

      let count = min(TILE, seen - tile * TILE);
      for (var i = lane; i < ROW_QUADS; i += TILE) {
        let row = i / QUADS;
        var sum = sums[i] * correction[row];
        for (var j = 0u; j < count; j += 1u) {
          sum += scores[row * TILE + j] * value_quad(place(sequence, tile * TILE + j), shared_head, i % QUADS);
        }
        sums[i] = sum;
      }
      workgroupBarrier();
    }
    begin = end;
  }

  for (var i = lane; i < ROW_QUADS; i += TILE) {
    let own = i / QUADS;
    let row = first_row + own / HEADS;
    if (row < rows.count) {
      let head = first_head + own % HEADS;
      {{STORE}}
    }
  }
}
