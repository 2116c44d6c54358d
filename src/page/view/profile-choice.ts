/**
 * The choice of a profile beside Run. A profile fills in the options, and options that are no profile's are Custom: what is measured is
 * what the options say.
 */
import { PROFILES, profileOf, type Profile, type ProfileName } from '../../benchmark/suite/suite';
import { find, setText } from '../dom/find';
import type { RunOptions } from '../state/page-state';
import { WORDS } from './catalogue/run-words';

const isProfile = (value: string): value is ProfileName => value in PROFILES;

const radios = (): readonly HTMLInputElement[] => [...find('profiles').querySelectorAll('input')];

/** The profile that was chosen; null for custom, which opens the options, and for any other field. */
export function chosenProfile(target: EventTarget | null): Profile | null {
  if (!(target instanceof HTMLInputElement) || target.name !== 'profile') return null;
  if (isProfile(target.value)) return PROFILES[target.value];
  find('options', HTMLDetailsElement).open = true;
  return null;
}

/** Marks the profile that `options` are, and says what it is. */
export function showProfile(options: RunOptions): void {
  const profile = profileOf(options);
  for (const radio of radios()) {
    const is = radio.value === profile;
    if (radio.checked !== is) radio.checked = is;
  }
  const about = profile === 'custom' ? WORDS.options.custom : PROFILES[profile].about;
  setText('profile-about', about);
}
