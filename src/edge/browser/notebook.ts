/** What the browser was asked for and why, in storage.session: the question closes the popup in Chromium, and whoever comes after it goes on. */
import { type Asked, readAsked } from '../../core/follow/asked';
import { forgetMemory, recall, remember } from './memory';

const NAME = 'asked';

export const notebook = {
  note: (asked: Asked): Promise<void> => remember(NAME, asked),
  noted: async (): Promise<Asked | undefined> => readAsked(await recall(NAME), Date.now()),
  forget: (): Promise<void> => forgetMemory(NAME),
};
