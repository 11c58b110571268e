/** "example.org/feed.xml": an address without what every address has. */
export function addressWords(url: string): string {
  return url.replace(/^https?:\/\/(www\.)?/, '').replace(/\/$/, '');
}
