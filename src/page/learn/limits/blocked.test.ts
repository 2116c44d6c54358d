/** Whether the model can be asked, by what the page knows. */
import { expect, it } from 'vitest';
import { INITIAL_STATE, type PageState } from '../../state/page-state';
import { blockedBy } from './blocked';

const missing = (code: 'no-webgpu' | 'no-adapter' | 'internal'): PageState['gpu'] => ({
  kind: 'missing',
  error: { code, message: '', where: '', remedy: '' },
});

it.each([
  { gpu: missing('no-webgpu'), secure: true, blocked: 'no-webgpu' },
  { gpu: missing('no-webgpu'), secure: false, blocked: 'insecure' },
  { gpu: missing('no-adapter'), secure: true, blocked: 'no-adapter' },
  { gpu: missing('internal'), secure: true, blocked: 'no-device' },
  { gpu: INITIAL_STATE.gpu, secure: true, blocked: null },
])('what stands against asking the model is $blocked', ({ gpu, secure, blocked }) => {
  expect(blockedBy({ ...INITIAL_STATE, gpu }, secure)).toBe(blocked);
});

it('is the benchmark while it runs, whatever else is missing', () => {
  expect(blockedBy({ run: { phase: 'running' }, gpu: missing('no-webgpu') }, true)).toBe('busy');
});
