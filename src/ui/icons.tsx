/** The interface's icons, drawn here so that no file has to be fetched for one. They say nothing by themselves: the button has the name. */
import type { ComponentChildren } from 'preact';

/** `isForward`: it points to where a language goes on, which is to the left in some. */
function Icon({ children, isForward = false }: { readonly children: ComponentChildren; readonly isForward?: boolean }) {
  return (
    <svg class={isForward ? 'icon is-forward' : 'icon'} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      {children}
    </svg>
  );
}

export function SaveIcon({ isFilled }: { readonly isFilled: boolean }) {
  return (
    <Icon>
      <path class={isFilled ? 'filled' : ''} d="M6.5 4h11v16L12 15.6 6.5 20z" />
    </Icon>
  );
}

/** A check for what is read; a dot, like the row's own, for what becomes unread again. */
export function ReadIcon({ isUnread }: { readonly isUnread: boolean }) {
  return <Icon>{isUnread ? <path d="m5 12.5 4.5 4.5L19 7.5" /> : <circle class="filled" cx="12" cy="12" r="3.5" />}</Icon>;
}

export function SearchIcon() {
  return (
    <Icon>
      <circle cx="11" cy="11" r="6" />
      <path d="m20 20-4.6-4.6" />
    </Icon>
  );
}

export function GearIcon() {
  return (
    <Icon>
      <circle cx="12" cy="12" r="3.2" />
      <path d="M12 3v2.6M12 18.4V21M3 12h2.6M18.4 12H21M5.6 5.6l1.9 1.9M16.5 16.5l1.9 1.9M5.6 18.4l1.9-1.9M16.5 7.5l1.9-1.9" />
    </Icon>
  );
}

export function CloseIcon() {
  return (
    <Icon>
      <path d="m6.5 6.5 11 11m0-11-11 11" />
    </Icon>
  );
}

export function RefreshIcon() {
  return (
    <Icon>
      <path d="M19 8.5A7.6 7.6 0 1 0 19.6 13M19.4 4.5v4.3h-4.3" />
    </Icon>
  );
}

export function ChevronIcon() {
  return (
    <Icon>
      <path d="m7 10 5 5 5-5" />
    </Icon>
  );
}

export function PreviousIcon() {
  return (
    <Icon isForward>
      <path d="m14.5 6-6 6 6 6" />
    </Icon>
  );
}

export function NextIcon() {
  return (
    <Icon isForward>
      <path d="m9.5 6 6 6-6 6" />
    </Icon>
  );
}

export function MoreIcon() {
  return (
    <Icon>
      <path class="dots" d="M5 12h.01M12 12h.01M19 12h.01" />
    </Icon>
  );
}

export function BackIcon() {
  return (
    <Icon isForward>
      <path d="m14.5 6-6 6 6 6" />
    </Icon>
  );
}

export function ArchiveIcon() {
  return (
    <Icon>
      <path d="M4 5h16v4H4zM6 9v10h12V9M10 13h4" />
    </Icon>
  );
}

export function PenIcon() {
  return (
    <Icon>
      <path d="M4 20h16M7 15.5 15.5 5l3.5 2.8L10.5 18H7z" />
    </Icon>
  );
}

export function TagIcon() {
  return (
    <Icon>
      <path d="M4 4.5h7.5l8 8-7 7-8-8zM8.2 8.7h.01" />
    </Icon>
  );
}

export function ContentsIcon() {
  return (
    <Icon isForward>
      <path d="M4 6h16M4 12h10M4 18h13" />
    </Icon>
  );
}

export function OutIcon() {
  return (
    <Icon isForward>
      <path d="M10 5H5v14h14v-5M14 4h6v6M20 4l-9 9" />
    </Icon>
  );
}

export function HelpIcon() {
  return (
    <Icon>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M9.7 9.6a2.4 2.4 0 1 1 3.5 2.1c-.8.5-1.2.9-1.2 1.8M12 16.6h.01" />
    </Icon>
  );
}
