/** Collects what goes wrong in pages and in the extension, in every process of a Firefox. Runs in Firefox's own window and sees nothing of this file. */

type ErrorsWindow = Window & { sidelightErrors?: string[] };

/** Uncaught errors come to one console by themselves; console.error stays in its process, so each process gets a listener. */
export function listenForErrors(): void {
  const inEachProcess = `Cc['@mozilla.org/consoleAPI-storage;1'].getService(Ci.nsIConsoleAPIStorage).addLogEventListener((event) => {
    const { level, filename, arguments: said } = event.wrappedJSObject ?? event;
    if (level !== 'error' && level !== 'assert') return;
    sendAsyncMessage('sidelight-console', filename + ' console.' + level + ' ' + Array.from(said, String).join(' '));
  }, Cc['@mozilla.org/systemprincipal;1'].createInstance(Ci.nsIPrincipal));`;
  const errors: string[] = [];
  (window as ErrorsWindow).sidelightErrors = errors; // as: a place of ours that lives as long as the browser
  Services.ppmm.addMessageListener('sidelight-console', ({ data }) => errors.push(data));
  Services.ppmm.loadProcessScript(`data:application/javascript;charset=utf-8,${encodeURIComponent(inEachProcess)}`, true);
  Services.console.reset();
}

/** What was collected since the last call; the browser's own troubles are left out. */
export function takeErrors(): string[] {
  const uncaught = Services.console.getMessageArray().flatMap((message) => {
    const { errorMessage, sourceName, flags } = message as { errorMessage?: string; sourceName?: string; flags?: number }; // as: an nsIScriptError has them
    const isError = flags !== undefined && (flags & Ci.nsIScriptError.warningFlag) === 0;
    return isError ? [`${sourceName} ${errorMessage}`] : [];
  });
  Services.console.reset();
  const called = (window as ErrorsWindow).sidelightErrors?.splice(0) ?? []; // as: see listenForErrors
  return [...uncaught, ...called].filter((error) => /^(moz-extension|https?|file):/.test(error));
}
