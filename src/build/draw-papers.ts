/** The sheets of paper that lie beside the page, as HTML, with the page's address where the build knows it. */
import { SITE } from '../foundation/build';
import { PAPER_FOLDER } from '../page/learn/print/paper-file';
import { papersBesidePage } from '../page/learn/print/papers';

export const drawPapers = () => ({ folder: PAPER_FOLDER, documents: papersBesidePage(SITE) });
