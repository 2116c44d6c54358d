/** onnxruntime's WebGPU provider under Node, in a process of its own. Whole models come from the folder in TOKAMARK_ONNX. */
import { messageOf, graphOf } from '../onnx-graphs';
import { encodeModel } from '../onnx-encoding';
import { OPERATOR_SETTINGS, OrtOperators, type Ort } from '../ort';
import { having } from '../having';
import { loadPeer, peerVersion } from '../peer-module';
import type { PeerEngine, Prepared, Workload } from '../protocol';
import { OrtModel } from './onnxruntime-model';

export async function openOnnxRuntime(): Promise<PeerEngine> {
  const ort = await loadPeer('onnxruntime-node', having<Ort>('onnxruntime-node', 'InferenceSession', 'Tensor'));
  return new OnnxRuntime(ort);
}

class OnnxRuntime implements PeerEngine {
  private readonly operators: OrtOperators;
  private model: OrtModel | null = null;

  constructor(private readonly ort: Ort) {
    this.operators = new OrtOperators(ort, (workload, part) => encodeModel(messageOf(graphOf(workload, part))));
  }

  facts() {
    return Promise.resolve({
      engine: `${peerVersion('onnxruntime-node')}, WebGPU execution provider`,
      adapter: '',
      settings: [...OPERATOR_SETTINGS],
    });
  }

  async prepare(workload: Workload): Promise<Prepared> {
    await this.release();
    if (workload.kind === 'matmul' || workload.kind === 'attention') return this.operators.prepare(workload);
    this.model = await OrtModel.load(this.ort, process.env['TOKAMARK_ONNX'] ?? '', workload);
    return this.model.prepare();
  }

  run(): Promise<number> {
    return this.model === null ? this.operators.run() : this.model.run();
  }

  async release(): Promise<void> {
    await this.operators.release();
    await this.model?.dispose();
    this.model = null;
  }
}
