/** What is said of a weight covers as few others as it can. */
import { renderToString } from 'preact-render-to-string';
import { describe, expect, it } from 'vitest';
import { HeldSays } from './held-says';

const box = { left: 0, right: 400, top: 0, bottom: 200 };
const says = ['Weight 6: 0.42', '4 × the largest other'];
const drawn = (dots: readonly { x: number; y: number }[]): string =>
  renderToString(<HeldSays {...{ says, box, dots }} />);

describe('what is said of the weight in the hand', () => {
  it('stands at the lower left, or where that is taken in another corner', () => {
    expect(drawn([])).toContain('text-anchor="start"><text x="0" y="178.75"');
    expect(drawn([{ x: 20, y: 190 }])).toContain('text-anchor="start"><text x="0" y="12.75"');
    const left = [
      { x: 20, y: 190 },
      { x: 20, y: 10 },
    ];
    expect(drawn(left)).toContain('text-anchor="end"><text x="400" y="178.75"');
  });

  it('is nothing where there is nothing to say', () => {
    expect(renderToString(<HeldSays says={[]} box={box} dots={[]} />)).toBe('');
  });
});
