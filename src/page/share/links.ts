/** All that passing a result on needs, loaded when somebody does. */
export { cardExtras, cardOf } from '../../report/links/card';
export { CARD_HEIGHT, CARD_WIDTH, cardSvg } from '../../report/links/card-scene';
export { challengeText } from '../../report/links/challenge';
export { duelOf } from '../../report/links/duel';
