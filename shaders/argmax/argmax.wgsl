// The most likely token: the index of the largest logit, the lowest index among equals. It is written where the next pass
// reads its token, and the position moves on, so that decode never waits for the CPU.

override VOCAB: u32;
override THREADS: u32;     // a power of two

struct State { position: u32, rows: u32 }

@group(0) @binding(0) var<storage, read> logits: array<f32>;             // (VOCAB)
@group(0) @binding(1) var<storage, read_write> tokens: array<u32>;       // (context + 1)
@group(0) @binding(2) var<storage, read_write> state: State;

var<workgroup> best: array<f32, THREADS>;
var<workgroup> place: array<u32, THREADS>;

const LOWEST = -3.4e38;

@compute @workgroup_size(THREADS)
fn main(@builtin(local_invocation_index) lane: u32) {
  var value = LOWEST;
  var index = VOCAB;
  for (var i = lane; i < VOCAB; i += THREADS) {
    let logit = logits[i];
    if (logit > value) {
      value = logit;
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
  if (lane == 0u) {
    let next = state.position + state.rows;
    tokens[next] = min(place[0], VOCAB - 1u);
    state.position = next;
    state.rows = 1u;
  }
}
