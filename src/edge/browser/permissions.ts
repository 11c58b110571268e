/** The permission ladder's rungs: which sites are granted, asking for one, giving it back. */
import browser from 'webextension-polyfill';

export const ALL_SITES: readonly string[] = ['http://*/*', 'https://*/*'];

export function hasOrigins(origins: readonly string[]): Promise<boolean> {
  return browser.permissions.contains({ origins: [...origins] });
}

/** Must be the first call in a click's handler: browsers ask only while the click is fresh. */
export function requestOrigins(origins: readonly string[]): Promise<boolean> {
  return browser.permissions.request({ origins: [...origins] });
}

export function removeOrigins(origins: readonly string[]): Promise<boolean> {
  return browser.permissions.remove({ origins: [...origins] });
}

export async function grantedOrigins(): Promise<string[]> {
  return [...((await browser.permissions.getAll()).origins ?? [])].sort();
}

/** Also called when a person changes permissions in the browser's own pages. */
export function onOriginsChanged(added: (origins: readonly string[]) => void, removed: (origins: readonly string[]) => void): void {
  browser.permissions.onAdded.addListener(({ origins }) => added(origins ?? []));
  browser.permissions.onRemoved.addListener(({ origins }) => removed(origins ?? []));
}
