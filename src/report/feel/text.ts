/** What is typed: prose of this project's own, in pieces as long as a tokenizer's for English. */
import { typedText } from './typing';

const PROSE = `A language model writes one token at a time: a word, or a piece of one. For each of them the machine reads all of the model's weights from its memory, and only then does the next one begin. So it is the memory, far more than the arithmetic, that decides how fast an answer appears. A person reads along at about four words a second. When the text comes more slowly than that, you wait for it, and you notice every pause. At twice that pace you can still follow, and the answer seems to talk to you. At ten times that pace you stop reading and start to skim. Faster than that, the whole page is simply there, and what matters is when the first word came. Speed buys other things then. A model that thinks before it answers writes a few thousand words that nobody reads, and you wait for all of them. A program that calls a model again and again waits for each answer before it asks the next question. And a machine that writes for eight people at once shares its pace among them. So there is no speed that is enough for everything. Look at the text beside this one, and ask yourself at which pace you would still be glad to wait.`;

/** Long words come in pieces; a mark is a token of its own; a blank belongs to what follows. */
const TOKEN = /\s?\p{L}{4}(?=\p{L}{2})|\s?[\p{L}\p{N}’']+|\s?[^\s\p{L}\p{N}]/gu;

export const FEEL_TEXT = typedText(PROSE.match(TOKEN) ?? []);
