/** What is said of errors, and of a browser without a GPU, in English: every first load has it, that of a frame too. */
export const EN = {
  technical: 'Technical details',
  noGpu: {
    other: 'The GPU could not be opened',
    insecure: 'No WebGPU: this page was not loaded over https',
    insecureSteps: ['Browsers offer WebGPU only to pages from https:// or from localhost. Open this page that way.'],
    noWebGpu: 'No WebGPU in this browser',
    noWebGpuSteps: [
      'Chrome or Edge 113 or newer on Windows, macOS and ChromeOS, 121 or newer on Android. On Linux, set chrome://flags/#enable-unsafe-webgpu to Enabled and restart.',
      'Safari 26 or newer on macOS, iOS and iPadOS.',
      'Firefox 141 or newer on Windows, 145 or newer on Macs with Apple silicon; elsewhere set dom.webgpu.enabled to true in about:config and restart.',
    ],
    noAdapter: 'WebGPU is here, but it found no adapter',
    noAdapterSteps: [
      'Turn on hardware acceleration in the browser’s settings, then restart the browser.',
      'Install the current graphics driver: browsers block some old ones. chrome://gpu or about:support names the reason.',
      'A remote desktop or a virtual machine often has no GPU: try on the machine itself.',
    ],
  },
};
