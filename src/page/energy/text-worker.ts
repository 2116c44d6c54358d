/** The worker that counts a person's text: a megabyte takes seconds, in which the page would stand still. Browser only. */
import '../../foundation/no-eval';
import { expose } from 'comlink';
import { createTextCounter } from './text-counter';

expose(createTextCounter());
