/** A drawing that is stretched to the width that there is: a sentence says what it shows, and words stand at its corners. */
import { make } from './find';

/** The drawing's own units. */
export const WIDTH = 600;
export const HEIGHT = 120;
const SVG = 'http://www.w3.org/2000/svg';

/** @param corners words at `most` (top left), `least` (bottom left) and `end` (bottom right) */
export function chart(
  says: string,
  shapes: readonly SVGElement[],
  corners: Readonly<Record<'most' | 'least' | 'end', string>>,
): readonly Element[] {
  const svg = shape('svg', { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none', role: 'img' });
  svg.setAttribute('aria-label', says);
  svg.append(...shapes);
  return [svg, ...Object.entries(corners).map(([name, text]) => make('span', { class: name, text }))];
}

export function shape(tag: 'svg' | 'polyline' | 'rect', attributes: Readonly<Record<string, string>>): SVGElement {
  const element = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}
