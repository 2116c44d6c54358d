/** A device for onnxruntime-web: on the adapter that ours runs on, with everything that both it and the adapter know. */
import { probe, requestAdapter } from '../../device/probe';
import type { PeerLoad } from '../peer-work';

/** What its kernels use where it is there, beside what ours do. Types do not know the experiments of a browser. */
const WANTED: ReadonlySet<string> = new Set(['chromium-experimental-subgroup-matrix', 'subgroup-size-control']);

/** @throws TokamarkError `no-webgpu`, `no-adapter`; what the browser throws where it refuses the device */
export async function deviceFor({ powerPreference }: Pick<PeerLoad, 'powerPreference'>): Promise<GPUDevice> {
  const adapter = await requestAdapter(navigator.gpu, powerPreference);
  const { features, limits } = probe(adapter, powerPreference, navigator.gpu.wgslLanguageFeatures);
  const others = [...adapter.features].filter(isWanted);
  return adapter.requestDevice({
    label: 'onnxruntime-web',
    requiredFeatures: [...features, ...others],
    requiredLimits: { ...limits },
  });
}

const isWanted = (feature: string): feature is GPUFeatureName => WANTED.has(feature);
