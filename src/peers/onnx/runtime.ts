/** onnxruntime-web made ready, once in a worker: its WebAssembly from beside the page, on a device of the adapter that ours runs on. */
import * as ort from 'onnxruntime-web/webgpu';
import wasm from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import type { PeerLoad } from '../peer-work';
import { deviceFor } from './device';
import { lossOf } from './lost';

export interface ReadyRuntime {
  /** What a session is created with. `env.webgpu.device` only tells of a device: onnxruntime would ask for one of its own. */
  readonly provider: ort.InferenceSession.WebGpuExecutionProviderOption;
  readonly device: GPUDevice;
  /** Rejects once it is lost. */
  readonly lost: Promise<never>;
}

/**
 * One thread: what is left to the CPU is the sum of a mask, and a pool of threads costs more than it saves. Validation is WebGPU's own alone:
 * onnxruntime's beside it is no part of the work, and a page cannot switch the browser's off.
 */
export async function readyRuntime(request: Pick<PeerLoad, 'powerPreference'>): Promise<ReadyRuntime> {
  ort.env.wasm.wasmPaths = { wasm: new URL(wasm, import.meta.url).href };
  ort.env.wasm.numThreads = 1;
  const device = await deviceFor(request);
  return { provider: { name: 'webgpu', device, validationMode: 'wgpuOnly' }, device, lost: lossOf(device) };
}
