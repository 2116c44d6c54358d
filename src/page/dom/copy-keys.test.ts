import { expect, it } from 'vitest';
import { howToCopy } from './copy-keys';

it('a touch screen is told of the finger, a Mac of Cmd, all others of Ctrl', () => {
  expect(howToCopy(true, 'Linux armv81')).toContain('finger');
  expect(howToCopy(true, 'iPhone')).not.toMatch(/Ctrl|Cmd/);
  expect(howToCopy(false, 'MacIntel')).toBe('press Cmd+C');
  expect(howToCopy(false, 'Win32')).toBe('press Ctrl+C');
  expect(howToCopy(false, '')).toBe('press Ctrl+C');
});
