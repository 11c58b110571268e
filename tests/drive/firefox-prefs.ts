/** The settings Firefox is driven with. */
import type { StartOptions } from './driver';

const QUIET = 'data:,'; // an address that asks nobody

/** Everything a browser does of its own accord is off, so that what a recorder sees is the test's doing. */
const PREFS: Readonly<Record<string, string | number | boolean>> = {
  'marionette.port': 0, // it takes a free one and writes it into the profile
  'xpinstall.signatures.required': false, // a build is not signed; ESR lets it in all the same
  'extensions.autoDisableScopes': 0,
  'extensions.webextensions.keepStorageOnUninstall': true, // a Firefox that takes only signed add-ons gets ours anew at each start
  'extensions.webextensions.keepUuidOnUninstall': true,
  'extensions.webextOptionalPermissionPrompts': false, // a click on our button is the reader's yes
  'focusmanager.testmode': true, // a headless window is never in front
  'app.normandy.enabled': false,
  'app.update.enabled': false,
  'browser.chrome.site_icons': false, // or each host is asked for a favicon
  'browser.aboutwelcome.enabled': false,
  'browser.newtabpage.enabled': false,
  'browser.region.network.url': '',
  'browser.safebrowsing.blockedURIs.enabled': false,
  'browser.safebrowsing.downloads.enabled': false,
  'browser.safebrowsing.malware.enabled': false,
  'browser.safebrowsing.phishing.enabled': false,
  'browser.safebrowsing.update.enabled': false,
  'browser.search.update': false,
  'browser.sessionstore.resume_from_crash': false,
  'browser.shell.checkDefaultBrowser': false,
  'browser.startup.homepage': 'about:blank',
  'browser.startup.page': 0,
  'browser.tabs.closeWindowWithLastTab': false,
  'browser.topsites.contile.enabled': false,
  'captivedetect.canonicalURL': '',
  'datareporting.policy.dataSubmissionEnabled': false,
  'dom.push.connection.enabled': false,
  'extensions.blocklist.enabled': false,
  'extensions.getAddons.cache.enabled': false,
  'extensions.systemAddon.update.enabled': false,
  'extensions.update.enabled': false,
  'media.gmp-manager.updateEnabled': false,
  'media.gmp-manager.url': QUIET,
  'messaging-system.rsexperimentloader.enabled': false,
  'network.captive-portal-service.enabled': false,
  'network.connectivity-service.enabled': false,
  'network.dns.disablePrefetch': true,
  'network.prefetch-next': false,
  'network.trr.mode': 5,
  'nimbus.telemetry.targetingContextEnabled': false,
  'services.settings.server': `${QUIET}#remote-settings-dummy/v1`,
  'signon.autofillForms': false,
  'toolkit.telemetry.enabled': false,
  'toolkit.telemetry.server': QUIET,
};

/** The text of a user.js. */
export function userPrefs({ proxy, agent }: StartOptions): string {
  const named = agent === undefined ? {} : { 'general.useragent.override': agent() };
  const all = { ...PREFS, ...named, ...(proxy === undefined ? {} : throughProxy(proxy)) };
  return Object.entries(all)
    .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
    .join('');
}

const throughProxy = (port: number) => ({
  'network.proxy.type': 1,
  'network.proxy.http': '127.0.0.1',
  'network.proxy.http_port': port,
  'network.proxy.ssl': '127.0.0.1',
  'network.proxy.ssl_port': port,
  'network.proxy.no_proxies_on': '',
  'network.proxy.allow_hijacking_localhost': true,
});
