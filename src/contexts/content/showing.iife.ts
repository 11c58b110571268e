/** The part of the script that shows the card. The background brings it with the marks' style: most pages have nothing to show, and do without. */
import { startShowing } from './showing';
import { world } from './world';

world.startShowing = startShowing;
