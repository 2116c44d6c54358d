/** Typed look-ups in the page's own HTML and small ways of filling it; everything from the engine goes in as text. */

/** The one element with this id; a missing or different one is a defect of the page's HTML. */
export function find(id: string): HTMLElement;
export function find<T extends Element>(id: string, type: new () => T): T;
export function find(id: string, type: new () => Element = HTMLElement): Element {
  const found = document.getElementById(id);
  if (!(found instanceof type)) throw new Error(`The page has no <${type.name} id="${id}">.`);
  return found;
}

/** Sets the text of a node, or of the element with this id, only where it changes: nothing is announced again for nothing. */
export function setText(of: Node | string, text: string): void {
  const node = typeof of === 'string' ? find(of) : of;
  if (node.textContent !== text) node.textContent = text;
}

interface Parts {
  readonly class?: string;
  readonly text?: string;
  readonly data?: Readonly<Record<string, string>>;
}

/** A new element with a class, text, data attributes, its tag's own properties, and children. */
export function make<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  { class: className = '', text = '', data = {}, ...own }: Parts & Partial<HTMLElementTagNameMap[K]> = {},
  ...children: readonly Node[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  if (className !== '') element.className = className;
  Object.assign(element.dataset, data);
  Object.assign(element, own);
  if (text !== '') element.append(text);
  element.append(...children);
  return element;
}
