/** The desk of this context: one connection, opened with the first use. For our own pages and the background. */
import { openDesk } from '../store/desk';

export const desk = openDesk();
