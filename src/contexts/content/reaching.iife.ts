/** The part of the script that brings a passage before the eyes. The background brings it when a person first goes to one by a key or from a list. */
import { bring, isSeen, makeRoomBelow } from '../../edge/dom/reach';
import { world } from './world';

world.reach = { bring, isSeen, makeRoomBelow };
