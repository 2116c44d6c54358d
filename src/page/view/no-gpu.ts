/** What to do where there is no adapter to run on, by cause. Only text; the engine decides which cause it is. */
import type { ErrorData } from '../../foundation/errors';

export interface NoGpuAdvice {
  readonly title: string;
  readonly steps: readonly string[];
}

/** `secure` is the page's isSecureContext: without it a browser hides WebGPU altogether. */
export function noGpuAdvice(error: Pick<ErrorData, 'code'>, secure: boolean): NoGpuAdvice {
  if (error.code === 'no-webgpu') return secure ? NO_WEBGPU : INSECURE;
  if (error.code === 'no-adapter') return NO_ADAPTER;
  return { title: 'The GPU could not be opened', steps: [] };
}

const INSECURE: NoGpuAdvice = {
  title: 'No WebGPU: this page was not loaded over https',
  steps: ['Browsers offer WebGPU only to pages from https:// or from localhost. Open this page that way.'],
};

const NO_WEBGPU: NoGpuAdvice = {
  title: 'No WebGPU in this browser',
  steps: [
    'Chrome or Edge 113 or newer on Windows, macOS and ChromeOS, 121 or newer on Android. On Linux, set chrome://flags/#enable-unsafe-webgpu to Enabled and restart.',
    'Safari 26 or newer on macOS, iOS and iPadOS.',
    'Firefox 141 or newer on Windows, 145 or newer on Macs with Apple silicon; elsewhere set dom.webgpu.enabled to true in about:config and restart.',
  ],
};

const NO_ADAPTER: NoGpuAdvice = {
  title: 'WebGPU is here, but it found no adapter',
  steps: [
    'Turn on hardware acceleration in the browser’s settings, then restart the browser.',
    'Install the current graphics driver: browsers block some old ones. chrome://gpu or about:support names the reason.',
    'A remote desktop or a virtual machine often has no GPU: try on the machine itself.',
  ],
};
