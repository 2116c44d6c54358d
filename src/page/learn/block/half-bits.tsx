/** The sixteen bits of one weight, and what they are. */
import type { JSX } from 'preact';
import { fromHalf, toHalf } from '../../../kernels/matrix/half';
import type { Messages } from '../catalogue/messages';

interface Props {
  readonly weight: number;
  readonly words: Messages['block'];
  readonly write: (value: number) => string;
}

export function HalfBits({ weight, words, write }: Props): JSX.Element {
  const bits = toHalf(weight).toString(2).padStart(16, '0');
  const parts = [
    { name: words.sign, bits: bits.slice(0, 1), kind: 'sign' },
    { name: words.exponent, bits: bits.slice(1, 6), kind: 'exponent' },
    { name: words.fraction, bits: bits.slice(6), kind: 'fraction' },
  ];
  return (
    <div class="half-bits">
      <h3>
        {words.sixteenBits}: <span class="figure">{write(fromHalf(toHalf(weight)))}</span>
      </h3>
      <dl>
        {parts.map((part) => (
          <div key={part.kind} data-part={part.kind}>
            <dt>{part.name}</dt>
            <dd>{part.bits}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}
