/** Addresses of pages where one handles mail, money, orders or machines. There is nothing to learn beside them, and much that is nobody's business. Pure. */

const HOSTS =
  /^(?:e|web|online|net|internet)?-?(?:mail|banking|bank|inbox|checkout|cart|admin|console|dashboard|billing|payments?|intranet)$/;
const PATHS =
  /^(?:inbox|mailbox|cart|basket|checkout|wp-admin|admin|dashboard|billing|invoices?|orders?|account|my-?account|payments?|transactions?)$/;

/** Whether a part of the host's name, or the first parts of the path, say so. A word inside a longer one says nothing: /blog/order-in-chaos is an essay. */
export function isChore(address: string): boolean {
  const url = URL.parse(address);
  if (url === null) return false;
  const labels = url.hostname.toLowerCase().split('.').slice(0, -1); // the last is a country or a kind
  if (labels.some((label) => HOSTS.test(label))) return true;
  const [first = '', second = ''] = url.pathname
    .toLowerCase()
    .split('/')
    .filter((part) => part !== '');
  return PATHS.test(first) || (PATHS.test(second) && /^[a-z]{2}(?:-[a-z]{2})?$/.test(first)); // behind a language
}
