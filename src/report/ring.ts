/** The geometry of the ring: arcs of three quarters of a circle that begin at the lower left. No colours, no elements. */

/** The drawing's own units: a square of this side. */
export const SIDE = 240;
/** Of the gap at the bottom, in degrees. */
const GAP = 90;

/** A share of the whole sweep that can be drawn: nothing goes beyond either end. */
export const drawable = (share: number): number => (Number.isFinite(share) ? Math.min(1, Math.max(0, share)) : 0);

/** Degrees clockwise from the top. */
const angleOf = (share: number): number => 180 + GAP / 2 + drawable(share) * (360 - GAP);

function point(radius: number, share: number, centre: number): string {
  const radians = (angleOf(share) * Math.PI) / 180;
  const [x, y] = [centre + radius * Math.sin(radians), centre - radius * Math.cos(radians)];
  return `${x.toFixed(2)} ${y.toFixed(2)}`;
}

/** The path of an arc between two shares of the sweep; empty where it has no length. `centre` is half of the drawing's side. */
export function arc(radius: number, from: number, to: number, centre = SIDE / 2): string {
  const [begin, end] = [drawable(from), drawable(to)];
  if (end <= begin) return '';
  const large = (end - begin) * (360 - GAP) > 180 ? 1 : 0;
  return `M${point(radius, begin, centre)} A${radius} ${radius} 0 ${large} 1 ${point(radius, end, centre)}`;
}
