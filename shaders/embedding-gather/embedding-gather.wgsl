// hidden[r] = E[token of row r]: the embedding's rows of the tokens of this pass, as f32. One shard of the table at a time:
// rows outside [ROW_START, ROW_START + N) belong to another shard and are left alone.
{{DIRECTIVES}}

override N: u32;
override N_PADDED: u32;
override QUADS: u32;      // padded columns / 4
override ROW_START: u32;
override ROOM: u32;       // tokens of a sequence
override THREADS: u32;

{{ROWS}}
@buffer var<storage, read> tokens: array<u32>;               // (sequences, ROOM)
@buffer var<storage, read_write> hidden: array<vec4<f32>>;   // (rows, QUADS)
{{WEIGHTS}}

@compute @workgroup_size(THREADS)
fn main(@builtin(global_invocation_id) id: vec3<u32>) {
  if (id.x >= QUADS) {
    return;
  }
  let at = rows.at[id.y];
  let token = tokens[at.sequence * ROOM + at.position];
  if (token < ROW_START || token >= ROW_START + N) {
    return;
  }
  let row = token - ROW_START;
  hidden[id.y * QUADS + id.x] = scale(id.x / 8u, (id.x % 8u) * GROUPS / 8u, row) * quad(id.x / 8u, id.x % 8u, row);
}
