// A 32-bit mixer, the same as `mix` in random.ts (the finaliser of MurmurHash3, public domain): every output bit depends on every
// input bit. It gives 0 for 0.
fn mix(value: u32) -> u32 {
  var h = value;
  h = (h ^ (h >> 16u)) * 0x85ebca6bu;
  h = (h ^ (h >> 13u)) * 0xc2b2ae35u;
  return h ^ (h >> 16u);
}
