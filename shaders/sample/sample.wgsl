// Noise for a token drawn from softmax(logits / temperature) by Gumbel-max: the index of the largest logit / temperature + noise (see
// argmax.wgsl). It depends on seed, sequence, position and index alone, so that the same seed gives the same text.

struct Sampling { inverse_temperature: f32, seed: u32 }

@buffer var<storage, read> sampling: Sampling;

// Standard Gumbel noise: -log(-log(u)), u uniform in (0, 1) in steps of 2^-23 and never at its ends. WGSL's log may be off by
// 2^-21 near 1, which is more than all of log(u) there (the noise would be infinite, or no number): a series in 1 - u instead.
fn gumbel(key: u32, index: u32) -> f32 {
  let bits = f32(mix(mix(key ^ index) + 0x9e3779b9u * (index + 1u)) >> 9u);
  let v = (8388607.5 - bits) * 1.1920929e-7;
  let near = v * (1.0 + v * (1.0 / 2.0 + v * (1.0 / 3.0 + v * (1.0 / 4.0 + v / 5.0))));
  return -log(select(-log((bits + 0.5) * 1.1920929e-7), near, v < 0.0625));
}
