// A token drawn from softmax(logits / temperature) by Gumbel-max: the index of the largest logit / temperature + noise. The
// noise depends on seed, position and index alone, so that the same seed gives the same text. Written as argmax writes.

override VOCAB: u32;
override THREADS: u32;     // a power of two

struct State { position: u32, rows: u32 }
struct Sampling { inverse_temperature: f32, seed: u32 }

@group(0) @binding(0) var<storage, read> logits: array<f32>;             // (VOCAB)
@group(0) @binding(1) var<storage, read_write> tokens: array<u32>;       // (context + 1)
@group(0) @binding(2) var<storage, read_write> state: State;
@group(0) @binding(3) var<storage, read> sampling: Sampling;

var<workgroup> best: array<f32, THREADS>;
var<workgroup> place: array<u32, THREADS>;

const LOWEST = -3.4e38;

// A 32-bit mixer (the finaliser of MurmurHash3, public domain): every output bit depends on every input bit.
fn mix(value: u32) -> u32 {
  var h = value;
  h = (h ^ (h >> 16u)) * 0x85ebca6bu;
  h = (h ^ (h >> 13u)) * 0xc2b2ae35u;
  return h ^ (h >> 16u);
}

// Standard Gumbel noise: -log(-log(u)), u uniform in (0, 1) in steps of 2^-23 and never at its ends. WGSL's log may be off by
// 2^-21 near 1, which is more than all of log(u) there (the noise would be infinite, or no number): a series in 1 - u instead.
fn gumbel(key: u32, index: u32) -> f32 {
  let bits = f32(mix(mix(key ^ index) + 0x9e3779b9u * (index + 1u)) >> 9u);
  let v = (8388607.5 - bits) * 1.1920929e-7;
  let near = v * (1.0 + v * (1.0 / 2.0 + v * (1.0 / 3.0 + v * (1.0 / 4.0 + v / 5.0))));
  return -log(select(-log((bits + 0.5) * 1.1920929e-7), near, v < 0.0625));
}

@compute @workgroup_size(THREADS)
fn main(@builtin(local_invocation_index) lane: u32) {
  let next = state.position + state.rows;
  let key = mix(sampling.seed + mix(next));
  var value = LOWEST;
  var index = VOCAB;
  for (var i = lane; i < VOCAB; i += THREADS) {
    let candidate = logits[i] * sampling.inverse_temperature + gumbel(key, i);
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
  // Every lane has read the state by now: the barriers above lie between.
  if (lane == 0u) {
    tokens[next] = min(place[0], VOCAB - 1u);
    state.position = next;
    state.rows = 1u;
  }
}
