/** Starts the reader's own highlights on a page, once, in its top frame. The background brings it where there are any, or where one is about to be made. */
import { isOrphaned, send } from '../../edge/browser/messenger';
import { voice } from '../../edge/browser/voice';
import { watchSeen } from '../../edge/dom/seen';
import { startInking } from './inking';
import { world } from './world';

if (window === window.top && world.inking?.isAlive() !== true) {
  world.inking = startInking({ send, isOrphaned, say: (key, ...values) => voice.message(key, values), watchSeen, shadow: 'closed' });
}
