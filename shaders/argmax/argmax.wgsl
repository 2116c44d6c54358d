// The most likely token of each row: the index of the largest logit, the lowest index among equals. It is written where the next pass
// reads its token, and the row's position moves on, so that decode never waits for the CPU. A workgroup a row.

override VOCAB: u32;
override STRIDE: u32;      // columns of the logits, padding included
override ROOM: u32;        // tokens of a sequence
override THREADS: u32;     // a power of two

{{ROWS}}
@buffer var<storage, read> logits: array<f32>;             // (rows, STRIDE)
@buffer var<storage, read_write> tokens: array<u32>;       // (sequences, ROOM)
{{NOISE}}

var<workgroup> best: array<f32, THREADS>;
var<workgroup> place: array<u32, THREADS>;

const LOWEST = -3.4e38;

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  let row = rows.at[group.y];
  let next = row.position + 1u;
  {{KEY}}
  var value = LOWEST;
  var index = VOCAB;
  for (var i = lane; i < VOCAB; i += THREADS) {
    let candidate = logits[group.y * STRIDE + i]{{SCORE}};
    if (candidate > value) {
      value = candidate;
      index = i;
    }
  }
  best[lane] = value;
  place[lane] = index;
  for (var half = THREADS / 2u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (lane < half) {
      let other = best[lane + half];
      let there = place[lane + half];
      if (other > best[lane] || (other == best[lane] && there < place[lane])) {
        best[lane] = other;
        place[lane] = there;
      }
    }
  }
  // Every lane has read its row by now: the barriers above lie between.
  if (lane == 0u) {
    tokens[row.sequence * ROOM + next] = min(place[0], VOCAB - 1u);
    rows.at[group.y].position = next;
  }
}
