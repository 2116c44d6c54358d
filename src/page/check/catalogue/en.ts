/** What check.html says beyond its own file, in English. Kernels, formats and errors come as they are. */
export const EN = {
  verdicts: {
    idle: 'Not checked yet',
    running: 'Checking…',
    passed: 'This device computes what it should',
    failed: 'Not everything is as it should be: see below',
    stopped: 'Stopped',
  },
  passed: 'passed',
  failed: 'failed',
  noKernel: 'No kernel was checked.',
  kernels: 'kernels',
  done: 'done',
};
