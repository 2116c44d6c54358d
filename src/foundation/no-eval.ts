/**
 * Imported first by each entry of the page: zod would try whether it may compile its checks with eval, which the page's content
 * policy forbids and Firefox reports as an error. Not needed under Node. Zod itself comes later, where something is read: this is
 * the place where it looks for its settings (no-eval.test.ts).
 */

const settings = { __zod_globalConfig: { jitless: true } };

Object.assign(globalThis, settings);
