/** That a program gets the compiler's figures of itself, and of nothing else, or an error. */
import { describe, expect, it } from 'vitest';
import { sectionsOf, type Section } from './sections';
import { countInstructions, parseFigures } from './stats';

/** As Mesa 25.0.7 prints them for navi31, less what is not read. */
const FIGURES = `
Compute Shader:
*** SHADER STATS ***
Driver pipeline hash: 4093937331053725578
SGPRs: 128
VGPRs: 12
Spilled SGPRs: 3
Spilled VGPRs: 2
Code size: 252
LDS size: 512
Scratch size: 64
Subgroups per SIMD: 32
Instructions: 48
Pre-Sched SGPRs: 5
Pre-Sched VGPRs: 6
********************
`;

/** Of each generation some lines, as the disassembler prints them. */
const RDNA3 = `
disasm:
BB0:
\tv_mbcnt_lo_u32_b32 v1, -1, 0                                ; d71f0001 000100c1
\ts_load_b128 s[4:7], s[2:3], null                            ; f4080101 f8000000
\tbuffer_load_b32 v2, v1, s[4:7], 0 offen                     ; e0500000 80410201
\ts_buffer_load_b32 s0, s[4:7], null                          ; f4200002 f8000000
\tds_store_b32 v3, v2                                         ; d8340000 00000203
\tv_dual_fmac_f32 v8, v10, v8 :: v_dual_mov_b32 v7, 0         ; ca10010a 08060080
\tv_dual_mul_f32 v8, v10, v8 :: v_dual_add_f32 v7, 0, v2      ; ca10010a 08060080
\tv_cvt_f32_i32_e32 v0, v1                                    ; 7e000b01
\tv_dot4_i32_iu8 v0, v1, v2, v0 neg_lo:[1,1,0]                ; cc164000 7c020501
\tv_cmp_gt_f32_e32 vcc, v0, v1                                ; 7c280300
\tbuffer_store_b32 v0, v1, s[4:7], 0 offen                    ; e0680000 80410001
\ts_endpgm                                                    ; bfb00000
`;
const RDNA2 = `
\tbuffer_load_dwordx4 v[0:3], v1, s[4:7], 0 offen             ; e0381000 80010001
\tds_read_b128 v[0:3], v4                                     ; dbfc0000 00000004
\tv_fma_mix_f32 v0, v1, v2, v0                                ; cc200000 04020501
\tv_pk_fma_f16 v0, v1, v2, v0                                 ; cc0e4000 1c020501
`;
/** Debian 12's Mesa has LLVM 15, which does not know gfx1201. */
const RDNA4 = `
disasm:
Shader disassembly is not supported in the current configuration, falling back to print_program.

After lowering to hw instructions:
ACO shader stage: SW (CS), HW (COMPUTE_SHADER)
BB0
/* logical preds: / linear preds: / kind: top-level, branch, */
\t s1: %1:s[0],  s1: %315:scc = s_bfe_u32 %314:s[116], 0x50019
\ts_delay_alu salu_cycle_1 next salu_cycle_1
\tds_write_b128 %8:v[1], %321:v[4-7] storage:shared
\t v1: %29:v[3] = v_min_u32 0x3bf, %25:v[1]
\t v1: %24:v[2] = buffer_load_dword %21:s[4-7], %23:v[1], 0 offen storage:buffer
\t v1: %45:v[0] = v_mul_f32 0x3fc00000, %43:v[0]
`;

describe('the figures of a program', () => {
  it('are those that the compiler prints', () => {
    expect(parseFigures(RDNA3 + FIGURES)).toEqual({
      ...{ vectorRegisters: 12, scalarRegisters: 128, scalarDemand: 5, spilledVectors: 2, spilledScalars: 3 },
      ...{ scratchBytes: 64, workgroupBytes: 512, waves: 32, codeBytes: 252, instructions: 48 },
      counts: { arithmetic: 4, memory: 3, workgroup: 1 },
    });
  });

  it('are none where it printed none, those of two programs, or one figure fewer', () => {
    expect(() => parseFigures(RDNA3)).toThrow('figures of 0 programs');
    expect(() => parseFigures(RDNA3 + FIGURES + FIGURES)).toThrow('figures of 2 programs');
    expect(() => parseFigures(RDNA3 + FIGURES.replace('Scratch size', 'Scratch'))).toThrow('“Scratch size”');
    expect(() => parseFigures(FIGURES)).toThrow('no instructions');
  });

  it('count instructions of RDNA 2 by its names', () => {
    expect(countInstructions(RDNA2)).toEqual({ arithmetic: 2, memory: 1, workgroup: 1 });
  });

  it('count instructions by the compiler’s own names where there is no disassembler', () => {
    expect(countInstructions(RDNA4)).toEqual({ arithmetic: 1, memory: 1, workgroup: 1 });
  });
});

describe('the text of a program', () => {
  async function cut(...lines: readonly string[]): Promise<readonly Section[]> {
    async function* each(): AsyncGenerator<string> {
      yield* lines;
      await Promise.resolve();
    }
    const found: Section[] = [];
    for await (const section of sectionsOf(each())) found.push(section);
    return found;
  }

  it('is what stands between its marks', async () => {
    const lines = ['before', '@@isa begin 0', 'a', 'b', '@@isa end 0', 'between', '@@isa begin 1', '@@isa end 1'];
    expect(await cut(...lines)).toEqual([
      { id: 0, text: 'a\nb\n' },
      { id: 1, text: '\n' },
    ]);
  });

  it.each([
    { what: 'begins within another', lines: ['@@isa begin 0', '@@isa begin 1'], error: 'Program 0 was not finished' },
    { what: 'ends another', lines: ['@@isa begin 0', '@@isa end 1'], error: 'A stray mark' },
    { what: 'ends without a beginning', lines: ['@@isa end 0'], error: 'A stray mark' },
    { what: 'never ends', lines: ['@@isa begin 7', 'a'], error: 'while program 7 was compiled' },
  ])('is an error where it $what', async ({ lines, error }) => {
    await expect(cut(...lines)).rejects.toThrow(error);
  });
});
