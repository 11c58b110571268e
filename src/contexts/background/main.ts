/** The background: registers every listener in its first tick, because what wakes it looks for its listener at once. Remembers nothing. */
import { listenInBackground } from '../../edge/browser/messenger';
import { onOriginsChanged } from '../../edge/browser/permissions';
import { makeMenu, onArrival, onMenu, onShortcut } from '../../edge/browser/wakes';
import { refreshBadge } from './badge';
import { handlers } from './handlers';
import { home } from './home';
import { enterGranted, enterOpenPages, leaveHidden, syncRegistration } from './sites';
import { relateTab, shortcut } from './this-page';

listenInBackground(handlers);
onArrival(() => {
  void arrive();
});
onOriginsChanged(
  (origins) => {
    void syncRegistration();
    void enterOpenPages(origins);
  },
  () => {
    void leaveHidden();
  },
);
onShortcut((name, tabId) => {
  void shortcut(name, tabId);
});
onMenu((tabId) => {
  void relateTab(tabId);
});

/** Installed, updated or started with the browser: the library is made ready before anyone asks, and granted pages get their marks back. */
async function arrive(): Promise<void> {
  const [opened] = await Promise.all([home(), makeMenu('What speaks to this page?'), syncRegistration(), enterGranted()]);
  if (opened.ok) await refreshBadge(opened.value);
}
