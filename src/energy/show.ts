/** How energy figures are shown, for those who come from energy's side; a report shows them the same way. */
export { showBand, twoDigits } from '../report/two-digits';
