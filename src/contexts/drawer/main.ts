/** A page that nobody sees: it gives a file that lies on the shelf an address, where the background has no document to do so. */
import { answerWithAddress } from '../../edge/browser/downloads';

answerWithAddress();
