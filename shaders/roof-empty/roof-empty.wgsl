// One invocation that does nothing unless it is told to: what a dispatch costs by itself. It may write, so that a device keeps
// one dispatch behind the other, as it does with those of a model. Told to, it counts how often it ran.

struct Work { marking: u32 }

@buffer var<storage, read_write> mark: array<u32>;
@buffer var<storage, read> work: Work;

@compute @workgroup_size(1)
fn main() {
  if (work.marking != 0u) {
    mark[0] += work.marking;
  }
}
