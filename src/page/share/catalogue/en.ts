/** What is said of a result that is passed on, in English. */
export const EN = {
  heading: 'Pass it on',
  about: 'A challenge holds your result in the link itself: nothing is uploaded, and nobody has verified it.',
  noLink: 'Others cannot reach this page: what you copy here has your figures and no link.',
  name: 'Your GPU, as others will read it',
  place: 'Place, on the card alone (optional)',
  challenge: 'Challenge a friend',
  saveCard: 'Save the card',
  typed: 'See this speed typed',
  copied: 'Copied',
  cardSaved: 'Card saved',
};
