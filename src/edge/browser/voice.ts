/**
 * The browser's way to the words of `_locales`: the only caller of `i18n`. Without the polyfill, like messenger.ts: the content script says its few
 * words through here, and carries none.
 */

export const voice = {
  uiLanguage: (): string => chrome.i18n.getUILanguage(),
  message(key: string, substitutions: readonly string[]): string {
    try {
      return chrome.i18n.getMessage(key, [...substitutions]);
    } catch {
      return ''; // a content script whose extension was reloaded has no words left, and is about to go
    }
  },
};
