/** Sites that keep their feeds where no page says so: one row a site. Everything else is found by structure, not by name. */

type Rule = {
  readonly host: RegExp;
  readonly path: RegExp;
  readonly feeds: (found: readonly string[], url: URL) => readonly string[]; // addresses, best first
};

const KNOWN_SITES: readonly Rule[] = [
  {
    host: /(^|\.)youtube\.com$/,
    path: /^\/channel\/(UC[\w-]{20,})/,
    feeds: ([, id]) => [`https://www.youtube.com/feeds/videos.xml?channel_id=${id}`],
  },
  { host: /(^|\.)youtube\.com$/, path: /^\/playlist$/, feeds: (_, { searchParams }) => listOf(searchParams.get('list')) },
  {
    host: /^github\.com$/,
    path: /^\/([\w.-]+)\/([\w.-]+)(?:\/releases.*)?\/?$/,
    feeds: ([, owner, repo]) => [`https://github.com/${owner}/${repo}/releases.atom`],
  },
  {
    host: /^github\.com$/,
    path: /^\/([\w.-]+)\/([\w.-]+)\/commits\/([^?#]+)/,
    feeds: ([, owner, repo, branch]) => [`https://github.com/${owner}/${repo}/commits/${branch}.atom`],
  },
  { host: /(^|\.)reddit\.com$/, path: /^\/(r|user)\/([\w-]+)/, feeds: ([, kind, name]) => [`https://www.reddit.com/${kind}/${name}/.rss`] },
  { host: /^medium\.com$/, path: /^\/(@[\w.-]+|[\w-]+)\/?/, feeds: ([, name]) => [`https://medium.com/feed/${name}`] },
];

/** Empty where no rule fits. */
export function feedsOfKnownSite(address: string): readonly string[] {
  const url = URL.parse(address);
  if (url === null) return [];
  return KNOWN_SITES.flatMap(({ host, path, feeds }) => {
    const found = host.test(url.hostname) ? path.exec(url.pathname) : null;
    return found === null ? [] : feeds([...found], url);
  });
}

function listOf(id: string | null): string[] {
  return id === null ? [] : [`https://www.youtube.com/feeds/videos.xml?playlist_id=${encodeURIComponent(id)}`];
}
