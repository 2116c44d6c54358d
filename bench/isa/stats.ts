/** What RADV prints of a program between its two marks: the compiler's figures, and the instructions counted by what they do. */

/** Of one program on one GPU. */
export interface Figures {
  /** Vector registers of a lane. */
  readonly vectorRegisters: number;
  /** Scalar registers that a wave is given: RDNA gives each the same. */
  readonly scalarRegisters: number;
  /** Scalar registers that were in use at once before instructions were put in order. */
  readonly scalarDemand: number;
  readonly spilledVectors: number;
  readonly spilledScalars: number;
  /** Memory that lanes need beyond registers. */
  readonly scratchBytes: number;
  /** Workgroup memory (LDS). */
  readonly workgroupBytes: number;
  /** Waves of 32 lanes that one SIMD can hold; one of 64 counts twice, so that 32 is the most. */
  readonly waves: number;
  readonly codeBytes: number;
  readonly instructions: number;
  readonly counts: Counts;
}

/** Instructions as they stand in the code, a loop's once. */
export interface Counts {
  /** On vectors of floats, and integer dot products: no moves, conversions, comparisons or addresses. */
  readonly arithmetic: number;
  /** Reads and writes of buffers, those of scalars included; not of descriptors. */
  readonly memory: number;
  /** Reads and writes of workgroup memory. */
  readonly workgroup: number;
}

const LABELS = {
  vectorRegisters: 'VGPRs',
  scalarRegisters: 'SGPRs',
  scalarDemand: 'Pre-Sched SGPRs',
  spilledVectors: 'Spilled VGPRs',
  spilledScalars: 'Spilled SGPRs',
  scratchBytes: 'Scratch size',
  workgroupBytes: 'LDS size',
  waves: 'Subgroups per SIMD',
  codeBytes: 'Code size',
  instructions: 'Instructions',
} as const satisfies Partial<Record<keyof Figures, string>>;

/** @throws Error where `text` holds no figures, those of several programs, or not the instructions that they speak of. */
export function parseFigures(text: string): Figures {
  const blocks = text.split('*** SHADER STATS ***\n');
  const [, block] = blocks;
  if (block === undefined || blocks.length > 2) {
    throw new Error(`The compiler gives figures of ${blocks.length - 1} programs where it compiled one.`);
  }
  const figure = (label: string): number => {
    const value = new RegExp(`^${label}: (\\d+)$`, 'm').exec(block)?.[1];
    if (value === undefined) throw new Error(`The compiler gives no figure called “${label}”.`);
    return Number(value);
  };
  const counts = countInstructions(text);
  return {
    vectorRegisters: figure(LABELS.vectorRegisters),
    scalarRegisters: figure(LABELS.scalarRegisters),
    scalarDemand: figure(LABELS.scalarDemand),
    spilledVectors: figure(LABELS.spilledVectors),
    spilledScalars: figure(LABELS.spilledScalars),
    scratchBytes: figure(LABELS.scratchBytes),
    workgroupBytes: figure(LABELS.workgroupBytes),
    waves: figure(LABELS.waves),
    codeBytes: figure(LABELS.codeBytes),
    instructions: figure(LABELS.instructions),
    counts,
  };
}

/** With the disassembler's code in hexadecimal behind it; two that are issued at once stand on one line. */
const DISASSEMBLED = /^\t([a-z][a-z0-9_]*)(?:.*? :: ([a-z][a-z0-9_]*))?.*; [0-9a-f]{8}/gm;
/** As ACO itself names them, behind what they define: what RADV prints for a GPU that its disassembler does not know. */
const NAMED = /^\t(?: .*? = )?([a-z][a-z0-9_]*)(?:.*? :: ([a-z][a-z0-9_]*))?/gm;
const NO_ARITHMETIC = /_(?:mov|cvt|cmpx?|cndmask|swap|perm\w*|readlane|readfirstlane|writelane)_/;
const ARITHMETIC = /^v_(?:dual_)?(?:dot\d|wmma|\w+_f(?:16|32))/;
const MEMORY = /^(?:buffer|global|flat|scratch|s_buffer)_(?:load|store|atomic)/;
const WORKGROUP = /^ds_(?:read|write|load|store|add|min|max|and|or|xor)/;

/** @param text as `RADV_DEBUG=asm` prints it @throws Error where it holds no instructions */
export function countInstructions(text: string): Counts {
  const counts = { arithmetic: 0, memory: 0, workgroup: 0 };
  let found = 0;
  for (const [, first = '', second] of text.matchAll(
    text.includes('\nAfter lowering to hw instructions:\n') ? NAMED : DISASSEMBLED,
  )) {
    found += 1;
    for (const name of second === undefined ? [first] : [first, second]) {
      if (ARITHMETIC.test(name) && !NO_ARITHMETIC.test(name)) counts.arithmetic += 1;
      else if (MEMORY.test(name)) counts.memory += 1;
      else if (WORKGROUP.test(name)) counts.workgroup += 1;
    }
  }
  if (found === 0) throw new Error('The compiler prints no instructions: look at what it printed.');
  return counts;
}
