// Reads a buffer once, as fast as the device can: eight independent loads of 16 bytes an invocation and step, neighbouring
// invocations at neighbouring places. Each invocation keeps the sum of what it read, so that no load can be left out.
// One workgroup reads THREADS * 8 * steps quads in a row; the buffer holds as many as the grid reads.

override THREADS: u32;

struct Work { steps: u32 }

@buffer var<storage, read> data: array<vec4<u32>>;
@buffer var<storage, read_write> sums: array<u32>;   // one an invocation
@buffer var<storage, read> work: Work;               // known only when it runs: the loop stays a loop

@compute @workgroup_size(THREADS)
fn main(@builtin(workgroup_id) group: vec3<u32>, @builtin(local_invocation_index) lane: u32) {
  var at = group.x * work.steps * THREADS * 8u + lane;
  var sum = vec4<u32>();
  for (var step = 0u; step < work.steps; step++) {
    let a = data[at];
    let b = data[at + THREADS];
    let c = data[at + THREADS * 2u];
    let d = data[at + THREADS * 3u];
    let e = data[at + THREADS * 4u];
    let f = data[at + THREADS * 5u];
    let g = data[at + THREADS * 6u];
    let h = data[at + THREADS * 7u];
    sum += ((a + b) + (c + d)) + ((e + f) + (g + h));
    at += THREADS * 8u;
  }
  sums[group.x * THREADS + lane] = sum.x + sum.y + sum.z + sum.w;
}
