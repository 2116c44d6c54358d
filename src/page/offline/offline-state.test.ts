/** What is said of the kept page, and which buttons there are. */
import { describe, expect, it } from 'vitest';
import { offlineWords, type KeptState, type Loaded } from './offline-state';

const OLD = { version: 'a', label: '1.0.0 (aaaa)' };
const NEW = { version: 'b', label: '1.1.0 (bbbb)' };
const LOADED: Loaded = { version: null, isolatesNext: false };

const words = (state: Partial<KeptState>, loaded: Partial<Loaded> = {}) =>
  offlineWords({ kind: 'known', newest: NEW, kept: null, bytes: 13_400_000, ...state }, { ...LOADED, ...loaded });

describe('the page that this browser keeps', () => {
  it('has a size before it is kept', () => {
    expect(words({})).toMatchObject({ keep: 'Make available offline', forgets: false, reloads: false });
    expect(words({}).says).toContain('13.4 MB');
  });

  it('is named by its version, and can be removed', () => {
    const shown = words({ kept: NEW }, { version: 'b' });
    expect(shown).toMatchObject({ keep: null, forgets: true, reloads: false });
    expect(shown.says).toContain(NEW.label);
  });

  it('stays in use when a newer one is there, which a person may get', () => {
    const shown = words({ kept: OLD }, { version: 'a' });
    expect(shown).toMatchObject({ keep: 'Get the newer version', reloads: false, newer: NEW.label });
    expect(shown.says).toContain(OLD.label);
    expect(shown.says).toContain(NEW.label);
  });

  it('is used after a reload once a newer one was got', () => {
    expect(words({ kept: NEW }, { version: 'a' })).toMatchObject({ keep: null, reloads: true, newer: NEW.label });
  });

  it('need not be reloaded where the host’s own page is the same', () => {
    expect(words({ kept: NEW })).toMatchObject({ reloads: false });
  });
});

it('a host that does not isolate the page is made up for by one reload, which is said', () => {
  const shown = offlineWords({ kind: 'unknown' }, { version: null, isolatesNext: true });
  expect(shown).toMatchObject({ reloads: true, keep: null });
  expect(shown.says).toContain('Reload once');
});

it('a download says how far it is', () => {
  const shown = offlineWords({ kind: 'keeping', done: 4_000_000, bytes: 13_400_000 }, LOADED);
  expect(shown.says).toBe('This browser has 4.0 MB of 13.4 MB of the page.');
});

it('what failed says why, and can be tried again', () => {
  const shown = offlineWords({ kind: 'failed', message: 'No room.', remedy: 'Make some.' }, LOADED);
  expect(shown).toMatchObject({ says: 'Not kept: No room. Make some.', keep: 'Try again' });
});
