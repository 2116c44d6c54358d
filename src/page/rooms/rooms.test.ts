/** What an address opens. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ROOMS, addressOf, roomOf } from './rooms';

describe('an address', () => {
  it.each(ROOMS)('of the room %s opens it', (room) => {
    expect(roomOf(addressOf(room))).toBe(room);
  });

  it('that names no room opens the benchmark', () => {
    for (const fragment of [
      '',
      '#',
      '#/',
      '#/nowhere',
      '#/Compare',
      '#/cost/',
      '#/cost?x',
      '#receipt=1',
      '#/__proto__',
    ]) {
      expect(roomOf(fragment), fragment).toBe('benchmark');
    }
  });

  it('opens a room only where it is that room’s own, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.webFragments()), (text) => {
        const room = roomOf(`#${text}`);
        expect(room === 'benchmark' || addressOf(room) === `#${text}`).toBe(true);
      }),
    );
  });
});
