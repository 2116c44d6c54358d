/** onnxruntime-web's WebGPU provider in the page: single operators, by the same graphs as under Node. */
import { having } from '../having';
import { OPERATOR_SETTINGS, OrtOperators, type Ort } from '../ort';
import type { PeerEngine, Workload } from '../protocol';
import { importPeer } from './peer-script';

/** The build that has the new WebGPU provider and brings its WebAssembly along. */
const MODULE = 'onnxruntime-web/dist/ort.webgpu.bundle.min.mjs';

export async function openOnnxRuntimeWeb(): Promise<PeerEngine> {
  const ort = await importPeer(MODULE, having<Ort>('onnxruntime-web', 'InferenceSession', 'Tensor'));
  const operators = new OrtOperators(ort, graph);
  return {
    facts: () => Promise.resolve({ engine: 'onnxruntime-web', adapter: '', settings: [...OPERATOR_SETTINGS] }),
    prepare: (workload) => operators.prepare(workload),
    run: () => operators.run(),
    release: () => operators.release(),
  };
}

async function graph(workload: Workload, part: string): Promise<Uint8Array> {
  const query = new URLSearchParams({ workload: JSON.stringify(workload), part });
  const response = await fetch(new URL(`../graph?${query.toString()}`, location.href));
  if (!response.ok) throw new Error(`no graph: ${await response.text()}`);
  return new Uint8Array(await response.arrayBuffer());
}
