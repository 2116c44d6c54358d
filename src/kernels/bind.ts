/** From a program and buffers to a Dispatch: the only place where pipelines and bind groups are made. */
import type { GpuContext } from '../device/context';
import { ENTRY_POINT, type Dispatch, type KernelUse, type Program, type Workgroups } from './kernel';

export interface BindRequest {
  readonly use: KernelUse;
  readonly program: Program;
  /** Buffers by the names that the program's text gives them, bound whole; what it does not declare is left out or null. */
  readonly buffers: Buffers;
}

export type Buffers = Readonly<Record<string, GPUBuffer | null>>;

/** The same with names that are known: an interface that extends nothing. */
export type NamedBuffers<Of> = Readonly<Record<keyof Of, GPUBuffer | null>>;

/** @throws TokamarkError `shader` where the device's compiler refuses the kernel. */
export async function bind(context: GpuContext, { use, program, buffers }: BindRequest): Promise<Dispatch> {
  const { workgroups } = program;
  const pipeline = await context.pipelines.get({ label: use.id, entryPoint: ENTRY_POINT, ...program });
  const bindGroup = context.device.createBindGroup({
    label: use.id,
    layout: pipeline.getBindGroupLayout(0),
    entries: inOrder(use.id, program, buffers).map((buffer, binding) => ({ binding, resource: { buffer } })),
  });
  return { use, pipeline, bindGroup, workgroups };
}

function inOrder(id: string, { bindings }: Program, buffers: Buffers): readonly GPUBuffer[] {
  return bindings.map((name) => {
    const buffer = buffers[name] ?? null;
    if (buffer === null) throw new RangeError(`${id}: no buffer is given for ${name}`);
    return buffer;
  });
}

/** Encodes `dispatches` over `rows` tokens into one compute pass. */
export function encode(encoder: GPUCommandEncoder, dispatches: readonly Dispatch[], rows: number): void {
  const pass = encoder.beginComputePass();
  for (const dispatch of dispatches) record(pass, dispatch, rows);
  pass.end();
}

/** One dispatch into a pass that is open. */
export function record(pass: GPUComputePassEncoder, dispatch: Dispatch, rows: number): void {
  const [x, y, z] = dispatch.workgroups(rows);
  pass.setPipeline(dispatch.pipeline);
  pass.setBindGroup(0, dispatch.bindGroup);
  // What is left out need not be converted on its way to the GPU.
  if (y === 1 && z === 1) pass.dispatchWorkgroups(x);
  else pass.dispatchWorkgroups(x, y, z);
}

/** A grid of `count` workgroups folded into two dimensions, where one would exceed `most`. */
export function foldedGrid(count: number, most: number): Workgroups {
  if (count <= most) return [count, 1, 1];
  const y = Math.ceil(count / most);
  return [Math.ceil(count / y), y, 1];
}
