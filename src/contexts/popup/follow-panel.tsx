/** "Follow this site", over everything while it is open: what the page has to follow, or a field for an address. */
import { useLayoutEffect, useRef } from 'preact/hooks';
import { originsToAsk } from '../../core/follow/new-source';
import { AddressForm } from '../../ui/address-form';
import { FindingView } from '../../ui/finding-view';
import { CloseIcon } from '../../ui/icons';
import { say } from '../../ui/words';
import type { PopupModel } from './model';

export function FollowPanel({ model }: { readonly model: PopupModel }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => dialog.current?.showModal(), []);
  const { finding, here } = model;
  const page = here.page.value;
  const look = finding.look.value;
  const isFound = look.kind === 'answered' && look.findings.kind === 'found';
  return (
    <dialog class="sheet" ref={dialog} aria-labelledby="follow-title" onClose={() => model.isFollowOpen.value && model.back()}>
      <div class="sheet-head">
        <h2 id="follow-title">
          {page === undefined || finding.isResumed.value
            ? say('followASite')
            : say('followHost', { host: page.host.replace(/^www\./, '') })}
        </h2>
        <button type="button" class="button-icon" aria-label={say('close')} title={say('close')} onClick={() => dialog.current?.close()}>
          <CloseIcon />
        </button>
      </div>
      <FindingView finding={finding} now={model.now()} origins={page === undefined ? [] : originsToAsk(page.url)} />
      {look.kind !== 'looking' && !isFound && <AddressForm key={finding.typed.value} finding={finding} label={say('addressLabel')} />}
    </dialog>
  );
}
