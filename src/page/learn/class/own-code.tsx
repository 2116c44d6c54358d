/** "Your code": what a pupil gives to the teacher, large, as text and as a picture, with all that it holds in words. */
import type { JSX } from 'preact';
import { classCode } from '../../../lab/class-code/class-code';
import { CLASS_FORMATS } from '../../../lab/class-code/fields';
import type { ClassMeasurement } from '../../../lab/class-code/measurement';
import { deviceName } from '../../../report/charts/class';
import { formatName } from '../../../report/charts/class-words';
import type { ClassMessages } from '../catalogue/class-messages';
import { QrCode } from './qr-code';

interface Props {
  /** Null before anything has been measured. */
  readonly measurement: ClassMeasurement | null;
  readonly words: ClassMessages;
  readonly copied: boolean;
  readonly onCopy: (code: string) => void;
}

export function OwnCode({ measurement, words, copied, onCopy }: Props): JSX.Element {
  const { own } = words;
  return (
    <section class="card class-own" aria-labelledby="class-own-heading" data-testid="class-own">
      <h2 id="class-own-heading">{own.title}</h2>
      {measurement === null ? (
        <p>{own.none}</p>
      ) : (
        <Code measurement={measurement} words={words} copied={copied} onCopy={onCopy} />
      )}
    </section>
  );
}

function Code({ measurement, words, copied, onCopy }: Props & { readonly measurement: ClassMeasurement }): JSX.Element {
  const { own, chart } = words;
  const code = classCode(measurement);
  const rates = CLASS_FORMATS.flatMap((format) => {
    const rate = measurement.tokensPerSecond[format];
    return rate === undefined ? [] : [own.rate(formatName(format), chart.number(rate))];
  });
  return (
    <div class="class-own-code">
      <div>
        <p>{own.lead}</p>
        <p class="class-code" data-testid="class-code" translate={false}>
          {code.split('-').map((group, i, all) => (
            // Groups stay whole where the line ends; a copied text has no blanks.
            <span key={i} class="class-group">
              {i === all.length - 1 ? group : `${group}-`}
              <wbr />
            </span>
          ))}
        </p>
        <div class="actions">
          <button type="button" id="class-copy" onClick={() => onCopy(code)}>
            {own.copy}
          </button>
          <span role="status">{copied ? own.copied : ''}</span>
        </div>
        <p class="class-holds" data-software={measurement.device.kind === 'software' ? '' : undefined}>
          <strong>{deviceName(measurement.device, chart)}</strong> · {measurement.model} · {rates.join(', ')}
        </p>
        <p class="hint">{own.holds}</p>
      </div>
      <QrCode text={code} label={own.qr} />
    </div>
  );
}
