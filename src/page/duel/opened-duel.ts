/** All that a challenge needs, loaded when the page is opened with one. */
export { openDuel } from '../../report/links/open-duel';
export { DuelView } from './duel-view';
