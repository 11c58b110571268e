/**
 * Makes a saved copy's markup fit to be shown: the one place where a stranger's markup becomes elements of ours, and the wall in front of it. Each
 * showing cleans again, whatever was cleaned before: copies also come out of files. Loads nothing and runs nothing.
 */
import createDOMPurify, { type Config } from 'dompurify';
import { webAddress } from '../../core/address';
import { ATTRIBUTES, GONE_WHOLE, PAINTED_BY, TAGS } from './clean-lists';

/** As the copier names what links within a copy lead to: parts of the text, notes and references to them, parts of a drawing. */
const OWN_ID = /^(?:c\d+|[rn]-[\w-]+|s\d+-[\w.-]+)$/;
const LANGUAGE = /^language-[\w+#.-]{1,40}$/;
const PICTURE = /^data:image\/(?:png|jpeg|gif|webp|avif);base64,[a-z0-9+/=\s]*$/i;
const LIKE_A_PART = /url\s*\(/i;
const A_PART = /^url\(\s*["']?#(s\d+-[\w.-]+)["']?\s*\)$/;
const INPUT_TYPES: ReadonlySet<string> = new Set(['1', 'a', 'A', 'i', 'I', 'disc', 'circle', 'square']); // of lists

const CONFIG: Config & { RETURN_DOM: true } = {
  RETURN_DOM: true,
  ALLOWED_TAGS: [...TAGS],
  ALLOWED_ATTR: [...ATTRIBUTES],
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
  FORBID_CONTENTS: [...GONE_WHOLE],
  FORCE_BODY: true, // what begins with an element of a head is read like the rest
  // Judged by the hook below. The tail stays as it is by default: this is asked of colspan and fill too, which are no addresses.
  ALLOWED_URI_REGEXP: /^(?:(?:https?|mailto|tel|data):|[^a-z]|[a-z+.-]+(?:[^a-z+.\-:]|$))/i,
};

let purifying: ReturnType<typeof createDOMPurify> | undefined;

/**
 * The body of a document of its own, in which nothing loads: its children are to be moved to where they are shown. Where cleaning gives up, which
 * hostile markup has made it do, the words alone are left.
 */
export function cleanCopy(html: string): Element {
  purifying ??= purifier(); // one for all: hooks belong to an instance
  try {
    return purifying.sanitize(html, CONFIG);
  } catch {
    return wordsAlone(html);
  }
}

function wordsAlone(html: string): Element {
  const { body } = new DOMParser().parseFromString(`<!doctype html><body>${html}`, 'text/html');
  for (const each of body.querySelectorAll(GONE_WHOLE.join())) each.remove();
  const paragraph = body.ownerDocument.createElement('p');
  paragraph.textContent = body.textContent;
  body.replaceChildren(paragraph);
  return body;
}

function purifier(): ReturnType<typeof createDOMPurify> {
  const instance = createDOMPurify(window);
  instance.addHook('afterSanitizeAttributes', judge);
  return instance;
}

function judge(element: Element): void {
  for (const { name, value } of [...element.attributes]) if (!isFit(element, name, value)) element.removeAttribute(name);
  const classes = [...element.classList].filter((each) => LANGUAGE.test(each));
  if (classes.length > 0) element.setAttribute('class', classes.join(' '));
}

function isFit(element: Element, name: string, value: string): boolean {
  const isHtml = element.namespaceURI === 'http://www.w3.org/1999/xhtml';
  switch (name) {
    case 'id':
      return OWN_ID.test(value);
    case 'class':
      return value.split(/\s+/).some((each) => LANGUAGE.test(each));
    case 'href':
      return isHtml && element.localName === 'a' && leadsSomewhere(value);
    case 'src':
      return isHtml && element.localName === 'img' && PICTURE.test(value);
    case 'data-src':
      return isHtml && element.localName === 'img' && (webAddress(value) !== undefined || PICTURE.test(value));
    case 'cite':
      return webAddress(value) !== undefined;
    case 'type':
      return INPUT_TYPES.has(value);
    default:
      return !LIKE_A_PART.test(value) || (PAINTED_BY.has(name) && A_PART.test(value.trim()));
  }
}

function leadsSomewhere(address: string): boolean {
  return (
    (address.startsWith('#') && OWN_ID.test(address.slice(1))) || webAddress(address) !== undefined || /^(?:mailto|tel):/i.test(address)
  );
}
