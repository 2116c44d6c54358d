/** How a person copies what is selected, on the machine at hand. */

/** @param touch nothing but fingers points here @param platform as navigator.platform has it, or a newer name of it */
export function howToCopy(touch: boolean, platform: string): string {
  if (touch) return 'hold a finger on it, then choose Copy';
  return /mac|iphone|ipad/i.test(platform) ? 'press Cmd+C' : 'press Ctrl+C';
}
