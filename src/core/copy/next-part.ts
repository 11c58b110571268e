/** Whether an address is the next part of the page one is on, and not just another page of its site. */

/** Where a page of several says which it is: /2, /page/2, -2, _2, ?page=2, /2.html. */
const AT = /(?:\/(?:page|seite|p|part|teil)[/-]?|[/_-])(\d{1,3})(\/?|\.\w{1,5})$/i;
const NAMES = ['page', 'p', 'pg', 'seite', 'part', 'pagina', 'paged', 'pageno'];

export function isNextPart(here: string, there: string): boolean {
  const [from, to] = [partOf(here), partOf(there)];
  if (from === undefined || to === undefined) return false;
  if (to.number === from.number + 1 && to.rest === from.rest) return true;
  return from.number === 1 && to.number === 1 && to.rest.startsWith(`${from.rest}/`) && /\/(?:part-?\w+|two|2nd|ii)$/i.test(to.rest);
}

function partOf(address: string): { readonly rest: string; readonly number: number } | undefined {
  const url = URL.parse(address);
  if (url === null) return undefined;
  let number: number | undefined;
  for (const name of NAMES) {
    const said = url.searchParams.get(name);
    if (said === null || !/^\d{1,3}$/.test(said)) continue;
    number ??= Number(said);
    url.searchParams.delete(name);
  }
  const [, inPath, tail = ''] = number === undefined ? (AT.exec(url.pathname) ?? []) : [];
  const path = (inPath === undefined ? url.pathname : `${url.pathname.replace(AT, '')}${tail.replace('/', '')}`).replace(/\/+$/, '');
  return { rest: `${url.host}${path}${url.search.includes('utm_') ? '' : url.search}`, number: number ?? Number(inPath ?? 1) };
}
