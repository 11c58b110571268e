/** Highlights what is selected now: a person's command, from the menu or the keyboard. Comes behind inking.iife.ts. */
import { world } from './world';

void world.inking?.highlightSelection();
