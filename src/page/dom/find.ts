/** Typed look-ups in the page's own HTML and small ways of filling it; everything from the engine goes in as text. */

/** The one element with this id; a missing or different one is a defect of the page's HTML. */
export function find<T extends Element>(id: string, type: new () => T): T {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new Error(`The page has no <${type.name} id="${id}">.`);
  return found;
}

/** Sets text only where it changes, so that nothing is laid out or announced again for nothing. */
export function setText(node: Node, text: string): void {
  if (node.textContent !== text) node.textContent = text;
}

export function setHidden(element: HTMLElement, hidden: boolean): void {
  if (element.hidden !== hidden) element.hidden = hidden;
}

export function setDisabled(element: HTMLButtonElement | HTMLInputElement | HTMLFieldSetElement, off: boolean): void {
  if (element.disabled !== off) element.disabled = off;
}

interface Parts {
  readonly class?: string;
  readonly text?: string;
  /** Of a table that a narrow screen lays out anew: without it browsers no longer take it for one. */
  readonly role?: string;
  readonly data?: Readonly<Record<string, string>>;
}

/** A new element with a class, text, data attributes and children. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  parts: Parts = {},
  ...children: readonly Node[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (parts.class !== undefined) element.className = parts.class;
  if (parts.text !== undefined) element.textContent = parts.text;
  if (parts.role !== undefined) element.role = parts.role;
  for (const [name, value] of Object.entries(parts.data ?? {})) element.dataset[name] = value;
  element.append(...children);
  return element;
}
