/** Where llama.cpp computes: known before it is loaded, so that its rows say so, and checked after. */
import { TokamarkError } from '../../foundation/errors';
import { plainName } from '../../report/outside-text';
import type { PeerDevice } from '../peer-work';

/** For each token of Fable; eighteen of them while the GPU has nothing to do (docs/METHODOLOGY.md). */
export const WAITS = 20;

/** Why its WebGPU backend is not what computes. */
export type OffGpu = 'lacks' | 'waits';

/**
 * Its WebGPU backend waits for the GPU by WebAssembly's promise integration, and has kernels with f16 alone. Where the browser is
 * slow to answer a wait, no other of its settings makes a token as short as the CPU does.
 * @returns null where it computes on the GPU
 */
export function offGpu({ f16, slowAnswer }: PeerDevice): OffGpu | null {
  if (!f16 || !('Suspending' in WebAssembly)) return 'lacks';
  return slowAnswer === null ? null : 'waits';
}

/** As wllama has it by itself, half of what the browser tells of; one where the page is not isolated, which keeps memory from being shared. */
export const threadsHere = (): number =>
  crossOriginIsolated ? Math.max(1, Math.floor(navigator.hardwareConcurrency / 2)) : 1;

const OFFLOADED = /offloaded (\d+)\/(\d+) layers to GPU/;

/**
 * @param said what llama.cpp said while it was loaded
 * @throws TokamarkError `peer` where it does not compute where it was to
 */
export function assertPlace(said: readonly string[], gpu: boolean): void {
  const found = said.map((line) => OFFLOADED.exec(line)).find((match) => match !== null);
  const layers = found?.[1] ?? '0';
  if (gpu ? found !== undefined && layers === found[2] : layers === '0') return;
  throw new TokamarkError({
    code: 'peer',
    message: gpu
      ? `llama.cpp put ${layers} of ${found?.[2] ?? 'its'} layers on the GPU, where all were to be.`
      : `llama.cpp put ${layers} layers on the GPU, and was to compute on the CPU.`,
    where: 'wllama',
    remedy: 'The other figures hold: run without it, or try it in another browser.',
  });
}

const ADAPTER = /adapter_info:.*\| vendor: ([^|]*?) *\| architecture: ([^|]*?) *\|/;

/**
 * It asks the browser for a GPU by itself, and of two may be given the other.
 * @param ours the adapter that ours runs on
 * @throws TokamarkError `peer` where it says that it computes on another; not where it says nothing
 */
export function assertAdapter(said: readonly string[], ours: Pick<GPUAdapterInfo, 'vendor' | 'architecture'>): void {
  const found = said.map((line) => ADAPTER.exec(line)).find((match) => match !== null);
  const [, vendor = '', architecture = ''] = found ?? [];
  const differs = (theirs: string, own: string): boolean => theirs !== '' && own !== '' && theirs !== own;
  if (!differs(vendor, ours.vendor) && !differs(architecture, ours.architecture)) return;
  const nameOf = (...parts: readonly string[]): string => plainName(parts.join(' '), MOST_NAME);
  throw new TokamarkError({
    code: 'peer',
    message: `llama.cpp was given another GPU (${nameOf(vendor, architecture)}) than Tokamark (${nameOf(ours.vendor, ours.architecture)}).`,
    where: 'wllama',
    remedy:
      'Choose this GPU for the browser in the settings of the system or of its graphics driver, and compare again.',
  });
}

const MOST_NAME = 60;
