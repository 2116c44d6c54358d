/** What a regular expression is once it has been read. Neither groups' names nor what they capture: nothing asks for either. */

import type { CodePoints } from '../unicode/code-points';

export type Assertion =
  'text-start' | 'text-end' | 'last-line-end' | 'line-start' | 'line-end' | 'word-boundary' | 'no-word-boundary';

export type Node =
  | { readonly kind: 'set'; readonly set: CodePoints }
  | { readonly kind: 'sequence'; readonly items: readonly Node[] }
  | { readonly kind: 'choice'; readonly options: readonly Node[] }
  | {
      readonly kind: 'repeat';
      readonly body: Node;
      readonly min: number;
      /** Infinity where there is none. */
      readonly max: number;
      readonly mode: 'greedy' | 'lazy' | 'possessive';
    }
  | { readonly kind: 'atomic'; readonly body: Node }
  | { readonly kind: 'assertion'; readonly what: Assertion }
  | { readonly kind: 'ahead'; readonly negative: boolean; readonly body: Node }
  /** `width`: how many characters the body takes. */
  | { readonly kind: 'behind'; readonly negative: boolean; readonly body: Node; readonly width: number };

/** What is refused in a regular expression; the caller knows file and place. */
export class UnreadableRegex extends Error {
  override readonly name = 'UnreadableRegex';
}

export function matchesNothing(node: Node): boolean {
  switch (node.kind) {
    case 'set':
      return false;
    case 'sequence':
      return node.items.every(matchesNothing);
    case 'choice':
      return node.options.some(matchesNothing);
    case 'repeat':
      return node.min === 0 || matchesNothing(node.body);
    case 'atomic':
      return matchesNothing(node.body);
    case 'assertion':
    case 'ahead':
    case 'behind':
      return true;
  }
}

/** How many characters the node takes, where that is always the same; else null. */
export function widthOf(node: Node): number | null {
  switch (node.kind) {
    case 'set':
      return 1;
    case 'sequence':
      return node.items.reduce<number | null>((sum, item) => added(sum, widthOf(item)), 0);
    case 'choice': {
      const widths = new Set(node.options.map(widthOf));
      return widths.size === 1 ? ([...widths][0] ?? null) : null;
    }
    case 'repeat': {
      const width = widthOf(node.body);
      return width === null || node.min !== node.max ? null : width * node.min;
    }
    case 'atomic':
      return widthOf(node.body);
    case 'assertion':
    case 'ahead':
    case 'behind':
      return 0;
  }
}

function added(a: number | null, b: number | null): number | null {
  return a === null || b === null ? null : a + b;
}
