/** Which hosts are one site, by the public suffix list: what stands under one name that somebody registered. The list is handed in as text. */

/** The registrable domain of a host; the host itself where it has none (an IP address, a public suffix, a name without a dot). */
export type SiteOf = (hostname: string) => string;

const NUMBERS = /^[\d.]+$|^\[/;

/** Without a list every host is a site of its own: nothing is taken for one that is not. */
export const EACH_ITSELF: SiteOf = (hostname) => bare(hostname);

/**
 * Shapes  one rule a line, in ASCII: `co.uk`, `*.ck`, `!www.ck`, or all that end alike: `uk:ac co`, `:com org`; a suffix that no rule names is one label.
 * Cost    the list is cut into lines once, a millisecond or two; a host is as many look-ups as it has labels.
 * Source  https://publicsuffix.org/list/, the private part included: what two people have on one platform is two sites.
 */
export function sitesBy(list: string): SiteOf {
  const rules = new Set(list.split('\n').flatMap(rulesIn));
  return (hostname) => {
    const host = bare(hostname);
    if (NUMBERS.test(host)) return host;
    const labels = host.split('.');
    const suffix = suffixLabels(labels, rules);
    return labels.slice(-(suffix + 1)).join('.');
  };
}

/** The rules of one line. */
export function rulesIn(line: string): readonly string[] {
  const colon = line.indexOf(':');
  if (colon === -1) return [line];
  const after = colon === 0 ? '' : `.${line.slice(0, colon)}`;
  return line
    .slice(colon + 1)
    .split(' ')
    .map((label) => label + after);
}

/** How many labels the public suffix has: of all rules that fit the longest, an exception before all. */
function suffixLabels(labels: readonly string[], rules: ReadonlySet<string>): number {
  for (let at = 0; at < labels.length; at++) {
    const rest = labels.slice(at + 1).join('.');
    const here = at + 1 === labels.length ? (labels[at] ?? '') : `${labels[at]}.${rest}`;
    if (rules.has(`!${here}`)) return labels.length - at - 1;
    if (rules.has(here) || (rest !== '' && rules.has(`*.${rest}`))) return labels.length - at;
  }
  return 1;
}

const bare = (hostname: string): string => hostname.toLowerCase().replace(/\.$/, '');
