/**
 * A device's name as the tokens that tell it from its siblings: `NVIDIA GeForce RTX 4070 Ti SUPER` is {rtx, 4070, ti, super}.
 * Two names mean the same device where these are equal: an expression alone would take an RTX 5090 D for an RTX 5090.
 */

/** Words that tell no device from another. */
const NOISE = new Set(
  (
    'nvidia corporation geforce amd ati radeon intel apple qualcomm arm mali samsung graphics gpu mesa tm r c inc ' +
    'adapter snapdragon for design with card video dgx spark'
  ).split(' '),
);

const MEMORY = /^\d+gb$/;

export interface NameTokens {
  readonly tokens: ReadonlySet<string>;
  /** A token with a digit: the model's number. Without one, a name says a brand or a family. */
  readonly numbered: boolean;
}

export function tokensOf(name: string): NameTokens {
  const tokens = name
    .toLowerCase()
    .replace(/\((?:tm|r|c)\)/g, ' ')
    .replace(/\(.*?\)/g, ' ')
    .replace(/\b(?:with )?max-q(?: design)?\b|\bmobile\b|\blaptop gpu\b/g, ' laptop ')
    // Shader cores of a Mali: the same chip with more or fewer of them.
    .replace(/\bmc\d+\b/g, ' ')
    .split(/[^a-z0-9]+/)
    .filter((token) => token !== '' && !NOISE.has(token));
  return { tokens: new Set(tokens), numbered: tokens.some((token) => /\d/.test(token)) };
}

/** Whether the renderer's tokens are those of a preset; a preset of a family (`6xx`) stands for each of its numbers. */
export function sameDevice(renderer: NameTokens, preset: NameTokens, ignore: (token: string) => boolean): boolean {
  const left = [...renderer.tokens].filter((token) => !ignore(token));
  const right = [...preset.tokens].filter((token) => !ignore(token));
  return (
    left.every((token) => right.some((one) => fits(token, one))) && right.every((one) => left.some((t) => fits(t, one)))
  );
}

/** Whether they share the model's number: siblings, of which one may be meant. */
export function siblings(renderer: NameTokens, preset: NameTokens): boolean {
  const telling = [...renderer.tokens].filter((token) => token.length >= 3 && /\d/.test(token) && !MEMORY.test(token));
  return telling.some((token) => [...preset.tokens].some((one) => fits(token, one)));
}

/** Nothing but memory sizes and the word laptop, which a PCI id knows better. */
export const knownByPciId = (token: string): boolean => MEMORY.test(token) || token === 'laptop';
export const nothing = (): boolean => false;

function fits(token: string, ofPreset: string): boolean {
  if (token === ofPreset) return true;
  return /^\dxx$/.test(ofPreset) && /^\d{3}$/.test(token) && token[0] === ofPreset[0];
}
