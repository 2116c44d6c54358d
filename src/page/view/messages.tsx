/** Errors as views: what was wrong and what to do now. */
import { h, render, type JSX } from 'preact';
import type { ErrorData } from '../../foundation/errors';
import { WORDS } from './catalogue/words';
import { noGpuAdvice } from './no-gpu';

interface ErrorMessageProps {
  readonly error: ErrorData;
  /** What helps beyond its remedy. */
  readonly steps?: readonly string[];
}

export function ErrorMessage({ error, steps = [] }: ErrorMessageProps): JSX.Element {
  const { code, message, remedy, where, details = '' } = error;
  // Most messages name the place themselves; it is added only where they do not.
  const at = where !== '' && !message.includes(where) ? ` (${where})` : '';
  return (
    <div class="message error" data-code={code}>
      <p>{`${message}${at}`}</p>
      <p>{remedy}</p>
      {details !== '' && <Technical said={details} />}
      {steps.length > 0 && (
        <ul>
          {steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** What a compiler, a driver or another engine said, for whoever reports it: closed at first. */
export const Technical = ({ said }: { readonly said: string }): JSX.Element => (
  <details>
    <summary>{WORDS.technical}</summary>
    <pre>{said}</pre>
  </details>
);

/** In a place that shows nothing else; null: nothing is wrong. */
export const showError = (place: Element, error: ErrorData | null): void =>
  render(error === null ? null : h(ErrorMessage, { error }), place);

/** With what helps where it says that there is no adapter. */
export function showNoGpu(place: Element, error: ErrorData | null): void {
  const steps = error === null ? [] : noGpuAdvice(error, window.isSecureContext).steps;
  render(error === null ? null : h(ErrorMessage, { error, steps }), place);
}
