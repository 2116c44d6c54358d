/**
 * Tiles, columns and texts of the formats that are not measured by default. The parts hold FP16's and INT4's; the others are copies of
 * FP16's, hidden until somebody ticks them, so that nothing moves.
 */
import { MODEL_FORMATS, type ModelFormat } from '../../kernels/recipe';

const MODEL: ModelFormat = 'fp16';

export function addOtherFormats(): void {
  const elements = [...document.querySelectorAll<HTMLElement>(`[data-format="${MODEL}"]`)];
  for (const element of elements) {
    const parent = element.parentElement;
    const there = (format: ModelFormat) => parent?.querySelector(`:scope > [data-format="${format}"]`) ?? null;
    let before: Element = element;
    for (const format of MODEL_FORMATS) {
      const found = there(format);
      if (found === null) before.after(copyFor(format, element));
      before = there(format) ?? before;
    }
  }
}

function copyFor(format: ModelFormat, element: HTMLElement): HTMLElement {
  const copy = document.importNode(element, true);
  copy.hidden = true;
  for (const part of [copy, ...copy.querySelectorAll('*')]) {
    for (const { name, value } of [...part.attributes]) part.setAttribute(name, renamed(value, format));
  }
  const texts = document.createTreeWalker(copy, NodeFilter.SHOW_TEXT);
  for (let text = texts.nextNode(); text !== null; text = texts.nextNode()) {
    text.nodeValue = renamed(text.nodeValue ?? '', format);
  }
  return copy;
}

const renamed = (text: string, format: ModelFormat): string =>
  text.replaceAll(MODEL, format).replaceAll(MODEL.toUpperCase(), format.toUpperCase());
