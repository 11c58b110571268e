/** An essay's title as a link: a click opens it, with Ctrl, Command or the middle button beside. The address is only shown, never followed by itself. */
import { webAddress } from '../core/address';
import { placeOfClick } from './plain-click';

type EssayLinkProps = {
  readonly url: string;
  readonly title: string;
  readonly language?: string | undefined; // BCP 47
  readonly class: string;
  readonly onOpen: (beside: boolean) => void;
  readonly isReachable?: boolean; // by Tab; false where the arrow keys lead to it
  readonly describedBy?: string;
};

export function EssayLink({ url, title, language, class: className, onOpen, isReachable = true, describedBy }: EssayLinkProps) {
  const open = (event: MouseEvent): void => {
    const place = placeOfClick(event);
    if (place === undefined) return;
    event.preventDefault();
    onOpen(place === 'beside');
  };
  return (
    <a
      class={className}
      href={webAddress(url) ?? '#'}
      dir="auto"
      tabIndex={isReachable ? 0 : -1}
      onClick={open}
      onAuxClick={open}
      {...(language !== undefined && { lang: language })}
      {...(describedBy !== undefined && { 'aria-describedby': describedBy })}
    >
      {title}
    </a>
  );
}
