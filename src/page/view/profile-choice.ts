/**
 * The choice of a profile beside Run. A profile fills in the options, and options that are no profile's are Custom: what is
 * measured is what the options say. Not the options themselves (options-form.ts).
 */
import { PROFILES, profileOf, type ProfileName } from '../../benchmark/suite/suite';
import { MODEL_FORMATS } from '../../kernels/format';
import { find, setText } from '../dom/find';
import type { RunOptions } from '../state/page-state';
import { fieldsOf, NUMBER_FIELDS, PROFILE_BOXES } from './option-fields';

const isProfile = (value: string): value is ProfileName => value in PROFILES;

const radios = (): readonly HTMLInputElement[] => [...find('profiles', HTMLElement).querySelectorAll('input')];

/** Sets the options of a chosen profile; gives true where that was done. */
export function fillFromProfile(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLInputElement) || target.name !== 'profile') return false;
  if (!isProfile(target.value)) {
    find('options', HTMLDetailsElement).open = true;
    return false;
  }
  const { shape, formats, numbers, boxes } = fieldsOf(target.value);
  find('option-shape', HTMLSelectElement).value = shape;
  for (const format of MODEL_FORMATS) find(`option-${format}`, HTMLInputElement).checked = formats.includes(format);
  for (const name of NUMBER_FIELDS) find(`option-${name}`, HTMLInputElement).value = String(numbers[name] ?? '');
  for (const name of PROFILE_BOXES) find(`option-${name}`, HTMLInputElement).checked = boxes[name];
  return true;
}

/** Marks the profile that `options` are, and says what it is. */
export function showProfile(options: RunOptions): void {
  const profile = profileOf(options);
  for (const radio of radios()) {
    const is = radio.value === profile;
    if (radio.checked !== is) radio.checked = is;
  }
  const about = profile === 'custom' ? 'What the options below say.' : PROFILES[profile].about;
  setText(find('profile-about', HTMLElement), about);
}
