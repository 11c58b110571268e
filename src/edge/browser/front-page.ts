/**
 * Where the first page of the list is kept ready, in storage.session: a popup has it in a few milliseconds, long before the library's files are open.
 * It is gone with the browser.
 */
import { type FrontPage, readFrontPage } from '../../core/library/front-page';
import { forgetMemory, recall, remember } from './memory';

const NAME = 'frontPage'; // public/popup-early.js asks for it by this name

export const hasFrontPage = async (): Promise<boolean> => (await recall(NAME)) !== undefined;
export const keepFrontPage = (page: FrontPage): Promise<void> => remember(NAME, page);
export const dropFrontPage = (): Promise<void> => forgetMemory(NAME);

/** As it was asked for before the scripts of the page had come (public/popup-early.js). Undefined where there is none, or none that reads. */
export async function frontPageAskedEarly(): Promise<FrontPage | undefined> {
  const { frontPageAsked } = globalThis as { readonly frontPageAsked?: Promise<Readonly<Record<string, unknown>>> }; // as: what that script leaves
  const kept = await (frontPageAsked ?? recall(NAME).then((page) => ({ [NAME]: page })));
  return readFrontPage(kept[NAME]);
}
