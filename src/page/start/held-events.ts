/** Holds what a person does before there is code to answer it, and does it when there is. */

export interface HeldEvents {
  /** Does everything in the order in which it was done; from then on nothing is held. */
  readonly replay: () => void;
}

/** @param onSubmit told at once, so that a press of Run shows */
export function holdEvents(root: Document, onSubmit: (form: HTMLFormElement) => void): HeldEvents {
  const todo: (() => void)[] = [];
  const stop = new AbortController();
  const listen = { capture: true, signal: stop.signal };
  let submitted = false;
  root.addEventListener(
    'submit',
    (event) => {
      event.preventDefault();
      const form = event.target;
      if (submitted || !(form instanceof HTMLFormElement)) return;
      submitted = true;
      onSubmit(form);
      todo.push(() => form.requestSubmit());
    },
    listen,
  );
  // An input tells of itself by both; what listens to one of them does not listen to the other.
  for (const type of ['input', 'change'] as const) {
    root.addEventListener(
      type,
      ({ target }) => {
        if (!(target instanceof HTMLInputElement || target instanceof HTMLSelectElement)) return;
        const { value } = target;
        const checked = target instanceof HTMLInputElement && target.checked;
        todo.push(() => {
          target.value = value;
          if (target instanceof HTMLInputElement) target.checked = checked;
          target.dispatchEvent(new Event(type, { bubbles: true }));
        });
      },
      listen,
    );
  }
  root.addEventListener(
    'click',
    ({ target }) => {
      const button = target instanceof Element ? target.closest('button') : null;
      if (button !== null && button.type !== 'submit') todo.push(() => button.click());
    },
    listen,
  );
  return {
    replay: () => {
      stop.abort();
      for (const act of todo) act();
    },
  };
}
