/** Makes a Firefox that runs as good as a new one, in a tenth of the time. All of it runs in Firefox's own window, and so sees nothing of this file. */

/** Closes every page, and forgets whatever any of them left behind. */
export async function forgetPages(): Promise<void> {
  const blank = gBrowser.addTab('about:blank', { triggeringPrincipal: Services.scriptSecurityManager.getSystemPrincipal() });
  gBrowser.selectedTab = blank;
  for (const tab of [...gBrowser.tabs]) if (tab !== blank) gBrowser.removeTab(tab, { skipPermitUnload: true, animate: false });
  Services.obs.notifyObservers(null, 'net:cancel-all-connections');
}

/** Takes Sidelight out with its whole storage and its name, and then clears what sites have stored. Resolves when nothing of it is left. */
export async function forgetSidelight(id: string): Promise<void> {
  const { AddonManager } = ChromeUtils.importESModule('resource://gre/modules/AddonManager.sys.mjs');
  const { ExtensionParent } = ChromeUtils.importESModule('resource://gre/modules/ExtensionParent.sys.mjs');
  const keeping = ['extensions.webextensions.keepStorageOnUninstall', 'extensions.webextensions.keepUuidOnUninstall'];
  const cleaned = new Promise<void>((resolve) => {
    const heard = (_name: string, cleanedId: string, tasks: readonly { readonly promise: Promise<unknown> }[]): void => {
      if (cleanedId !== id) return;
      ExtensionParent.apiManager.off('cleanupAfterUninstall', heard);
      void Promise.allSettled(tasks.map(({ promise }) => promise)).then(() => resolve());
    };
    ExtensionParent.apiManager.on('cleanupAfterUninstall', heard);
  });
  for (const pref of keeping) Services.prefs.setBoolPref(pref, false);
  const addon = await AddonManager.getAddonByID(id);
  if (addon === null) throw new Error('Sidelight is not installed');
  await addon.uninstall();
  await cleaned;
  for (const pref of keeping) Services.prefs.setBoolPref(pref, true);
  await new Promise<void>((resolve) => Services.clearData.deleteData(Ci.nsIClearDataService.CLEAR_ALL, () => resolve()));
}

/** Everything goes through this proxy from now on, or through none. */
export function goThrough(prefs: Readonly<Record<string, string | number | boolean>>, all: readonly string[]): void {
  for (const name of all) {
    const value = prefs[name];
    if (typeof value === 'number') Services.prefs.setIntPref(name, value);
    else if (typeof value === 'boolean') Services.prefs.setBoolPref(name, value);
    else if (typeof value === 'string') Services.prefs.setStringPref(name, value);
    else Services.prefs.clearUserPref(name);
  }
}

export function forgetLook(): void {
  const looks = ['layout.css.prefers-color-scheme.content-override', 'ui.systemUsesDarkTheme', 'ui.prefersReducedMotion'];
  for (const name of [...looks, 'browser.display.document_color_use']) Services.prefs.clearUserPref(name);
}
