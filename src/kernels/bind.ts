/** From a kernel's text and buffers to a Dispatch: the only place where pipelines and bind groups are made. */
import type { GpuContext } from '../device/context';
import type { Dispatch, KernelUse, Workgroups } from './kernel';

export interface BindRequest {
  readonly use: KernelUse;
  /** The kernel's WGSL with every placeholder filled. */
  readonly code: string;
  readonly constants: Readonly<Record<string, number>>;
  /** Buffers by binding number, bound whole. */
  readonly buffers: readonly GPUBuffer[];
  readonly workgroups: (rows: number) => Workgroups;
  readonly perRow: boolean;
}

/** @throws TokamarkError `shader` where the device's compiler refuses the kernel. */
export async function bind(context: GpuContext, request: BindRequest): Promise<Dispatch> {
  const pipeline = await context.pipelines.get({
    label: request.use.id,
    code: request.code,
    entryPoint: 'main',
    constants: request.constants,
  });
  const bindGroup = context.device.createBindGroup({
    label: request.use.id,
    layout: pipeline.getBindGroupLayout(0),
    entries: request.buffers.map((buffer, binding) => ({ binding, resource: { buffer } })),
  });
  return { use: request.use, pipeline, bindGroup, workgroups: request.workgroups, perRow: request.perRow };
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
