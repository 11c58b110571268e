/** What can be done with a row. On touch it stands behind ⋯: nothing comes there by pointing, and an act's picture beside each row would be taken for the row's state. */
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { MoreIcon } from './icons';
import { say } from './words';

type RowActsProps = { readonly title: string; readonly isReachable: boolean; readonly children: ComponentChildren };

export function RowActs({ title, isReachable, children }: RowActsProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <div class={isOpen ? 'row-acts is-open' : 'row-acts'}>
      <button
        type="button"
        class="button-icon row-more"
        title={say('more')}
        aria-label={say('actOn', { act: say('more'), title })}
        aria-expanded={isOpen}
        tabIndex={isReachable ? 0 : -1}
        onClick={() => setOpen(!isOpen)}
      >
        <MoreIcon />
      </button>
      {children}
    </div>
  );
}
