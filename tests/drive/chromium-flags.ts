/** The command line Chromium is driven with. */
import type { StartOptions } from './driver';

/** Where nobody listens, for what cannot be turned off; kept from the recorder. */
const NOWHERE = 'http://127.0.0.1:1';
const DICTIONARIES = 'redirector.gvt1.com'; // typing asks it for one, whatever the preferences say

/** Everything a browser does of its own accord is off, so that what a recorder sees is the test's doing. */
const FLAGS = [
  '--remote-debugging-pipe',
  '--enable-unsafe-extension-debugging', // Extensions.loadUnpacked and Extensions.triggerAction
  '--window-size=1280,990',
  '--no-first-run',
  '--no-default-browser-check',
  '--no-pings',
  '--no-service-autorun',
  '--disable-background-networking',
  '--disable-breakpad',
  '--disable-client-side-phishing-detection',
  '--disable-component-update',
  '--disable-default-apps',
  '--disable-dev-shm-usage', // containers give /dev/shm 64 MB
  '--disable-domain-reliability',
  '--disable-field-trial-config',
  '--disable-gpu',
  '--disable-quic',
  '--disable-search-engine-choice-screen',
  '--disable-sync',
  '--disable-features=AutofillServerCommunication,MediaRouter,NetworkTimeServiceQuerying,OptimizationHints,Translate',
  '--metrics-recording-only',
  `--host-resolver-rules=MAP ${DICTIONARIES} ^NOTFOUND`,
  `--gaia-url=${NOWHERE}`, // asks who is signed in
  `--component-updater=url-source=${NOWHERE}`, // one component is asked for even when updates are off
  '--password-store=basic',
  '--use-mock-keychain',
  '--hide-scrollbars',
];

export function flagsFor({ visible, proxy, agent }: StartOptions, profile: string): string[] {
  const isRoot = process.getuid?.() === 0;
  return [
    ...FLAGS,
    ...(agent === undefined ? [] : [`--user-agent=${agent()}`]),
    `--user-data-dir=${profile}`,
    ...(visible ? [] : ['--headless']),
    ...(isRoot || !visible ? ['--no-sandbox'] : []), // containers lack the user namespaces that the sandbox needs
    ...(proxy === undefined
      ? []
      : [`--proxy-server=http://127.0.0.1:${proxy}`, `--proxy-bypass-list=<-loopback>;127.0.0.1:1;${DICTIONARIES}`]),
  ];
}
