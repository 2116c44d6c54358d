/** What the checks before timing came to, in English: for the room and for the page of checks, which has nothing else of the room. */
export const CHECKS_EN = {
  before: 'Each kernel is compared with a reference on this device first. A format whose kernel fails shows no speed.',
  notANumber: 'not a number',
  counted: (kernels: number, shapes: number) =>
    `${kernels} ${kernels === 1 ? 'kernel' : 'kernels'} checked on this device, at ${shapes} ${shapes === 1 ? 'shape' : 'shapes'}`,
  failed: (counted: string, shapes: string) => `${counted}: ${shapes} failed.`,
  passed: (counted: string, largest: string) => `${counted}. The largest error is ${largest} of what is allowed.`,
};
