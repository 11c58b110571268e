/** The plain copy of a page that is written while the page is read: an inert document, made node by node of listed elements. No string is parsed. */
import { MAX_PICTURES } from '../../../core/copy/taken';

export type Flat = {
  readonly document: Document;
  readonly body: HTMLElement;
  readonly make: (name: string) => HTMLElement;
  /** Keeps an element out of the chooser's hands: `standIn` goes into the tree, and tidy.ts puts the element in its place. */
  readonly seal: (element: Element, standIn: HTMLElement) => HTMLElement;
  readonly sealed: readonly Element[];
  /** A picture under the name by which the copy calls it. */
  readonly picture: (address: string, words: string) => HTMLElement | undefined;
  readonly pictures: ReadonlyMap<string, string>; // name → address
  isPartial: boolean;
};

const LONG_ADDRESS_CHARS = 1_000; // of a data: address, which would else stand in the markup as well

export function newFlat(page: Document, title: string): Flat {
  const document = page.implementation.createHTMLDocument(title);
  const { body } = document;
  const sealed: Element[] = [];
  const pictures = new Map<string, string>();
  const names = new Map<string, string>();
  const make = (name: string): HTMLElement => document.createElement(name);
  return {
    document,
    body,
    make,
    sealed,
    pictures,
    isPartial: false,
    seal(element, standIn) {
      standIn.setAttribute('data-seal', String(sealed.length));
      sealed.push(element);
      return standIn;
    },
    picture(address, words) {
      if (pictures.size >= MAX_PICTURES && !names.has(address)) return undefined;
      const isLong = address.startsWith('blob:') || (address.startsWith('data:') && address.length > LONG_ADDRESS_CHARS);
      const name =
        names.get(address) ?? (isLong ? `${/^data:image\/[\w.+-]+/.exec(address)?.[0] ?? 'data:image/png'},${pictures.size + 1}` : address);
      names.set(address, name);
      pictures.set(name, address);
      const img = make('img');
      img.setAttribute('data-src', name);
      img.setAttribute('alt', words);
      return img;
    },
  };
}
