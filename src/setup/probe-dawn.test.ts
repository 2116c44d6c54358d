import { afterEach, expect, test } from 'vitest';
import { probeDawn } from './probe-dawn';

const drivers = process.env['VK_DRIVER_FILES'];
afterEach(() => {
  if (drivers === undefined) delete process.env['VK_DRIVER_FILES'];
  else process.env['VK_DRIVER_FILES'] = drivers;
});

test('this machine’s adapter is found and described', async () => {
  const { adapter } = await probeDawn();
  expect(adapter?.description).not.toBe('');
  expect(adapter).not.toBeNull();
});

test.runIf(process.platform === 'linux')(
  'without a Vulkan driver there is no adapter, and Dawn’s words are kept',
  async () => {
    process.env['VK_DRIVER_FILES'] = '/nowhere.json';
    const { adapter, messages } = await probeDawn();
    expect(adapter).toBeNull();
    expect(messages).toContain('driver');
  },
);

test('after a probe that found no driver, the next probe finds one that has come since', async () => {
  process.env['VK_DRIVER_FILES'] = '/nowhere.json';
  await probeDawn();
  delete process.env['VK_DRIVER_FILES'];
  expect((await probeDawn()).adapter).not.toBeNull();
});
