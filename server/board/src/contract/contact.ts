/** Where who runs a board is reached, as a link: what people are asked to report has to arrive somewhere. */
import { z } from 'zod';

const LONGEST = 300;

export const contactSchema = z
  .string()
  .max(LONGEST)
  .refine(isContact, 'must be mailto: with an address of e-mail, or an https: address');

function isContact(text: string): boolean {
  if (/^mailto:[^\s"<>@?]+@[^\s"<>@?]+(?:\?[^\s"<>]*)?$/.test(text)) return true;
  if (!/^https:\/\/[^\s"<>]+$/.test(text) || !URL.canParse(text)) return false;
  const { username, password } = new URL(text);
  return username === '' && password === '';
}
