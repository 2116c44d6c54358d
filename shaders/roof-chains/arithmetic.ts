/** The arithmetics in which roof-chains multiplies and adds: vectors of four floats, or four packed bytes into a 32-bit integer. */
import type { Granted } from '../../src/kernels/kernel';

export const ARITHMETICS = ['f32', 'f16', 'int8'] as const;
export type ChainArithmetic = (typeof ARITHMETICS)[number];

export interface ChainText {
  /** Declares the types Operand and Addend, which `work` is made of, and Sum; with what the rest calls. */
  readonly declarations: string;
  /** What is the same for all chains. */
  readonly ready: string;
  readonly start: (chain: number) => string;
  /** The next value of the chain `x`. */
  readonly step: (x: string) => string;
  readonly sum: (chains: readonly string[]) => string;
}

/** Chains of an invocation: as many as keep it busy without spilling. */
export const chainsOf = (arithmetic: ChainArithmetic): number => (arithmetic === 'int8' ? 16 : 8);

/** Bytes of what an invocation writes. */
export const sumBytes = (arithmetic: ChainArithmetic): number => (arithmetic === 'int8' ? 4 : 16);

/** Where the device has no f16, what asks for it gets f32: such a device's f16 is not timed, but its check still runs. */
export const arithmeticHere = ({ granted }: Granted, arithmetic: ChainArithmetic): ChainArithmetic =>
  arithmetic === 'f16' && !granted.shaderF16 ? 'f32' : arithmetic;

export function chainText(device: Granted, asked: ChainArithmetic): ChainText {
  const arithmetic = arithmeticHere(device, asked);
  return arithmetic === 'int8' ? packed(device.granted.dot4) : floats(arithmetic);
}

const floats = (type: 'f32' | 'f16'): ChainText => ({
  declarations: `${type === 'f16' ? 'enable f16;\n' : ''}
alias Quad = vec4<${type}>;
alias Operand = f32;
alias Addend = f32;
alias Sum = vec4<f32>;`,
  ready: `let factor = Quad(${type}(work.factor));
let addend = Quad(${type}(work.addend));
let start = Quad(vec4<f32>(f32(id.x & 63u)) / 64.0 + vec4<f32>(0.0, 1.0, 2.0, 3.0));`,
  start: (chain) => `start + Quad(${chain / 8})`,
  step: (x) => `fma(${x}, factor, addend)`,
  sum: (chains) => chains.map((x) => `vec4<f32>(${x})`).join(' + '),
});

/** By shifts, for a device whose WGSL lacks the call: its check still runs there, but is not timed. */
const EMULATED = `
fn dot(a: u32, b: u32) -> i32 {
  let at = vec4<u32>(24u, 16u, 8u, 0u);
  let products = (bitcast<vec4<i32>>(vec4(a) << at) >> vec4(24u)) * (bitcast<vec4<i32>>(vec4(b) << at) >> vec4(24u));
  return products.x + products.y + products.z + products.w;
}`;

const packed = (hasCall: boolean): ChainText => ({
  declarations: `
alias Operand = u32;
alias Addend = i32;
alias Sum = u32;${hasCall ? '' : EMULATED}`,
  ready: `let factor = work.factor;
let addend = work.addend;`,
  start: (chain) => `bitcast<i32>((id.x + 1u) * 0x01030507u + ${chain}u)`,
  step: (x) => `${hasCall ? 'dot4I8Packed' : 'dot'}(bitcast<u32>(${x}), factor) + addend`,
  sum: (chains) => `bitcast<u32>(${chains.join(' ^ ')})`,
});
