/** On a wall the type is larger (wall.css), and pictures are enlarged with it: how many times. */
const USUAL_PIXELS = 16;

export const typeScale = (): number => {
  const pixels = parseFloat(getComputedStyle(document.documentElement).fontSize);
  return pixels > 0 ? pixels / USUAL_PIXELS : 1;
};
