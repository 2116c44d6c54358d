/** A button that opens the browser's choice of files: an input of that kind looks and says otherwise in each browser. */
import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';

interface Props {
  /** Of the button, which gets the focus. */
  readonly id: string;
  readonly inputId: string;
  readonly text: string;
  /** Of the input: what is chosen. */
  readonly label: string;
  /** As an input takes it: `image/*`. */
  readonly accept: string;
  readonly multiple?: boolean;
  readonly onFiles: (files: readonly File[]) => void;
}

export function FileButton({ id, inputId, text, label, accept, multiple = false, onFiles }: Props): JSX.Element {
  const file = useRef<HTMLInputElement>(null);
  const take = (): void => {
    const input = file.current;
    if (input === null) return;
    onFiles([...(input.files ?? [])]);
    // The same file may be chosen again.
    input.value = '';
  };
  return (
    <>
      <button type="button" id={id} onClick={() => file.current?.click()}>
        {text}
      </button>
      <input
        type="file"
        id={inputId}
        ref={file}
        onChange={take}
        accept={accept}
        aria-label={label}
        multiple={multiple}
        hidden
      />
    </>
  );
}

export const JSON_FILES = '.json,application/json';
