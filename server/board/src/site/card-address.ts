/** Where a run's card is found, below the page. */
export const cardAddress = (run: string): string => `board/card/${run}.png`;

/** As the router takes it. */
export const CARD_ROUTE = '/board/card/:name{[A-Za-z0-9_-]+\\.png}';
