/** As much of Firefox's own window as marionette scripts here use. Real in Firefox's chrome context only. */

type FirefoxMessage = { readonly data: string };
type FirefoxMessageManager = {
  addMessageListener(name: string, listener: (message: FirefoxMessage) => void): void;
  removeMessageListener(name: string, listener: (message: FirefoxMessage) => void): void;
  loadFrameScript(url: string, later: boolean): void;
};
type FirefoxBrowser = Element & {
  readonly messageManager: FirefoxMessageManager | null;
  readonly currentURI: { readonly spec: string };
  readonly browsingContext: {
    getAllBrowsingContextsInSubtree(): readonly { readonly id: number; readonly currentURI?: { readonly spec: string } | null }[];
    readonly currentWindowGlobal: { drawSnapshot(rect: null, scale: number, background: string): Promise<ImageBitmap> };
  };
  focus(): void;
  fixupAndLoadURIString(url: string, options: { triggeringPrincipal: unknown }): void;
};
type FirefoxTab = Element & { readonly linkedBrowser: FirefoxBrowser };
type FirefoxExtension = {
  terminateBackground(options: { ignoreDevToolsAttached: boolean }): Promise<void>;
  readonly backgroundState: string;
  readonly tabManager: { addActiveTabPermission(): void };
  readonly shortcuts: { onCommand(name: string): void };
  readonly backgroundContext?: object | null;
};

type FirefoxFindListener = { onFindResult(found: { readonly result: number; readonly searchString: string }): void };
type FirefoxFinder = {
  addResultListener(listener: FirefoxFindListener): void;
  removeResultListener(listener: FirefoxFindListener): void;
  fastFind(word: string, linksOnly: boolean, drawOutline: boolean): void;
};

declare const gBrowser: {
  getFindBar(): Promise<{ readonly browser: { readonly finder: FirefoxFinder } }>;
  readonly tabs: readonly FirefoxTab[];
  selectedTab: FirefoxTab;
  addTab(url: string, options: { triggeringPrincipal: unknown }): FirefoxTab;
  removeTab(tab: FirefoxTab): void;
};
declare const CustomizableUI: { addWidgetToArea(id: string, area: string): void };
declare const WebExtensionPolicy: {
  getByID(id: string): { readonly mozExtensionHostname: string; readonly extension: FirefoxExtension } | null;
};
declare const Services: {
  readonly ppmm: {
    addMessageListener(name: string, listener: (message: FirefoxMessage) => void): void;
    removeMessageListener(name: string, listener: (message: FirefoxMessage) => void): void;
    loadProcessScript(url: string, alsoLater: boolean): void;
  };
  readonly prefs: {
    setIntPref(name: string, value: number): void;
    setBoolPref(name: string, value: boolean): void;
    clearUserPref(name: string): void;
  };
  readonly console: { getMessageArray(): readonly unknown[]; reset(): void };
  readonly appinfo: { readonly version: string };
  readonly scriptSecurityManager: { getSystemPrincipal(): unknown };
};
declare const Ci: { readonly nsIScriptError: { readonly warningFlag: number } };
declare const ChromeUtils: {
  importESModule(url: string): {
    readonly ExtensionPermissions: {
      add(
        id: string,
        permissions: { permissions: readonly string[]; origins: readonly string[] },
        extension: FirefoxExtension,
      ): Promise<void>;
    };
  };
};
