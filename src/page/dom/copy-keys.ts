/** How a person copies what is selected, on the machine at hand. */
import { WORDS } from './catalogue/words';

/** @param touch nothing but fingers points here @param platform as navigator.platform has it, or a newer name of it */
export function howToCopy(touch: boolean, platform: string): string {
  if (touch) return WORDS.byFinger;
  return WORDS.press(/mac|iphone|ipad/i.test(platform) ? 'Cmd+C' : 'Ctrl+C');
}
