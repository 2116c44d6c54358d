/** Steps through the characters of a pattern, without their meaning. */

import { UnreadableRegex } from './node';

export class Reader {
  private readonly characters: readonly string[];
  private at = 0;

  constructor(pattern: string) {
    this.characters = Array.from(pattern);
  }

  get done(): boolean {
    return this.at >= this.characters.length;
  }

  /** The character `ahead` of the next one; empty behind the end. */
  peek(ahead = 0): string {
    return this.characters[this.at + ahead] ?? '';
  }

  looksAt(text: string): boolean {
    return Array.from(text).every((one, i) => this.peek(i) === one);
  }

  next(): string {
    const character = this.characters[this.at];
    if (character === undefined) throw new UnreadableRegex('it ends too early');
    this.at += 1;
    return character;
  }

  /** Whether `text` came next; it is then behind. */
  take(text: string): boolean {
    if (!this.looksAt(text)) return false;
    this.at += Array.from(text).length;
    return true;
  }

  /** All up to `end`, which is then behind as well. */
  until(end: string): string {
    let text = '';
    while (!this.take(end)) text += this.next();
    return text;
  }

  digits(): string {
    let text = '';
    while (/^[0-9]$/.test(this.peek())) text += this.next();
    return text;
  }
}
