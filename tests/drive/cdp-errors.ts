/** Collects what goes wrong in any document or worker of a Chromium. Reads events and asks nothing. */
import type { Cdp, CdpEvent } from './cdp';

type Thrown = { exceptionDetails: { text: string; url?: string; exception?: { description?: string; value?: unknown } } };
type Called = { type: string; args: { value?: unknown; description?: string }[]; stackTrace?: { callFrames: { url: string }[] } };
type Logged = { entry: { level: string; source: string; text: string; url?: string } };

export function listenForErrors(cdp: Cdp, into: string[]): void {
  cdp.listen((event) => {
    const error = errorIn(event);
    if (error !== undefined) into.push(error);
  });
}

function errorIn({ method, params }: CdpEvent): string | undefined {
  if (method === 'Runtime.exceptionThrown') {
    const { exceptionDetails } = params as Thrown; // as: the protocol's event
    const { exception, text, url } = exceptionDetails;
    return `${url ?? ''} ${text} ${exception?.description ?? JSON.stringify(exception?.value)}`;
  }
  if (method === 'Runtime.consoleAPICalled') {
    const { type, args, stackTrace } = params as Called; // as: the protocol's event
    if (type !== 'error' && type !== 'assert') return undefined;
    return `${stackTrace?.callFrames[0]?.url ?? ''} console.${type} ${args.map((arg) => arg.description ?? JSON.stringify(arg.value)).join(' ')}`;
  }
  if (method === 'Log.entryAdded') {
    const { entry } = params as Logged; // as: the protocol's event
    return entry.level === 'error' ? `${entry.url ?? ''} ${entry.source}: ${entry.text}` : undefined;
  }
  return undefined;
}
