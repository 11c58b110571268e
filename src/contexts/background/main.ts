/** The background: registers every listener in its first tick, because what wakes it looks for its listener at once. Remembers nothing. */
import { onAlarm } from '../../edge/browser/alarms';
import { onPosted } from '../../edge/browser/outbox';
import { onOriginsChanged } from '../../edge/browser/permissions';
import { listenInBackground } from '../../edge/browser/switchboard';
import { voice } from '../../edge/browser/voice';
import { makeMenu, onArrival, onMenu, onShortcut } from '../../edge/browser/wakes';
import { say, speak } from '../../ui/words';
import { refreshBadge } from './badge';
import { hear, performLeftBehind } from './commands';
import { ensureAlarm, goOnReading, openFollowing, refreshDue, refreshPermitted } from './due';
import { home } from './home';
import { tidyIndex } from './index-keeper';
import { planNext } from './refreshing';
import { enterGranted, forgetUngranted, leaveHidden, syncRegistration } from './sites';
import { relateTab, shortcut } from './this-page';

speak(voice);
listenInBackground(hear);
onArrival(() => {
  void arrive();
});
onOriginsChanged(
  () => {
    void syncRegistration();
    void enterGranted();
    void refreshPermitted();
  },
  () => {
    void leaveHidden();
  },
);
onPosted(performLeftBehind);
performLeftBehind(); // what a worker that was killed left behind
onShortcut((name, tabId) => {
  void shortcut(name, tabId);
});
onMenu((choice) => {
  void (choice.item === 'relate' ? relateTab(choice.tabId) : openFollowing(choice.url, choice.item === 'follow-site'));
});
onAlarm(refreshDue, goOnReading);
void ensureAlarm();

const menu = () => ({
  relate: say('menuRelate'),
  'follow-site': say('followThisSite'),
  'follow-link': say('menuFollowLink'),
});

/** Installed, updated or started with the browser: the library is made ready before anyone asks, and granted pages get their marks back. */
async function arrive(): Promise<void> {
  await forgetUngranted();
  const [opened] = await Promise.all([home(), makeMenu(menu()), syncRegistration(), enterGranted()]);
  if (opened.ok) await Promise.all([refreshBadge(opened.value), planNext(opened.value), tidyIndex(opened.value)]);
}
