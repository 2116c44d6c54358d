/** What to do where there is no adapter to run on, by cause. Only text; the engine decides which cause it is. */
import type { ErrorData } from '../../foundation/errors';
import { WORDS } from './catalogue/words';

export interface NoGpuAdvice {
  readonly title: string;
  readonly steps: readonly string[];
}

/** `secure` is the page's isSecureContext: without it a browser hides WebGPU altogether. */
export function noGpuAdvice(error: Pick<ErrorData, 'code'>, secure: boolean): NoGpuAdvice {
  if (error.code === 'no-webgpu') return secure ? NO_WEBGPU : INSECURE;
  if (error.code === 'no-adapter') return NO_ADAPTER;
  return { title: WORDS.noGpu.other, steps: [] };
}

const INSECURE: NoGpuAdvice = { title: WORDS.noGpu.insecure, steps: WORDS.noGpu.insecureSteps };

const NO_WEBGPU: NoGpuAdvice = { title: WORDS.noGpu.noWebGpu, steps: WORDS.noGpu.noWebGpuSteps };

const NO_ADAPTER: NoGpuAdvice = { title: WORDS.noGpu.noAdapter, steps: WORDS.noGpu.noAdapterSteps };
